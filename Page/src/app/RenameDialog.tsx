import { useState } from "react";
import { rename, renameProblem } from "../model/edits";
import { useEditor } from "../store/editor";
import { Dialog } from "./Dialog";

export function RenameDialog({ close }: { close(): void }) {
    const editor = useEditor();
    const id = editor.selectedNodes[0]?.id ?? "";
    const [name, setName] = useState(id);
    const problem = renameProblem(editor.workflow, id, name);
    return (
        <Dialog title={`Rename ${id}`} close={close}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    if (problem !== undefined) return;
                    editor.commit(`rename ${id}`, (workflow) => rename(workflow, id, name));
                    editor.select([name]);
                    close();
                }}>
                <label htmlFor="new-name">Name; wires and settings follow</label>
                <input id="new-name" className="field" data-focus value={name} aria-invalid={problem !== undefined} onChange={(event) => setName(event.target.value)} />
                {problem !== undefined && <p className="problem">{problem}</p>}
                <footer><button type="submit" className="primary" disabled={problem !== undefined}>Rename</button></footer>
            </form>
        </Dialog>
    );
}
