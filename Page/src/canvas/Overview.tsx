import { useEffect, useRef, type RefObject } from "react";
import { boxOf, inPinAt, nodeWidth, outPinAt, overlaps, shownBox } from "../model/geometry";
import { edgesOf, type Box, type Point } from "../model/workflow";
import { useEditor, type Editor } from "../store/editor";
import { session } from "../store/session";
import { colours } from "./colours";

/** The topmost node under a point of the workflow. */
export function nodeUnder(editor: Editor, point: Point): string | undefined {
    const dot: Box = { ...point, width: 0, height: 0 };
    const hits = Object.values(editor.workflow.nodes).filter((node) => overlaps(dot, boxOf(node, editor.catalogue)));
    return hits[hits.length - 1]?.id;
}

/** Below this zoom a name could not be read. */
const namesFrom = 0.12;

function draw(editor: Editor, canvas: HTMLCanvasElement): void {
    const context = canvas.getContext("2d");
    if (!context) return;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
        canvas.width = width * ratio;
        canvas.height = height * ratio;
    }
    const { x, y, zoom } = editor.view;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
    const colour = colours(canvas);
    const window_ = shownBox(editor.view, width, height, 40);
    const shown = new Map<string, Box>();
    for (const node of Object.values(editor.workflow.nodes)) {
        const box = boxOf(editor.placed(node.id, node), editor.catalogue);
        if (overlaps(window_, box)) shown.set(node.id, box);
    }
    drawWires(editor, context, shown, colour, zoom);
    context.font = "600 32px Inter, system-ui, sans-serif";
    context.textBaseline = "middle";
    const view = session.runView;
    for (const [id, box] of shown) {
        const kind = editor.listing(id)?.kind.replace(" ", "-") ?? "step";
        const status = view?.status(id);
        context.fillStyle = colour("--surface");
        context.fillRect(box.x, box.y, nodeWidth, box.height);
        context.fillStyle = colour(status && status !== "idle" ? `--status-${status}` : `--kind-${kind}`);
        context.fillRect(box.x, box.y, nodeWidth, 14);
        const isSelected = editor.selection.has(id);
        context.lineWidth = (isSelected ? 3 : 1) / zoom;
        context.strokeStyle = colour(isSelected ? "--accent" : "--line-strong");
        context.strokeRect(box.x, box.y, nodeWidth, box.height);
        if (zoom < namesFrom) continue;
        context.fillStyle = colour("--text");
        context.fillText(id, box.x + 12, box.y + 44, nodeWidth - 24);
    }
}

function drawWires(
    editor: Editor, context: CanvasRenderingContext2D, shown: ReadonlyMap<string, Box>,
    colour: (name: string) => string, zoom: number,
): void {
    const paths = { notes: new Path2D(), resource: new Path2D() };
    for (const edge of edgesOf(editor.workflow)) {
        if (!shown.has(edge.from) && !shown.has(edge.to)) continue;
        const [from, to] = [editor.node(edge.from), editor.node(edge.to)];
        const [fromListing, toListing] = [editor.listing(edge.from), editor.listing(edge.to)];
        if (!from || !to || !fromListing || !toListing) continue;
        const start = outPinAt(editor.placed(edge.from, from), fromListing, edge.port);
        const end = inPinAt(editor.placed(edge.to, to), toListing, edge.pin, edge.isResource);
        const bend = Math.max(36, Math.min(220, Math.abs(end.x - start.x) / 2));
        const path = edge.isResource ? paths.resource : paths.notes;
        path.moveTo(start.x, start.y);
        path.bezierCurveTo(start.x + bend, start.y, end.x - bend, end.y, end.x, end.y);
    }
    context.lineWidth = 1.2 / zoom;
    context.strokeStyle = colour("--wire-notes");
    context.stroke(paths.notes);
    context.strokeStyle = colour("--wire-resource");
    context.stroke(paths.resource);
}

/** Far out, nodes are cards on one canvas: cheap, still selected and dragged. */
export function Overview({ root }: { root: RefObject<HTMLElement> }) {
    const editor = useEditor();
    const canvas = useRef<HTMLCanvasElement>(null);
    useEffect(() => {
        let frame = 0;
        const ask = () => {
            frame ||= requestAnimationFrame(() => {
                frame = 0;
                if (canvas.current) draw(editor, canvas.current);
            });
        };
        if (canvas.current) draw(editor, canvas.current);
        const ends = ["view", "workflow", "selection", "drag", "catalogue"].map((key) => editor.on(key, ask));
        ends.push(session.on("runs", ask), session.on("theme", ask));
        const size = new ResizeObserver(ask);
        if (root.current) size.observe(root.current);
        return () => {
            ends.forEach((end) => end());
            size.disconnect();
            cancelAnimationFrame(frame);
        };
    }, [editor, root]);
    return <canvas ref={canvas} className="overview" aria-hidden="true" />;
}
