import { shortPath } from "./names";
import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { command, isPossible } from "./commands";
import { Icon } from "./Icon";
import { shown } from "./keys";
import { LoadMeters } from "./LoadMeters";
import { RunControls } from "./RunControls";
import { SavedMark } from "./SavedMark";

export function CommandButton(props: { id: string; icon: Parameters<typeof Icon>[0]["name"]; label?: string; isOn?: boolean }) {
    const { title, keys, run } = command(props.id);
    const label = props.label ?? title;
    const key = keys[0];
    return (
        <button
            type="button" className="icon" aria-label={label} title={key === undefined ? label : `${label} (${shown(key)})`}
            disabled={!isPossible(command(props.id))} {...(props.isOn === undefined ? {} : { "aria-pressed": props.isOn })}
            onClick={() => void run()}>
            <Icon name={props.icon} />
        </button>
    );
}

export function TopBar() {
    const editor = useSignal(session, "open", () => session.editor);
    const route = useSignal(session, ["route", "open"], () => session.route);
    const project = useSignal(session, "project", () => session.project);
    const open = useSignal(panels, "panels", () => panels.isOpen);
    const isConnected = useSignal(session, "connection", () => session.isConnected);
    return (
        <header className="topbar">
            <CommandButton id="left" icon="left" isOn={open.left} />
            <a className="brand" href="#/">
                <svg viewBox="0 0 20 20" aria-hidden="true">
                    <path d="M4 5h5a3 3 0 0 1 3 3v4a3 3 0 0 0 3 3h1M4 15h4" /><circle cx="4" cy="5" r="2" /><circle cx="16" cy="15" r="2" />
                    <circle cx="4" cy="15" r="2" />
                </svg>
                <h1>Graphbook</h1>
            </a>
            <span className="crumb">{project?.name}</span>
            {route.workflow !== undefined && <span className="crumb current">{shortPath(route.workflow)}</span>}
            <SavedMark />
            {editor && <HistoryButtons />}
            <span className="grow" />
            {!isConnected && <span className="offline" role="status">Not connected: trying again…</span>}
            <LoadMeters />
            <RunControls />
            <span className="divider" />
            <CommandButton id="palette" icon="search" />
            <ThemeButton />
            <CommandButton id="help" icon="help" />
            <CommandButton id="bottom" icon="bottom" isOn={open.bottom} />
            <CommandButton id="right" icon="right" isOn={open.right} />
        </header>
    );
}

function HistoryButtons() {
    const editor = session.editor;
    useSignal(editor ?? session, ["history"], () => `${editor?.undoLabel ?? ""}/${editor?.redoLabel ?? ""}`);
    return (
        <span className="history">
            <CommandButton id="undo" icon="undo" label={editor?.undoLabel ? `Undo ${editor.undoLabel}` : "Undo"} />
            <CommandButton id="redo" icon="redo" label={editor?.redoLabel ? `Redo ${editor.redoLabel}` : "Redo"} />
        </span>
    );
}

export function ThemeButton() {
    const theme = useSignal(panels, "panels", () => panels.theme);
    return (
        <CommandButton
            id="theme" icon={theme === "system" ? "system" : theme === "dark" ? "moon" : "sun"}
            label={`Theme: ${theme === "system" ? "as the system" : theme}`} />
    );
}
