import { useEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";

/** A window over the page. Escape and a click beside it close it; the focus begins at what is marked `data-focus`, stays inside, and goes back afterwards. */
export function Dialog(props: { title: string; close(): void; children: ReactNode; isWide?: boolean }) {
    const root = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        const before = document.activeElement;
        root.current?.showModal();
        root.current?.querySelector<HTMLElement>("[data-focus]")?.focus();
        return () => {
            if (before instanceof HTMLElement) before.focus();
        };
    }, []);
    return createPortal(
        <dialog
            ref={root} className={props.isWide ? "dialog wide" : "dialog"} aria-label={props.title}
            onCancel={(event) => {
                event.preventDefault();
                props.close();
            }}
            onPointerDown={(event) => {
                if (event.target === root.current) props.close();
            }}
            onKeyDown={(event) => event.stopPropagation()}>
            <div className="dialog-body">
                <header>
                    <h2>{props.title}</h2>
                    <button type="button" className="icon" aria-label="Close" onClick={props.close}>×</button>
                </header>
                {props.children}
            </div>
        </dialog>,
        document.body);
}
