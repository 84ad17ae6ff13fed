/** Numbers as people read them. */

export function count(number: number): string {
    return Math.round(number).toLocaleString("en");
}

/** `1 note`, `2 notes`. */
export function counted(number: number, word: string): string {
    return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

/** `12.3/s`, `3,963/s`. */
export function perSecond(rate: number): string {
    if (rate <= 0) return "";
    return `${rate < 10 ? rate.toFixed(1) : count(rate)}/s`;
}

/** `0.13 s`, `12.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
    if (seconds < 1) return `${seconds.toFixed(2)} s`;
    if (seconds < 60) return `${seconds.toFixed(1)} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min ${Math.floor(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function byteCount(bytes: number): string {
    const units = ["B", "KB", "MB", "GB", "TB"];
    const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    const value = bytes / 1000 ** power;
    return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ""}`;
}

/** `just now`, `5 min ago`, `14:03`, `24 Nov 14:03`. */
export function moment(time: string, now = new Date()): string {
    const then = new Date(time);
    const seconds = (now.getTime() - then.getTime()) / 1000;
    if (seconds < 60) return "just now";
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
    const clock = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    if (then.toDateString() === now.toDateString()) return clock;
    return `${then.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${clock}`;
}

export function percent(share: number): string {
    return `${Math.round(share * 100)} %`;
}
