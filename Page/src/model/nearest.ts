/** What a problem says of the names there are, as the host says it: the nearest one, or all when they are few. */
export function hint(name: string, names: string[]): string {
    const near = nearest(name, names);
    if (near !== undefined) return `; it has '${near}'`;
    if (names.length === 0) return "; it has none";
    return names.length > 8 ? "" : `; it has ${names.map((other) => `'${other}'`).join(", ")}`;
}

/** The name that was probably meant: within two edits, or a third of the length; undefined when none is. */
export function nearest(name: string, names: string[]): string | undefined {
    let best: string | undefined;
    let least = Math.max(2, Math.floor(name.length / 3)) + 1;
    for (const other of names) {
        const edits = distance(name.toLowerCase(), other.toLowerCase());
        if (edits < least) [best, least] = [other, edits];
    }
    return best;
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function distance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
