import type { Point } from "../model/workflow";
import type { PaletteRequest } from "./NodePalette";

/** What a pointer that is down does until it is up. */
export interface Action {
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

/** How many pixels a pointer moves before it drags. */
export const slack = 3;

/** Where a pointer is. */
export interface CanvasPointer {
    /** In pixels of the canvas. */
    local(event: MouseEvent): Point;
    /** In the workflow. */
    place(event: MouseEvent): Point;
}
