import { brief, isObject, type Json } from "../model/json";

/** More entries than this are opened on a click. */
const openUpTo = 12;

/** A value as a tree that opens and closes. */
export function JsonTree({ value, name }: { value: Json; name?: string }) {
    const label = name === undefined ? null : <span className="json-key">{name}: </span>;
    if (Array.isArray(value) || isObject(value)) {
        const entries: [string, Json][] = Object.entries(value);
        if (entries.length === 0) return <div className="json-leaf">{label}{Array.isArray(value) ? "[]" : "{}"}</div>;
        return (
            <details className="json" open={entries.length <= openUpTo}>
                <summary>{label}<small>{Array.isArray(value) ? `${entries.length} entries` : brief(Object.keys(value).join(", "), 60)}</small></summary>
                {entries.map(([key, entry]) => <JsonTree key={key} name={key} value={entry} />)}
            </details>
        );
    }
    return <div className="json-leaf">{label}<span className={`json-${value === null ? "null" : typeof value}`}>{JSON.stringify(value)}</span></div>;
}
