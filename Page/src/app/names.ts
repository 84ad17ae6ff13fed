/** `photos/sort.json` is shown as `photos/sort`. */
export function shortPath(path: string): string {
    return path.replace(/\.json$/, "");
}
