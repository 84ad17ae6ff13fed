import { isObject, type Json } from "../model/json";

/** The value beside a picture: what else its item says. `image_paths[2]` is the item at place 2. */
export function captionOf(value: Json, key: string): string {
    const match = /^(.*)\[(\d+)\]/.exec(key);
    const list = match && isObject(value) ? value[match[1] ?? ""] : undefined;
    const item = Array.isArray(list) ? list[Number(match?.[2])] : undefined;
    const fields = isObject(item) ? item : isObject(value) ? value : {};
    return Object.entries(fields)
        .filter(([name, entry]) => name !== "value" && (typeof entry === "string" || typeof entry === "number" || typeof entry === "boolean"))
        .slice(0, 3)
        .map(([name, entry]) => `${name} ${typeof entry === "number" && !Number.isInteger(entry) ? entry.toFixed(2) : String(entry)}`)
        .join(" · ");
}
