import type { PointerEvent, RefObject } from "react";
import { useEditor } from "../store/editor";

const least = { width: 120, height: 64 };

/** The lower right corner of a frame or sticky note: dragging it changes the size, as one step that can be undone. */
export function Resizer(props: {
    size: { width: number; height: number };
    element: RefObject<HTMLElement>;
    resize(size: { width: number; height: number }): void;
}) {
    const editor = useEditor();
    const begin = (down: PointerEvent<HTMLDivElement>) => {
        down.stopPropagation();
        const handle = down.currentTarget;
        handle.setPointerCapture(down.pointerId);
        let size = props.size;
        handle.onpointermove = (event) => {
            const { zoom } = editor.view;
            size = {
                width: Math.max(least.width, Math.round(props.size.width + (event.clientX - down.clientX) / zoom)),
                height: Math.max(least.height, Math.round(props.size.height + (event.clientY - down.clientY) / zoom)),
            };
            if (props.element.current) {
                Object.assign(props.element.current.style, { width: `${size.width}px`, height: `${size.height}px` });
            }
        };
        handle.onpointerup = () => {
            handle.onpointermove = handle.onpointerup = null;
            props.resize(size);
        };
    };
    return <div className="resizer" data-still onPointerDown={begin} aria-hidden="true" />;
}
