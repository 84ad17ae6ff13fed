import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { commands, isPossible, reveal, type Command } from "./commands";
import { CompareDialog } from "./CompareDialog";
import { Dialog } from "./Dialog";
import { ChangesDialog, ConflictDialog } from "./DifferencesDialog";
import { HelpDialog } from "./HelpDialog";
import { shown } from "./keys";
import { NewDialog } from "./NewDialog";
import { RenameDialog } from "./RenameDialog";
import { RunDialog } from "./RunDialog";
import { SearchList } from "./SearchList";
import { ranked } from "../model/fuzzy";
import { brief } from "../model/json";

/** The dialog that is open. */
export default function Dialogs() {
    const dialog = useSignal(panels, "dialog", () => panels.dialog);
    const editor = useSignal(session, "open", () => session.editor);
    const close = () => panels.open(undefined);
    switch (dialog) {
        case "commands": return <CommandsDialog close={close} />;
        case "help": return <HelpDialog close={close} />;
        case "new": return <NewDialog close={close} />;
        case "compare": return <CompareDialog close={close} />;
        case "find": return editor ? <FindDialog close={close} /> : null;
        case "rename": return editor ? <RenameDialog close={close} /> : null;
        case "run": return editor ? <RunDialog close={close} /> : null;
        case "changes": return editor ? <ChangesDialog close={close} /> : null;
        case "conflict": return editor ? <ConflictDialog close={close} /> : null;
        case undefined: return null;
    }
}

function CommandsDialog({ close }: { close(): void }) {
    const possible = commands.filter((command) => command.id !== "palette" && isPossible(command));
    return (
        <Dialog title="Commands" close={close}>
            <SearchList<Command>
                label="Search commands" placeholder="What do you want to do?"
                entries={(search) => ranked(search, possible, (command) => command.title)}
                keyOf={(command) => command.id}
                render={(command) => (
                    <>
                        <span className="entry-text"><b>{command.title}</b></span>
                        {command.keys[0] !== undefined && <kbd>{shown(command.keys[0])}</kbd>}
                    </>
                )}
                take={(command) => {
                    close();
                    void command.run();
                }}
                close={close} empty="No command has these letters." />
        </Dialog>
    );
}

interface Hit {
    node: string;
    text: string;
}

/** Everything in the workflow that can be found: names, types, parameters, failures. */
function hits(): Hit[] {
    const { editor, runView } = session;
    if (!editor) return [];
    return Object.values(editor.workflow.nodes).flatMap((node) => [
        { node: node.id, text: node.type },
        ...Object.entries(node.parameters).map(([name, value]) => ({ node: node.id, text: `${name} = ${brief(value)}` })),
        ...(runView?.failuresOf(node.id) ?? []).slice(0, 5).map((failure) => ({ node: node.id, text: failure.cause })),
    ]);
}

function FindDialog({ close }: { close(): void }) {
    const all = hits();
    return (
        <Dialog title="Find in the workflow" close={close}>
            <SearchList<Hit>
                label="Search nodes, parameters and failures" placeholder="Name, type, parameter, failure…"
                entries={(search) => ranked(search, all, (hit) => `${hit.node} ${hit.text}`)}
                keyOf={(hit) => `${hit.node} ${hit.text}`}
                render={(hit) => <span className="entry-text"><b>{hit.node}</b><small>{hit.text}</small></span>}
                take={(hit) => {
                    close();
                    reveal(hit.node);
                }}
                close={close} empty="Nothing in the workflow has these letters." />
        </Dialog>
    );
}
