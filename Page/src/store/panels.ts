import { recall, remember } from "./memory";
import { session } from "./session";
import { Signals } from "./signals";

export type DialogName = "commands" | "find" | "help" | "run" | "changes" | "conflict" | "new" | "rename" | "compare";
export type Theme = "system" | "dark" | "light";

const phone = window.matchMedia("(max-width: 720px)");
const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");

/** What of the page is open, and how large. Keys: `panels`, `dialog`. */
class Panels extends Signals {
    isOpen = recall("panels", { left: true, right: true, bottom: true });
    bottomHeight = recall("bottomHeight", 280);
    dialog: DialogName | undefined;
    /** Whether the canvas is shown as a table. */
    isTable = false;
    theme = recall<Theme>("theme", "system");

    constructor() {
        super();
        phone.addEventListener("change", () => this.emit("panels"));
        darkSystem.addEventListener("change", () => this.applyTheme());
        this.applyTheme();
    }

    get isPhone(): boolean {
        return phone.matches;
    }

    toggle(side: "left" | "right" | "bottom"): void {
        this.isOpen = { ...this.isOpen, [side]: !this.isOpen[side] };
        remember("panels", this.isOpen);
        this.emit("panels");
    }

    setBottomHeight(height: number): void {
        this.bottomHeight = Math.round(Math.max(140, Math.min(window.innerHeight - 240, height)));
        remember("bottomHeight", this.bottomHeight);
        this.emit("panels");
    }

    toggleTable(): void {
        this.isTable = !this.isTable;
        this.emit("panels");
    }

    open(dialog: DialogName | undefined): void {
        this.dialog = dialog;
        this.emit("dialog");
    }

    nextTheme(): void {
        this.theme = this.theme === "system" ? "dark" : this.theme === "dark" ? "light" : "system";
        remember("theme", this.theme);
        this.applyTheme();
        this.emit("panels");
    }

    private applyTheme(): void {
        const isDark = this.theme === "dark" || (this.theme === "system" && darkSystem.matches);
        document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
        session.emit("theme");
    }
}

export const panels = new Panels();
