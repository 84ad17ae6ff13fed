import { memo, useLayoutEffect, useRef } from "react";
import { wireOf } from "../model/geometry";
import { edgesOf, type Edge } from "../model/workflow";
import { useEditor } from "../store/editor";
import { session } from "../store/session";
import { useSignal, Signals } from "../store/signals";
import type { Shown } from "./useShown";

const nothing = new Signals();

/** One wire. A drag writes its path by hand. */
const Wire = memo(function Wire({ edge }: { edge: Edge }) {
    const editor = useEditor();
    const target = useRef<SVGPathElement>(null);
    const line = useRef<SVGPathElement>(null);
    const isSelected = useSignal(editor, `selected:${edge.id}`, () => editor.selection.has(edge.id));
    const view = useSignal(session, "open", () => session.runView);
    const isFlowing = useSignal(view ?? nothing, [`node:${edge.from}`, "run"], () =>
        view !== undefined && !edge.isResource && view.status(edge.from) === "running");
    useLayoutEffect(() => {
        const draw = () => {
            const [from, to] = [editor.node(edge.from), editor.node(edge.to)];
            const [fromListing, toListing] = [editor.listing(edge.from), editor.listing(edge.to)];
            if (!from || !to || !fromListing || !toListing) return;
            const path = wireOf(edge, editor.placed(edge.from, from), editor.placed(edge.to, to), fromListing, toListing);
            line.current?.setAttribute("d", path);
            target.current?.setAttribute("d", path);
        };
        draw();
        const ends = [edge.from, edge.to].flatMap((id) => [editor.on(`place:${id}`, draw), editor.on(`node:${id}`, draw)]);
        return () => ends.forEach((end) => end());
    }, [editor, edge]);
    const names = ["wire", edge.isResource ? "of-resource" : "of-notes", isSelected && "selected", isFlowing && "flowing"];
    return (
        <g className={names.filter(Boolean).join(" ")} data-edge={edge.id}>
            <path ref={target} className="target" />
            <path ref={line} className="line" />
        </g>
    );
});

/** The wires of the nodes that are elements. */
export function Edges({ shown }: { shown: Shown }) {
    const editor = useEditor();
    const edges = useSignal(editor, "edges", () => edgesOf(editor.workflow));
    if (shown === "drawn") return null;
    const seen = shown === "all" ? edges : edges.filter((edge) => shown.has(edge.from) || shown.has(edge.to));
    return (
        <svg className="wires" aria-hidden="true">
            {seen.map((edge) => <Wire key={edge.id} edge={edge} />)}
        </svg>
    );
}
