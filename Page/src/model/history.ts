/** A change that can be taken back, as menus name it: `move 3 nodes`. */
interface Entry<Value> {
    value: Value;
    label: string;
    /** Changes of one key that follow each other quickly are one entry: typing is undone as a whole. */
    key: string | undefined;
    time: number;
}

/** Values to go back and forth between. Never changed in place. */
export interface History<Value> {
    past: readonly Entry<Value>[];
    future: readonly Entry<Value>[];
}

export const historyLength = 200;
/** Within how many milliseconds changes of one key count as one. */
const together = 1000;

export function emptyHistory<Value>(): History<Value> {
    return { past: [], future: [] };
}

/** Notes that `value` is about to be replaced. What was undone can no longer be redone. */
export function recorded<Value>(
    history: History<Value>, value: Value, label: string, key: string | undefined, time: number,
): History<Value> {
    const last = history.past[history.past.length - 1];
    if (key !== undefined && last?.key === key && time - last.time < together) {
        return { past: [...history.past.slice(0, -1), { ...last, time }], future: [] };
    }
    return { past: [...history.past, { value, label, key, time }].slice(-historyLength), future: [] };
}

/** One step back: the value to show, and the history then; undefined at the start. */
export function undone<Value>(history: History<Value>, value: Value): [Value, History<Value>] | undefined {
    const last = history.past[history.past.length - 1];
    if (!last) return undefined;
    const future = [...history.future, { ...last, value, key: undefined }];
    return [last.value, { past: history.past.slice(0, -1), future }];
}

export function redone<Value>(history: History<Value>, value: Value): [Value, History<Value>] | undefined {
    const next = history.future[history.future.length - 1];
    if (!next) return undefined;
    const past = [...history.past, { ...next, value, key: undefined }];
    return [next.value, { past, future: history.future.slice(0, -1) }];
}
