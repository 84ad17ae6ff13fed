import { useCallback, useSyncExternalStore } from "react";

/**
 * Something that says which part of it changed, so that a change wakes only those who show that part.
 *
 * Keys are names of parts (`view`), or a part and an id (`node:classify`).
 */
export class Signals {
    private readonly listeners = new Map<string, Set<() => void>>();

    /** Calls `listener` whenever `key` changes, until the returned function is called. */
    on(key: string, listener: () => void): () => void {
        const set = this.listeners.get(key) ?? new Set();
        this.listeners.set(key, set);
        set.add(listener);
        return () => {
            set.delete(listener);
            if (set.size === 0 && this.listeners.get(key) === set) this.listeners.delete(key);
        };
    }

    emit(key: string): void {
        // A copy: a listener may come or go while it is told.
        for (const listener of Array.from(this.listeners.get(key) ?? [])) listener();
    }
}

/** What `read` says, again whenever one of the keys changes. It has to give the same object while nothing changed. */
export function useSignal<Value>(signals: Signals, keys: string | readonly string[], read: () => Value): Value {
    const list = typeof keys === "string" ? keys : keys.join("\n");
    const subscribe = useCallback(
        (listener: () => void) => {
            const ends = list.split("\n").map((key) => signals.on(key, listener));
            return () => ends.forEach((end) => end());
        },
        [signals, list],
    );
    return useSyncExternalStore(subscribe, read);
}
