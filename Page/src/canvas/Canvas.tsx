import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { fitting, hull, toWorkflow, type View } from "../model/geometry";
import { useEditor } from "../store/editor";
import { recall } from "../store/memory";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { canvasHandle } from "./canvasHandle";
import { Edges } from "./Edges";
import { FrameBox } from "./FrameBox";
import { Gestures } from "./gestures";
import { Minimap } from "./Minimap";
import { NodeCard } from "./NodeCard";
import { NodePalette, type PaletteRequest } from "./NodePalette";
import { Overview, nodeUnder } from "./Overview";
import { pinOf } from "./pins";
import { StickyNoteBox } from "./StickyNoteBox";
import { useShown } from "./useShown";
import { Welcome } from "./Welcome";

/** Below this zoom a phone would show nothing one can read. */
const leastOnPhones = 0.5;

/** The workflow, drawn. */
export function Canvas({ path, canEdit }: { path: string; canEdit: boolean }) {
    const editor = useEditor();
    const root = useRef<HTMLDivElement>(null);
    const world = useRef<HTMLDivElement>(null);
    const box = useRef<HTMLDivElement>(null);
    const ghost = useRef<SVGPathElement>(null);
    const [request, setRequest] = useState<PaletteRequest>();
    const shape = useSignal(editor, "shape", () => editor.workflow);
    const shown = useShown(editor, root, world);
    const isFar = useRef(false);
    useEffect(() => void (isFar.current = shown === "drawn"), [shown]);
    const close = useCallback(() => {
        setRequest(undefined);
        root.current?.focus({ preventScroll: true });
    }, []);

    useLayoutEffect(() => {
        const kept = recall<View | undefined>(`view.${path}`, undefined);
        const { clientWidth = 0, clientHeight = 0 } = root.current ?? {};
        const least = canEdit ? undefined : leastOnPhones;
        editor.setView(kept ?? fitting(hull(editor.boxes().values()), clientWidth, clientHeight, least));
    }, [editor, path, canEdit]);

    useEffect(() => {
        if (!root.current || !box.current || !ghost.current) return undefined;
        const element = root.current;
        const gestures = new Gestures(editor, {
            root: element, box: box.current, ghost: ghost.current,
            nodeAt: (point) => (isFar.current ? nodeUnder(editor, point) : undefined),
            isFar: () => isFar.current,
            ask: setRequest,
            say: (text) => session.say(text, "error"),
        }, canEdit);
        const middle = () => ({ x: element.clientWidth / 2, y: element.clientHeight / 2 });
        canvasHandle.current = {
            size: () => ({ width: element.clientWidth, height: element.clientHeight }),
            pointer: () => toWorkflow(editor.view, gestures.pointer),
            middle: () => toWorkflow(editor.view, middle()),
            ask: (from) => setRequest({
                screen: { x: middle().x - 190, y: 72 }, at: toWorkflow(editor.view, middle()),
                ...(from ? { from, offersExisting: true } : {}),
            }),
        };
        const end = gestures.listen();
        return () => {
            end();
            canvasHandle.current = undefined;
        };
    }, [editor, canEdit]);

    const ids = useMemo(
        () => (shown === "all" ? Object.keys(shape.nodes) : shown === "drawn" ? [] : [...shown].filter((id) => id in shape.nodes)),
        [shown, shape]);
    const isEmpty = Object.keys(shape.nodes).length === 0 && Object.keys(shape.notes).length === 0;
    return (
        <div
            className="canvas" ref={root} tabIndex={-1} role="region" aria-label="Workflow"
            onKeyDown={(event) => {
                const pin = event.key === "Enter" ? pinOf(event.target as Element) : undefined;
                if (!pin || !canEdit) return;
                event.preventDefault();
                canvasHandle.current?.ask(pin);
            }}>
            {shown === "drawn" && <Overview root={root} />}
            <div className="world" ref={world}>
                {Object.keys(shape.frames).map((id) => <FrameBox key={id} id={id} canEdit={canEdit} />)}
                <Edges shown={shown} />
                {Object.keys(shape.notes).map((id) => <StickyNoteBox key={id} id={id} canEdit={canEdit} />)}
                {ids.map((id) => <NodeCard key={id} id={id} canEdit={canEdit} />)}
                <svg className="wires above" aria-hidden="true"><path ref={ghost} className="ghost" /></svg>
            </div>
            <div className="selection-box" ref={box} />
            {isEmpty ? <Welcome canEdit={canEdit} ask={() => canvasHandle.current?.ask()} /> : <Minimap root={root} />}
            {request && <NodePalette request={request} close={close} />}
        </div>
    );
}
