import { useEffect, useId, useRef, useState, type ReactNode } from "react";

/** A search field over a list: arrows choose, Enter takes, Escape closes. */
export function SearchList<Entry>(props: {
    label: string;
    placeholder: string;
    entries(search: string): Entry[];
    keyOf(entry: Entry): string;
    render(entry: Entry): ReactNode;
    take(entry: Entry): void;
    close(): void;
    empty: string;
}) {
    const [search, setSearch] = useState("");
    const [place, setPlace] = useState(0);
    const list = useRef<HTMLUListElement>(null);
    const id = useId();
    const entries = props.entries(search);
    const current = Math.min(place, entries.length - 1);
    useEffect(() => {
        list.current?.children[current]?.scrollIntoView({ block: "nearest" });
    }, [current, search]);
    return (
        <div className="search-list">
            <input
                className="field search" autoFocus data-focus type="text" role="combobox" aria-expanded="true" aria-controls={`${id}-list`}
                aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined} aria-label={props.label}
                placeholder={props.placeholder} value={search} spellCheck={false} autoComplete="off"
                onChange={(event) => {
                    setSearch(event.target.value);
                    setPlace(0);
                }}
                onKeyDown={(event) => {
                    event.stopPropagation();
                    const chosen = entries[current];
                    if (event.key === "Escape") props.close();
                    else if (event.key === "Enter" && chosen !== undefined) props.take(chosen);
                    else if (event.key === "ArrowDown") setPlace(Math.min(current + 1, entries.length - 1));
                    else if (event.key === "ArrowUp") setPlace(Math.max(current - 1, 0));
                    else return;
                    event.preventDefault();
                }} />
            <ul role="listbox" id={`${id}-list`} aria-label={props.label} ref={list} data-scrolls tabIndex={-1}>
                {entries.map((entry, index) => (
                    <li
                        key={props.keyOf(entry)} id={`${id}-${index}`} role="option" aria-selected={index === current}
                        onPointerMove={() => setPlace(index)} onClick={() => props.take(entry)}>
                        {props.render(entry)}
                    </li>
                ))}
            </ul>
            {entries.length === 0 && <p className="empty">{props.empty}</p>}
        </div>
    );
}
