import type { Point } from "../model/workflow";
import type { Pin } from "./pins";

/** What commands ask of the canvas that is shown; undefined while none is. */
export const canvasHandle: {
    current:
        | {
              size(): { width: number; height: number };
              /** Where the pointer was last, in the workflow. */
              pointer(): Point;
              middle(): Point;
              /** Opens the palette, for what fits `from` where it is given. */
              ask(from?: Pin): void;
          }
        | undefined;
} = { current: undefined };
