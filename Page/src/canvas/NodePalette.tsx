import { useMemo } from "react";
import { SearchList } from "../app/SearchList";
import { ranked } from "../model/fuzzy";
import type { Point } from "../model/workflow";
import { useEditor } from "../store/editor";
import { recall, remember } from "../store/memory";
import { KindIcon } from "./KindIcon";
import { existingPins, newNodes, type PaletteEntry } from "./paletteEntries";
import type { Pin } from "./pins";

export interface PaletteRequest {
    /** Where it opens, in pixels of the canvas. */
    screen: Point;
    /** Where the new node goes, in the workflow. */
    at: Point;
    /** The end of a wire that waits for its other end. */
    from?: Pin;
    /** Whether nodes that are there are offered as well: for those who connect by keyboard. */
    offersExisting?: boolean;
}

const size = { width: 380, height: 420 };
const recentKept = 8;

/** Search for a node to add. */
export function NodePalette(props: { request: PaletteRequest; close(): void }) {
    const editor = useEditor();
    const { request } = props;
    const entries = useMemo(() => {
        const recent = recall<string[]>("recent", []);
        const age = (entry: PaletteEntry) => (recent.includes(entry.key) ? recent.indexOf(entry.key) : recent.length);
        const fresh = newNodes(editor, request.from).sort((a, b) => age(a) - age(b));
        return request.from && request.offersExisting ? [...existingPins(editor, request.from), ...fresh] : fresh;
    }, [editor, request]);
    const take = (entry: PaletteEntry) => {
        let selected = "";
        editor.commit(entry.label, (workflow) => {
            const [next, id] = entry.apply(workflow, request.at);
            selected = id;
            return next;
        });
        editor.select([selected]);
        const recent = recall<string[]>("recent", []).filter((key) => key !== entry.key);
        remember("recent", [entry.key, ...recent].slice(0, recentKept));
        props.close();
    };
    // Kept inside the canvas, also where it is opened at an edge.
    const left = `clamp(8px, ${request.screen.x}px, calc(100% - ${size.width + 8}px))`;
    const top = `clamp(8px, ${request.screen.y}px, calc(100% - ${size.height + 8}px))`;
    const what = request.from ? (request.from.side === "out" ? "what comes next" : "what comes before") : "a node";
    return (
        <>
            <div className="veil" data-still onPointerDown={props.close} />
            <div className="palette" data-still data-popover role="dialog" aria-label="Add a node" style={{ left, top, width: size.width }}>
                <SearchList
                    label={`Search ${what}`} placeholder={`Search ${what}…`}
                    entries={(search) => ranked(search, entries, (entry) => `${entry.title} ${entry.detail}`.slice(0, 90))}
                    keyOf={(entry) => entry.key}
                    render={(entry) => (
                        <>
                            <KindIcon kind={entry.kind} />
                            <span className="entry-text"><b>{entry.title}</b><small>{entry.detail}</small></span>
                        </>
                    )}
                    take={take} close={props.close}
                    empty={editor.catalogue.size === 0
                        ? "There are no nodes yet: the program is not built."
                        : request.from ? "No node fits this wire." : "No node has these letters in its name."} />
            </div>
        </>
    );
}
