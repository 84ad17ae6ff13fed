/**
 * What this browser keeps of how things are looked at: zoom and place of each workflow, sizes of panels, the theme.
 * Nothing of it is needed: a browser that keeps nothing shows the defaults.
 */
export function recall<Value>(key: string, otherwise: Value): Value {
    try {
        const text = localStorage.getItem(`graphbook.${key}`);
        return text === null ? otherwise : (JSON.parse(text) as Value);
    } catch {
        return otherwise;  // Storage is off, or holds what an older page wrote.
    }
}

export function remember(key: string, value: unknown): void {
    try {
        localStorage.setItem(`graphbook.${key}`, JSON.stringify(value));
    } catch {
        // Storage is full or off: the next visit begins with the defaults.
    }
}
