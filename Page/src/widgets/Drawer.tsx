import { useEffect, useRef, useState, type ReactNode } from "react";

/** A field that takes one line and opens below itself: for lists and dictionaries. */
export function Drawer(props: {
    id: string;
    label: string;
    summary: string;
    isByDefault: boolean;
    isInvalid: boolean;
    children: ReactNode;
}) {
    const [isOpen, setOpen] = useState(false);
    const root = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (!isOpen) return undefined;
        const close = (event: Event) => {
            if (event instanceof KeyboardEvent ? event.key === "Escape" : !root.current?.contains(event.target as Node)) {
                setOpen(false);
            }
        };
        document.addEventListener("pointerdown", close, true);
        document.addEventListener("keydown", close, true);
        return () => {
            document.removeEventListener("pointerdown", close, true);
            document.removeEventListener("keydown", close, true);
        };
    }, [isOpen]);
    return (
        <div className="drawer" ref={root}>
            <button
                id={props.id} type="button" className={props.isByDefault ? "field by-default" : "field"}
                aria-expanded={isOpen} aria-label={`${props.label}: ${props.summary}`} data-invalid={props.isInvalid}
                onClick={() => setOpen(!isOpen)}>
                <span>{props.summary}</span>
                <span aria-hidden="true">▾</span>
            </button>
            {isOpen && <div className="drawer-content" data-popover data-scrolls>{props.children}</div>}
        </div>
    );
}
