import { useState } from "react";
import { brief, isObject, type Json } from "../model/json";
import type { Output } from "../net/contract";
import { NoteLink } from "./NoteLink";
import { noteName } from "./noteName";

/** Most columns: the keys that most notes have. */
const mostColumns = 12;

function columns(outputs: Output[]): string[] {
    const uses = new Map<string, number>();
    for (const { value } of outputs) {
        for (const key of isObject(value) ? Object.keys(value) : []) uses.set(key, (uses.get(key) ?? 0) + 1);
    }
    return [...uses].sort((a, b) => b[1] - a[1]).slice(0, mostColumns).map(([key]) => key);
}

function cell(output: Output, column: string): Json | undefined {
    return isObject(output.value) ? output.value[column] : undefined;
}

function compare(a: Json | undefined, b: Json | undefined): number {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return brief(a, 200).localeCompare(brief(b, 200), "en", { numeric: true });
}

function shown(value: Json | undefined): string {
    if (Array.isArray(value) && value.length > 3) return `${value.length} entries: ${brief(value, 40)}`;
    return brief(value, 60);
}

/** Notes as rows; a click on a column's name sorts the page. */
export function OutputTable({ outputs }: { outputs: Output[] }) {
    const [sort, setSort] = useState<{ column: string; isDown: boolean }>();
    if (outputs.length === 0) return null;
    const names = columns(outputs);
    const rows = sort
        ? [...outputs].sort((a, b) => compare(cell(a, sort.column), cell(b, sort.column)) * (sort.isDown ? -1 : 1))
        : outputs;
    return (
        <table className="output-table">
            <thead>
                <tr>
                    <th>Note</th>
                    {names.map((name) => (
                        <th key={name} aria-sort={sort?.column === name ? (sort.isDown ? "descending" : "ascending") : "none"}>
                            <button type="button" className="link" onClick={() => setSort({ column: name, isDown: sort?.column === name && !sort.isDown })}>
                                {name}{sort?.column === name ? (sort.isDown ? " ↓" : " ↑") : ""}
                            </button>
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {rows.map((output) => (
                    <tr key={output.index}>
                        <th scope="row">{noteName(output.note)} <NoteLink output={output} /></th>
                        {names.map((name) => {
                            const value = cell(output, name);
                            return <td key={name} className={typeof value === "number" ? "n" : ""}>{shown(value)}</td>;
                        })}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
