import { connect, disconnect } from "../model/edits";
import { wire } from "../model/geometry";
import { type Edge, edgesOf, type Workflow } from "../model/workflow";
import type { Editor } from "../store/editor";
import type { Action, CanvasPointer, GestureTargets } from "./action";
import { connectionProblem, type Pin, pinAt, pinOf, wireBetween } from "./pins";

/** Draws a wire from a pin; pins that fit light up. Over the empty canvas it asks for what comes at its end. */
export function drawWire(pointer: CanvasPointer, editor: Editor, at: GestureTargets, grabbed: Pin): Action {
    const { root, ghost } = at;
    // An input that has a wire gives it up: the wire's other end is what is being connected.
    const old = grabbed.side === "in"
        ? edgesOf(editor.workflow).filter((edge) =>
            edge.to === grabbed.node && edge.pin === grabbed.name &&
            edge.isResource === grabbed.isResource
        ).pop()
        : undefined;
    const pin: Pin = old ? { node: old.from, side: "out", name: old.port, isResource: old.isResource } : grabbed;
    const start = pinAt(editor, pin);
    let hasMoved = false;
    const light = () => {
        root.classList.add("connecting");
        for (const element of root.querySelectorAll<HTMLElement>("[data-pin]")) {
            const other = pinOf(element);
            if (other && other.side !== pin.side && connectionProblem(editor, pin, other) === undefined) {
                element.classList.add("fits");
            }
        }
        if (old) root.querySelector(`[data-edge="${CSS.escape(old.id)}"]`)?.classList.add("lifted");
    };
    const end = () => {
        root.classList.remove("connecting");
        root.querySelectorAll(".fits").forEach((element) => element.classList.remove("fits"));
        root.querySelectorAll(".lifted").forEach((element) => element.classList.remove("lifted"));
        ghost.setAttribute("d", "");
    };
    return {
        move: (event) => {
            if (!hasMoved) light();
            hasMoved = true;
            const now = pointer.place(event);
            ghost.setAttribute("d", pin.side === "out" ? wire(start, now) : wire(now, start));
        },
        up: (event) => {
            end();
            if (!hasMoved) return;
            drop(pointer, editor, at, event, pin, old);
        },
        cancel: end,
    };
}

function drop(
    pointer: CanvasPointer,
    editor: Editor,
    at: GestureTargets,
    event: PointerEvent,
    pin: Pin,
    old: Edge | undefined,
): void {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const target = pinOf(under) ?? fittingPin(editor, under, pin);
    const lift = (workflow: Workflow) => (old ? disconnect(workflow, old) : workflow);
    if (target && target.side !== pin.side) {
        const edge = wireBetween(pin, target);
        const problem = connectionProblem(editor, pin, target);
        if (problem !== undefined) return at.say(problem);
        if (edge) editor.commit("connect", (workflow) => connect(lift(workflow), edge));
    } else if (old) {
        editor.commit("disconnect", (workflow) => lift(workflow));
    } else if (!under?.closest("[data-thing]") || under.closest(".frame")) {
        at.ask({ screen: pointer.local(event), at: pointer.place(event), from: pin });
    }
}

/** Dropped on a node beside its pins: the one pin that fits, if there is just one. */
function fittingPin(editor: Editor, under: Element | null, pin: Pin): Pin | undefined {
    const card = under?.closest("[data-thing]");
    const fitting = [...(card?.querySelectorAll("[data-pin]") ?? [])].flatMap((element) => {
        const other = pinOf(element);
        return other && connectionProblem(editor, pin, other) === undefined ? other : [];
    });
    return fitting.length === 1 ? fitting[0] : undefined;
}
