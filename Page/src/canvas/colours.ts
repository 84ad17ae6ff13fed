/** The theme's colours by name, for what is drawn by hand; each is asked for once. */
export function colours(element: Element): (name: string) => string {
    const style = getComputedStyle(element);
    const known = new Map<string, string>();
    return (name) => {
        let value = known.get(name);
        if (value === undefined) {
            value = style.getPropertyValue(name).trim() || "#888";
            known.set(name, value);
        }
        return value;
    };
}
