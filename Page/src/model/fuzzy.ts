/**
 * How well a text answers a search: higher is better, undefined when its letters are not all there in order.
 * Letters at the start of words and next to each other count more; short texts win.
 */
export function score(search: string, text: string): number | undefined {
    const wanted = search.toLowerCase().replace(/\s+/g, "");
    const letters = text.toLowerCase();
    if (wanted === "") return 0;
    let total = 0, last = -2;
    for (const letter of wanted) {
        const found = letters.indexOf(letter, last + 1);
        if (found < 0) return undefined;
        const isWordStart = found === 0 || /[^a-z0-9]/.test(letters[found - 1] ?? "") || /[A-Z]/.test(text[found] ?? "");
        total += (found === last + 1 ? 5 : 0) + (isWordStart ? 8 : 0) + 1;
        last = found;
    }
    return total - text.length / 20;
}

/** The entries that answer a search, best first; all of them, as they are, for an empty one. */
export function ranked<Entry>(search: string, entries: Entry[], text: (entry: Entry) => string): Entry[] {
    if (search.trim() === "") return entries;
    return entries
        .flatMap((entry) => {
            const points = score(search, text(entry));
            return points === undefined ? [] : [{ entry, points }];
        })
        .sort((a, b) => b.points - a.points)
        .map(({ entry }) => entry);
}
