import { commands, isPossible } from "./commands";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether an event is the combination `keys`: `Mod+Shift+Z`, `F2`, `?`. */
export function matches(event: KeyboardEvent, keys: string): boolean {
    const parts = keys.split("+").filter(Boolean);
    const key = keys.endsWith("++") ? "+" : parts[parts.length - 1] ?? "";
    const wants = (name: string) => parts.slice(0, -1).includes(name);
    const mod = isMac ? event.metaKey : event.ctrlKey;
    if (wants("Mod") !== mod || event.altKey) return false;
    const pressed = event.key === " " ? "Space" : event.key;
    // Signs such as ? need Shift on some keyboards and not on others: the sign alone counts.
    const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
    if (!isSign && wants("Shift") !== event.shiftKey) return false;
    return pressed.toLowerCase() === key.toLowerCase();
}

/** A combination as it is shown: `⌘S` on a Mac, else `Ctrl S`. */
export function shown(keys: string): string {
    return keys
        .replace("Mod", isMac ? "⌘" : "Ctrl")
        .replace("Arrow", "")
        .split("+").filter(Boolean).join(isMac ? "" : " ");
}

function isTyping(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

/** In a text field only these are ours; the others edit the text. */
const alsoWhileTyping = new Set(["save", "palette", "find", "run", "runWith"]);

/** Does what a key stands for. @returns What ends the listening. */
export function listenToKeys(): () => void {
    const listener = (event: KeyboardEvent) => {
        if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
        const target = event.target instanceof Element ? event.target : document.body;
        const onCanvas = target === document.body || target.closest(".canvas") !== null;
        const found = commands.find((command) => {
            if (!command.keys.some((keys) => matches(event, keys))) return false;
            if (isTyping(target) && !alsoWhileTyping.has(command.id)) return false;
            // Tab walks through the page, except where nothing has the focus.
            if (event.key === "Tab" && target !== document.body && !target.classList.contains("canvas")) return false;
            const isPlain = !event.ctrlKey && !event.metaKey;
            if (isPlain && (event.key.startsWith("Arrow") || event.key === "Backspace" || event.key === "Delete") && !onCanvas) return false;
            return isPossible(command);
        });
        if (!found) return;
        // What is selected as text on the page is copied as text.
        if (found.id === "copy" && window.getSelection()?.toString()) return;
        event.preventDefault();
        void found.run();
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
}
