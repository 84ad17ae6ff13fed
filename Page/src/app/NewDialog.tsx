import { useState } from "react";
import { session } from "../store/session";
import { Dialog } from "./Dialog";

export function NewDialog({ close }: { close(): void }) {
    const [path, setPath] = useState("workflow.json");
    const [problem, setProblem] = useState<string>();
    const create = async () => {
        const file = path.endsWith(".json") ? path : `${path}.json`;
        try {
            await session.create(file);
            close();
        } catch (error) {
            setProblem(error instanceof Error ? error.message : String(error));
        }
    };
    return (
        <Dialog title="New workflow" close={close}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    void create();
                }}>
                <label htmlFor="new-path">File, in the project’s folder</label>
                <input
                    id="new-path" className="field" value={path} data-focus spellCheck={false} aria-invalid={problem !== undefined}
                    onFocus={(event) => event.target.setSelectionRange(0, event.target.value.replace(/\.json$/, "").length)}
                    onChange={(event) => setPath(event.target.value)} />
                {problem !== undefined && <p className="problem" role="alert">{problem}</p>}
                <footer><button type="submit" className="primary">Create</button></footer>
            </form>
        </Dialog>
    );
}
