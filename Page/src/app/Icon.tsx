const paths = {
    undo: "M6 3.5 2.5 7 6 10.5M3 7h6.5a3.5 3.5 0 0 1 0 7H7",
    redo: "M10 3.5 13.5 7 10 10.5M13 7H6.5a3.5 3.5 0 0 0 0 7H9",
    play: "M4.5 3v10l8-5z",
    pause: "M5 3.5v9M11 3.5v9",
    stop: "M4 4h8v8H4z",
    left: "M2 3h12v10H2zM6 3v10",
    right: "M2 3h12v10H2zM10 3v10",
    bottom: "M2 3h12v10H2zM2 9.5h12",
    sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
    moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
    system: "M2 3h12v8H2zM6 14h4M8 11v3",
    help: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.4v.2",
    search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5 14 14",
    settings: "M2 5h7M12 5h2M2 11h2M7 11h7M9 3.2v3.6M4 9.2v3.6",
    tidy: "M2 3h4v4H2zM2 10h4v3H2zM10 5h4v5h-4zM6 5h2v6H6M8 7.5h2",
    fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
    table: "M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 6.5V13",
    plus: "M8 3v10M3 8h10",
    trash: "M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5 5 13h6l.5-8.5",
};

export function Icon({ name }: { name: keyof typeof paths }) {
    return <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true"><path d={paths[name]} /></svg>;
}
