import { memo, useLayoutEffect, useRef, useState } from "react";
import type { NodeListing } from "../model/catalogue";
import { category, shortName, summary } from "../model/catalogue";
import { rename, renameProblem } from "../model/edits";
import { outPorts, takesNotes } from "../model/geometry";
import { edgesOf, type WorkflowNode } from "../model/workflow";
import { useEditor } from "../store/editor";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { KindIcon } from "./KindIcon";
import { NodeFoot } from "./NodeFoot";
import { NodePreview } from "./NodePreview";
import { ParameterRow } from "./ParameterRow";
import { notesIn, pinText, portOut } from "./pins";

/** A node as a card. A drag writes its place by hand and renders nothing. */
export const NodeCard = memo(function NodeCard({ id, canEdit }: { id: string; canEdit: boolean }) {
    const editor = useEditor();
    const node = useSignal(editor, [`node:${id}`], () => editor.node(id));
    const isSelected = useSignal(editor, `selected:${id}`, () => editor.selection.has(id));
    const root = useRef<HTMLElement>(null);
    useLayoutEffect(() => {
        const place = () => {
            const now = editor.node(id);
            if (!now || !root.current) return;
            const { x, y } = editor.placed(id, now);
            root.current.style.transform = `translate(${x}px, ${y}px)`;
        };
        place();
        return editor.on(`place:${id}`, place);
    }, [editor, id, node]);
    const listing = editor.listing(id);
    if (!node || !listing) return null;
    const names = ["card", `kind-${listing.kind.replace(" ", "-")}`, isSelected && "selected",
        node.isCollapsed && "collapsed", node.isBypassed && "bypassed"];
    return (
        <article
            ref={root} className={names.filter(Boolean).join(" ")} data-thing={id} data-node={id} tabIndex={0}
            aria-label={`${id}, ${listing.kind} ${node.type}${node.isBypassed ? ", bypassed" : ""}`}
            aria-current={isSelected}
            onFocus={(event) => {
                if (event.target === root.current && root.current.matches(":focus-visible") && !isSelected) editor.select([id]);
            }}>
            <Head node={node} listing={listing} canEdit={canEdit} />
            {!node.isCollapsed && (
                <>
                    <Ports node={node} listing={listing} canEdit={canEdit} />
                    {listing.parameters.length > 0 && (
                        <div className="parameters">
                            {listing.parameters.map((parameter) => (
                                <ParameterRow
                                    key={parameter.name} node={node} listing={listing} parameter={parameter} canEdit={canEdit} />
                            ))}
                        </div>
                    )}
                    <NodePreview id={id} />
                    <NodeFoot id={id} isResource={listing.kind === "resource"} />
                </>
            )}
        </article>
    );
});

function Head({ node, listing, canEdit }: { node: WorkflowNode; listing: NodeListing; canEdit: boolean }) {
    const editor = useEditor();
    const [isRenaming, setRenaming] = useState(false);
    const finish = (name: string) => {
        setRenaming(false);
        const problem = renameProblem(editor.workflow, node.id, name);
        if (problem !== undefined) return session.say(problem, "error");
        editor.commit(`rename ${node.id}`, (workflow) => rename(workflow, node.id, name));
        editor.select([name]);
    };
    return (
        <header title={summary(listing.documentation)} onDoubleClick={() => canEdit && setRenaming(true)}>
            <KindIcon kind={listing.kind} />
            <div className="names">
                {isRenaming ? (
                    <input
                        className="field rename" autoFocus defaultValue={node.id} aria-label={`New name of ${node.id}`}
                        onFocus={(event) => event.target.select()}
                        onBlur={(event) => finish(event.target.value.trim())}
                        onKeyDown={(event) => {
                            event.stopPropagation();
                            if (event.key === "Enter") event.currentTarget.blur();
                            if (event.key === "Escape") setRenaming(false);
                        }} />
                ) : (
                    <strong>{node.id}</strong>
                )}
                <small>{category(node.type) ? `${category(node.type)} / ` : ""}{shortName(node.type)}</small>
            </div>
            {canEdit && listing.kind !== "resource" && (
                <button
                    type="button" className="icon run-to" aria-label={`Run up to ${node.id}`} title="Run up to here"
                    onClick={() => void session.run({ upTo: node.id })}>
                    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4.5 3v10l8-5z" /></svg>
                </button>
            )}
        </header>
    );
}

function Ports({ node, listing, canEdit }: { node: WorkflowNode; listing: NodeListing; canEdit: boolean }) {
    const editor = useEditor();
    const edges = useSignal(editor, "edges", () => edgesOf(editor.workflow));
    const isUsed = (port: string) => edges.some((edge) => edge.from === node.id && edge.port === port);
    return (
        <div className="ports">
            <div className="side">
                {takesNotes(listing) && (
                    <div className="port">
                        <button
                            type="button" className={node.after.length > 0 ? "pin used" : "pin"} disabled={!canEdit}
                            data-pin={pinText(notesIn(node.id))} aria-label={`Input of ${node.id}`} title="Notes come in here" />
                        <span>in</span>
                    </div>
                )}
            </div>
            <div className="side out">
                {outPorts(listing).map((port) => (
                    <div className="port" key={port}>
                        <span>{listing.kind === "resource" ? listing.makes ?? port : port}</span>
                        <PortCount node={node.id} port={port} />
                        <button
                            type="button" className={isUsed(port) ? "pin used" : "pin"} disabled={!canEdit}
                            data-pin={pinText(listing.kind === "resource" ? portOut(node.id, "value") : portOut(node.id, port))}
                            aria-label={`Output ${port} of ${node.id}`}
                            title={listing.kind === "resource" ? `A ${listing.makes ?? "value"}` : `Notes leave by ${port}`} />
                    </div>
                ))}
            </div>
        </div>
    );
}

/** How many notes left by a port in the run that is watched; a click shows them. */
function PortCount({ node, port }: { node: string; port: string }) {
    const view = useSignal(session, "open", () => session.runView);
    const count = useSignal(view ?? session, "outputs", () =>
        view?.outputs.find((other) => other.node === node && other.port === port)?.count ?? 0);
    if (count === 0) return null;
    return (
        <button
            type="button" className="count" aria-label={`Show the ${count} outputs of ${node}, port ${port}`}
            onClick={() => session.go({ tab: "outputs", node, port, note: undefined })}>{count.toLocaleString("en")}</button>
    );
}
