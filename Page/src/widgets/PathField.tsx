import { useState } from "react";
import { session } from "../store/session";
import { PathPicker } from "./PathPicker";
import { placeholder, type WidgetProps } from "./Widget";

/** A path, from the workflow file's folder on; typed, or picked from the project's files. */
export function PathField(props: WidgetProps) {
    const { id, label, value, isInvalid, isDisabled, set } = props;
    const [isPicking, setPicking] = useState(false);
    return (
        <div className="path">
            <input
                id={id} className="field" type="text" aria-label={label} spellCheck={false} disabled={isDisabled}
                value={typeof value === "string" ? value : ""} aria-invalid={isInvalid} placeholder={placeholder(props)}
                onChange={(event) => set(event.target.value === "" ? undefined : event.target.value)} />
            <button
                type="button" className="icon" aria-label={`Pick a path for ${label}`} disabled={isDisabled}
                onClick={() => setPicking(true)}>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 4.5v8h13v-7h-7l-1.5-2h-4.5z" /></svg>
            </button>
            {isPicking && (
                <PathPicker
                    label={label} folder={folderOf(session.route.workflow ?? "")} start={typeof value === "string" ? value : ""}
                    pick={(path) => {
                        set(path);
                        setPicking(false);
                    }}
                    close={() => setPicking(false)} />
            )}
        </div>
    );
}

function folderOf(path: string): string {
    return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
