import { wireProblem } from "../model/check";
import { inPinAt, outPinAt } from "../model/geometry";
import { notesPin, valuePort, type Edge, type Point } from "../model/workflow";
import type { Editor } from "../store/editor";

/** One end of a wire: a port on a node's right side, or a pin on its left. */
export interface Pin {
    node: string;
    side: "in" | "out";
    /** A port's name, `in`, or a parameter's name. */
    name: string;
    /** Whether a resource's value goes through it, not notes. */
    isResource: boolean;
}

/** A pin as an attribute of the element that shows it. The node's id comes last: it may hold any sign. */
export function pinText(pin: Pin): string {
    return [pin.side, pin.isResource ? "resource" : "notes", encodeURIComponent(pin.name), pin.node].join(" ");
}

export function pinOf(element: Element | null): Pin | undefined {
    const text = element?.closest("[data-pin]")?.getAttribute("data-pin");
    if (!text) return undefined;
    const [side, kind, name = "", ...node] = text.split(" ");
    return {
        side: side === "in" ? "in" : "out", isResource: kind === "resource", name: decodeURIComponent(name),
        node: node.join(" "),
    };
}

export function notesIn(node: string): Pin {
    return { node, side: "in", name: notesPin, isResource: false };
}

export function parameterIn(node: string, name: string): Pin {
    return { node, side: "in", name, isResource: true };
}

export function portOut(node: string, port: string): Pin {
    return { node, side: "out", name: port, isResource: port === valuePort };
}

/** The wire between two pins of different sides. */
export function wireBetween(a: Pin, b: Pin): Omit<Edge, "id"> | undefined {
    if (a.side === b.side) return undefined;
    const [from, to] = a.side === "out" ? [a, b] : [b, a];
    return { from: from.node, port: from.name, to: to.node, pin: to.name, isResource: to.isResource };
}

/** Why two pins can't be connected, in a sentence; undefined when they can. */
export function connectionProblem(editor: Editor, a: Pin, b: Pin): string | undefined {
    const edge = wireBetween(a, b);
    if (!edge) return a.side === "out" ? "Two outputs can't be connected." : "Two inputs can't be connected.";
    return wireProblem(editor.workflow, editor.catalogue, edge);
}

export function pinAt(editor: Editor, pin: Pin): Point {
    const node = editor.node(pin.node);
    const listing = editor.listing(pin.node);
    if (!node || !listing) return { x: 0, y: 0 };
    return pin.side === "out" ? outPinAt(node, listing, pin.name) : inPinAt(node, listing, pin.name, pin.isResource);
}
