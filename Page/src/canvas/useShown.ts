import { useLayoutEffect, useState, type RefObject } from "react";
import { boxOf, overlaps, shownBox } from "../model/geometry";
import type { Editor } from "../store/editor";

/** Most nodes that are elements of the page. Where more would be seen, they are drawn on one canvas. */
export const mostElements = 120;

/** `all`, ids of the nodes near the window, or `drawn`: too many to be elements. */
export type Shown = "all" | "drawn" | ReadonlySet<string>;

const restAfter = 200;

function around(editor: Editor, width: number, height: number, margin: number): Set<string> {
    const window = shownBox(editor.view, width, height, margin);
    const found = new Set<string>();
    for (const node of Object.values(editor.workflow.nodes)) {
        if (overlaps(window, boxOf(node, editor.catalogue))) found.add(node.id);
    }
    return found;
}

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
    return a.size === b.size && [...a].every((id) => b.has(id));
}

/**
 * Which nodes are elements. Writes the view's transform by hand, so that a pan touches no component; while the view
 * moves nodes are only added, and what left the window goes when it rests.
 */
export function useShown(
    editor: Editor, root: RefObject<HTMLElement>, world: RefObject<HTMLElement>,
): Shown {
    const [shown, setShown] = useState<Shown>(new Set<string>());
    useLayoutEffect(() => {
        const element = root.current;
        if (!element) return undefined;
        let frame = 0, rest: ReturnType<typeof setTimeout> | undefined, isMoving = false;
        const cull = () => {
            frame = 0;
            if (Object.keys(editor.workflow.nodes).length <= mostElements) return setShown("all");
            const { clientWidth: width, clientHeight: height } = element;
            const seen = around(editor, width, height, 0);
            if (seen.size > mostElements) return setShown("drawn");
            const near = around(editor, width, height, isMoving ? 100 : 400);
            const next = near.size > mostElements ? seen : near;
            for (const id of editor.places.keys()) next.add(id);
            setShown((before) => {
                if (!(before instanceof Set)) return next;
                if (isMoving && before.size < mostElements * 2) before.forEach((id: string) => next.add(id));
                return same(before, next) ? before : next;
            });
        };
        const ask = () => (frame ||= requestAnimationFrame(cull));
        const apply = () => {
            const { x, y, zoom } = editor.view;
            if (world.current) world.current.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
            const spacing = 24 * zoom * (zoom < 0.5 ? 4 : 1);
            element.style.setProperty("--grid", `${spacing}px`);
            element.style.backgroundPosition = `${x}px ${y}px`;
            if (!isMoving) element.classList.add("moving");
            isMoving = true;
            clearTimeout(rest);
            rest = setTimeout(() => {
                isMoving = false;
                element.classList.remove("moving");
                ask();
            }, restAfter);
            ask();
        };
        apply();
        const ends = [editor.on("view", apply), editor.on("shape", ask), editor.on("workflow", ask)];
        const size = new ResizeObserver(ask);
        size.observe(element);
        return () => {
            ends.forEach((end) => end());
            size.disconnect();
            cancelAnimationFrame(frame);
            clearTimeout(rest);
        };
    }, [editor, root, world]);
    return shown;
}
