import { connect, disconnect, move } from "../model/edits";
import { boxBetween, contains, overlaps, toWorkflow, wire, zoomed } from "../model/geometry";
import { edgesOf, type Point } from "../model/workflow";
import type { Editor } from "../store/editor";
import type { PaletteRequest } from "./NodePalette";
import { connectionProblem, pinAt, pinOf, wireBetween, type Pin } from "./pins";

/** What a pointer that is down does until it is up. */
interface Action {
    move(event: PointerEvent): void;
    up(event: PointerEvent): void;
    cancel?(): void;
}

export interface GestureTargets {
    root: HTMLElement;
    /** The frame of a box selection. */
    box: HTMLElement;
    /** The wire that is being drawn. */
    ghost: SVGPathElement;
    /** The node under a point when nodes are drawn, not elements; undefined when they are elements. */
    nodeAt(point: Point): string | undefined;
    isFar(): boolean;
    ask(request: PaletteRequest): void;
    say(text: string): void;
}

const grid = 8;
/** How many pixels a pointer moves before it drags. */
const slack = 3;

/** Turns pointers, wheel and double clicks on the canvas into pan, zoom, selection, drags and wires. */
export class Gestures {
    private action: Action | undefined;
    /** The pointer that is down and has not moved yet. */
    private heldPointer: number | undefined;
    private readonly touches = new Map<number, Point>();
    private pinchDistance = 0;
    private isSpaceDown = false;
    /** Where the canvas stands in the window. Asked for when it may have changed, never during a drag. */
    private origin: Point = { x: 0, y: 0 };
    /** Where the pointer was last, in pixels of the canvas. */
    pointer: Point = { x: 0, y: 0 };

    constructor(private readonly editor: Editor, private readonly at: GestureTargets, private readonly canEdit: boolean) {}

    /** Begins to listen. @returns What ends it. */
    listen(): () => void {
        const { root } = this.at;
        const end = new AbortController();
        const { signal } = end;
        root.addEventListener("pointerenter", () => this.findOrigin(), { signal });
        root.addEventListener("pointerdown", (event) => this.down(event), { signal });
        root.addEventListener("pointermove", (event) => this.moved(event), { signal });
        root.addEventListener("pointerup", (event) => this.up(event), { signal });
        root.addEventListener("pointercancel", (event) => this.cancel(event.pointerId), { signal });
        root.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
        root.addEventListener("dblclick", (event) => this.doubleClick(event), { signal });
        window.addEventListener("keydown", (event) => this.key(event, true), { signal });
        window.addEventListener("keyup", (event) => this.key(event, false), { signal });
        return () => end.abort();
    }

    private findOrigin(): void {
        const { left, top } = this.at.root.getBoundingClientRect();
        this.origin = { x: left, y: top };
    }

    private local(event: MouseEvent): Point {
        return { x: event.clientX - this.origin.x, y: event.clientY - this.origin.y };
    }

    private place(event: MouseEvent): Point {
        return toWorkflow(this.editor.view, this.local(event));
    }

    private key(event: KeyboardEvent, isDown: boolean): void {
        if (event.key === "Escape" && this.action) {
            this.action.cancel?.();
            this.action = undefined;
        }
        if (event.key !== " " || !(event.target instanceof HTMLElement)) return;
        if (event.target.closest("input, textarea, select, button, [contenteditable]")) return;
        if (document.activeElement === document.body || this.at.root.contains(document.activeElement)) {
            event.preventDefault();
            this.isSpaceDown = isDown;
            this.at.root.classList.toggle("grabbing", isDown);
        }
    }

    // MARK: - Pointers

    private down(event: PointerEvent): void {
        this.findOrigin();
        this.pointer = this.local(event);
        if (event.pointerType === "touch") {
            this.touches.set(event.pointerId, this.local(event));
            if (this.touches.size === 2) return this.beginPinch();
        }
        const target = event.target as Element;
        if (target.closest("[data-still]")) return;
        if (event.button === 1 || (event.button === 0 && this.isSpaceDown)) {
            event.preventDefault();
            return this.begin(event, this.pan(event));
        }
        if (event.button !== 0) return;
        const pin = pinOf(target);
        if (pin && this.canEdit) {
            event.preventDefault();
            return this.begin(event, this.connect(pin));
        }
        if (target.closest("button, input, select, textarea, a, label, [data-popover]")) return;
        const edge = target.closest("[data-edge]")?.getAttribute("data-edge");
        const id = target.closest("[data-thing]")?.getAttribute("data-thing") ?? this.at.nodeAt(this.place(event));
        if (edge !== undefined && edge !== null) return this.select(edge, event);
        if (id !== undefined) return this.begin(event, this.dragThing(event, id));
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        this.begin(event, event.shiftKey || event.ctrlKey || event.metaKey ? this.boxSelect(event) : this.pan(event));
    }

    private begin(event: PointerEvent, action: Action): void {
        this.action = action;
        this.heldPointer = event.pointerId;
    }

    private moved(event: PointerEvent): void {
        this.pointer = this.local(event);
        if (this.touches.has(event.pointerId)) {
            this.touches.set(event.pointerId, this.pointer);
            if (this.touches.size === 2) return this.pinch();
        }
        if (!this.action) return;
        // Not before it moves: a pointer that is captured clicks the canvas, not what is under it.
        if (this.heldPointer !== undefined) this.at.root.setPointerCapture(this.heldPointer);
        this.heldPointer = undefined;
        this.action.move(event);
    }

    private up(event: PointerEvent): void {
        this.touches.delete(event.pointerId);
        const action = this.action;
        this.action = undefined;
        this.heldPointer = undefined;
        action?.up(event);
    }

    private cancel(pointer: number): void {
        this.touches.delete(pointer);
        this.action?.cancel?.();
        this.action = undefined;
    }

    private beginPinch(): void {
        this.action?.cancel?.();
        this.action = undefined;
        const [a, b] = [...this.touches.values()];
        if (a && b) this.pinchDistance = Math.hypot(a.x - b.x, a.y - b.y);
    }

    private pinch(): void {
        const [a, b] = [...this.touches.values()];
        if (!a || !b) return;
        const distance = Math.hypot(a.x - b.x, a.y - b.y);
        const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
        this.editor.setView(zoomed(this.editor.view, middle, distance / (this.pinchDistance || distance)));
        this.pinchDistance = distance;
    }

    // MARK: - What pointers do

    private select(id: string, event: PointerEvent): void {
        const isMore = event.shiftKey || event.ctrlKey || event.metaKey;
        this.editor.select(isMore ? [...this.editor.selection, id] : [id]);
    }

    private pan(start: PointerEvent): Action {
        let last = this.local(start);
        let hasMoved = false;
        return {
            move: (event) => {
                const now = this.local(event);
                if (!hasMoved && Math.hypot(now.x - last.x, now.y - last.y) < slack) return;
                hasMoved = true;
                const { view } = this.editor;
                this.editor.setView({ ...view, x: view.x + now.x - last.x, y: view.y + now.y - last.y });
                last = now;
            },
            up: () => {
                if (!hasMoved && start.button === 0 && !this.isSpaceDown) this.editor.select([]);
            },
        };
    }

    private boxSelect(start: PointerEvent): Action {
        const from = this.local(start);
        const corner = this.place(start);
        const kept = start.ctrlKey || start.metaKey ? [...this.editor.selection] : [];
        const boxes = [...this.editor.boxes()];
        const hide = () => (this.at.box.style.display = "none");
        return {
            move: (event) => {
                const { x, y, width, height } = boxBetween(from, this.local(event));
                Object.assign(this.at.box.style, {
                    display: "block", left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
                });
                const box = boxBetween(corner, this.place(event));
                const { frames } = this.editor.workflow;
                // A frame is taken when it is whole in the box: else boxes in a frame would always take it along.
                const inside = boxes.filter(([id, other]) => (id in frames ? contains(box, other) : overlaps(box, other)));
                this.editor.select([...kept, ...inside.map(([id]) => id)]);
            },
            up: hide,
            cancel: hide,
        };
    }

    private dragThing(start: PointerEvent, id: string): Action {
        const { editor } = this;
        if (start.shiftKey || start.ctrlKey || start.metaKey) {
            const selection = new Set(editor.selection);
            if (!selection.delete(id)) selection.add(id);
            editor.select(selection);
        } else if (!editor.selection.has(id)) {
            editor.select([id]);
        }
        if (!this.canEdit) return this.pan(start);
        const from = this.movedAlong(id);
        const first = this.place(start);
        const anchor = from.get(id) ?? first;
        let hasMoved = false;
        return {
            move: (event) => {
                const now = this.place(event);
                let [dx, dy] = [now.x - first.x, now.y - first.y];
                if (!hasMoved && Math.hypot(dx, dy) * editor.view.zoom < slack) return;
                hasMoved = true;
                if (!event.altKey) {
                    dx = Math.round((anchor.x + dx) / grid) * grid - anchor.x;
                    dy = Math.round((anchor.y + dy) / grid) * grid - anchor.y;
                }
                const places = new Map<string, Point>();
                for (const [other, point] of from) places.set(other, { x: point.x + dx, y: point.y + dy });
                editor.drag(places);
            },
            up: () => {
                const places = editor.endDrag();
                const label = places.size === 1 ? `move ${id}` : `move ${places.size} things`;
                if (hasMoved) editor.commit(label, (workflow) => move(workflow, places));
            },
            cancel: () => void editor.endDrag(),
        };
    }

    /** The places of what is selected, and of what lies in selected frames. */
    private movedAlong(id: string): Map<string, Point> {
        const { workflow, selection } = this.editor;
        const boxes = this.editor.boxes();
        const found = new Map<string, Point>();
        for (const other of new Set([...selection, id])) {
            const box = boxes.get(other);
            if (!box) continue;
            found.set(other, box);
            if (!(other in workflow.frames)) continue;
            for (const [inner, innerBox] of boxes) if (contains(box, innerBox)) found.set(inner, innerBox);
        }
        return found;
    }

    private connect(grabbed: Pin): Action {
        const { editor } = this;
        const { root, ghost } = this.at;
        // An input that has a wire gives it up: the wire's other end is what is being connected.
        const old = grabbed.side === "in"
            ? edgesOf(editor.workflow).filter((edge) => edge.to === grabbed.node && edge.pin === grabbed.name
                && edge.isResource === grabbed.isResource).pop()
            : undefined;
        const pin: Pin = old
            ? { node: old.from, side: "out", name: old.port, isResource: old.isResource }
            : grabbed;
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
                const now = this.place(event);
                ghost.setAttribute("d", pin.side === "out" ? wire(start, now) : wire(now, start));
            },
            up: (event) => {
                end();
                if (!hasMoved) return;
                this.drop(event, pin, old);
            },
            cancel: end,
        };
    }

    private drop(event: PointerEvent, pin: Pin, old: ReturnType<typeof edgesOf>[number] | undefined): void {
        const { editor } = this;
        const under = document.elementFromPoint(event.clientX, event.clientY);
        const target = pinOf(under) ?? this.fittingPin(under, pin);
        const lift = (workflow: typeof editor.workflow) => (old ? disconnect(workflow, old) : workflow);
        if (target && target.side !== pin.side) {
            const edge = wireBetween(pin, target);
            const problem = connectionProblem(editor, pin, target);
            if (problem !== undefined) return this.at.say(problem);
            if (edge) editor.commit("connect", (workflow) => connect(lift(workflow), edge));
        } else if (old) {
            editor.commit("disconnect", (workflow) => lift(workflow));
        } else if (!under?.closest("[data-thing]") || under.closest(".frame")) {
            this.at.ask({ screen: this.local(event), at: this.place(event), from: pin });
        }
    }

    /** Dropped on a node beside its pins: the one pin that fits, if there is just one. */
    private fittingPin(under: Element | null, pin: Pin): Pin | undefined {
        const card = under?.closest("[data-thing]");
        const fitting = [...(card?.querySelectorAll("[data-pin]") ?? [])].flatMap((element) => {
            const other = pinOf(element);
            return other && connectionProblem(this.editor, pin, other) === undefined ? other : [];
        });
        return fitting.length === 1 ? fitting[0] : undefined;
    }

    // MARK: - Wheel and double click

    private wheel(event: WheelEvent): void {
        if ((event.target as Element).closest("[data-scrolls]")) return;
        event.preventDefault();
        const unit = event.deltaMode === 1 ? 16 : 1;
        const { view } = this.editor;
        if (event.shiftKey || (!event.ctrlKey && event.deltaX !== 0)) {
            const dx = (event.deltaX || event.deltaY) * unit;
            const dy = event.deltaX ? event.deltaY * unit : 0;
            this.editor.setView({ ...view, x: view.x - dx, y: view.y - dy });
        } else {
            const speed = event.ctrlKey ? 0.01 : 0.0016;
            this.editor.setView(zoomed(view, this.local(event), Math.exp(-event.deltaY * unit * speed)));
        }
    }

    private doubleClick(event: MouseEvent): void {
        const target = event.target as Element;
        if (target.closest("button, input, select, textarea, [data-still], [data-popover]")) return;
        if (this.at.isFar()) {
            const place = this.place(event);
            const { clientWidth, clientHeight } = this.at.root;
            return this.editor.setView({ zoom: 1, x: clientWidth / 2 - place.x, y: clientHeight / 2 - place.y });
        }
        if (target.closest("[data-edge]") || (target.closest("[data-thing]") && !target.closest(".frame"))) return;
        if (this.canEdit) this.at.ask({ screen: this.local(event), at: this.place(event) });
    }
}
