/** A path from the project's folder on, as one from `folder` on: `images/a.png` from `Digits` is `../images/a.png`. */
export function relative(path: string, folder: string): string {
    const parts = path.split("/").filter(Boolean);
    const base = folder.split("/").filter(Boolean);
    let shared = 0;
    while (shared < base.length && shared < parts.length && base[shared] === parts[shared]) shared++;
    return [...base.slice(shared).map(() => ".."), ...parts.slice(shared)].join("/") || ".";
}

/** A path from `folder` on, as one from the project's folder on; undefined where it leads out of the project. */
export function resolved(path: string, folder: string): string | undefined {
    if (path.startsWith("/") || path.startsWith("~")) return undefined;
    const parts = folder.split("/").filter(Boolean);
    for (const part of path.split("/")) {
        if (part === "" || part === ".") continue;
        if (part !== "..") parts.push(part);
        else if (parts.pop() === undefined) return undefined;
    }
    return parts.join("/");
}

export function parent(path: string): string {
    return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
