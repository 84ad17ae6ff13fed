import { useEffect, useRef, type PointerEvent, type RefObject } from "react";
import { boxOf, fitting, hull, shownBox, type View } from "../model/geometry";
import { useEditor } from "../store/editor";
import { session } from "../store/session";
import { colours } from "./colours";

const size = { width: 184, height: 116 };

/** The whole workflow, small, coloured by what its nodes do; a click goes there. */
export function Minimap({ root }: { root: RefObject<HTMLElement> }) {
    const editor = useEditor();
    const canvas = useRef<HTMLCanvasElement>(null);
    const view = useRef<View>({ x: 0, y: 0, zoom: 1 });
    useEffect(() => {
        const element = canvas.current;
        const context = element?.getContext("2d");
        if (!element || !context) return undefined;
        const ratio = window.devicePixelRatio || 1;
        element.width = size.width * ratio;
        element.height = size.height * ratio;
        let frame = 0;
        const draw = () => {
            frame = 0;
            const colour = colours(element);
            const boxes = Object.values(editor.workflow.nodes).map((node) => boxOf(node, editor.catalogue));
            const seen = shownBox(editor.view, root.current?.clientWidth ?? 0, root.current?.clientHeight ?? 0);
            const map = fitting(hull([...boxes, ...Object.values(editor.workflow.frames)]), size.width, size.height, 0);
            view.current = map;
            context.setTransform(ratio, 0, 0, ratio, 0, 0);
            context.clearRect(0, 0, size.width, size.height);
            for (const node of Object.values(editor.workflow.nodes)) {
                const box = boxOf(editor.placed(node.id, node), editor.catalogue);
                const status = session.runView?.status(node.id);
                const kind = editor.listing(node.id)?.kind.replace(" ", "-") ?? "step";
                context.fillStyle = editor.selection.has(node.id) ? colour("--accent")
                    : colour(status && status !== "idle" ? `--status-${status}` : `--kind-${kind}`);
                context.fillRect(
                    box.x * map.zoom + map.x, box.y * map.zoom + map.y,
                    Math.max(2, box.width * map.zoom), Math.max(2, box.height * map.zoom));
            }
            context.strokeStyle = colour("--accent");
            context.lineWidth = 1.5;
            context.strokeRect(
                seen.x * map.zoom + map.x, seen.y * map.zoom + map.y, seen.width * map.zoom, seen.height * map.zoom);
        };
        const soon = () => (frame ||= requestAnimationFrame(draw));
        // Drags and runs change it often, and nobody looks at it then.
        let timer: ReturnType<typeof setTimeout> | undefined;
        const later = () => {
            timer ??= setTimeout(() => {
                timer = undefined;
                soon();
            }, 250);
        };
        soon();
        const ends = ["view", "workflow"].map((key) => editor.on(key, soon));
        ends.push(...["selection", "drag", "catalogue"].map((key) => editor.on(key, later)));
        ends.push(session.on("runs", later), session.on("theme", soon), session.on("open", soon));
        return () => {
            ends.forEach((end) => end());
            cancelAnimationFrame(frame);
            clearTimeout(timer);
        };
    }, [editor, root]);
    const go = (event: PointerEvent<HTMLCanvasElement>) => {
        if (event.buttons === 0 || !canvas.current || !root.current) return;
        const { left, top } = canvas.current.getBoundingClientRect();
        const map = view.current;
        const x = (event.clientX - left - map.x) / map.zoom, y = (event.clientY - top - map.y) / map.zoom;
        const { zoom } = editor.view;
        const { clientWidth, clientHeight } = root.current;
        editor.setView({ zoom, x: clientWidth / 2 - x * zoom, y: clientHeight / 2 - y * zoom });
    };
    return (
        <canvas
            ref={canvas} className="minimap" data-still style={size} role="img" aria-label="The whole workflow, small"
            onPointerDown={go} onPointerMove={go} />
    );
}
