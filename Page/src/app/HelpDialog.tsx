import { commands } from "./commands";
import { Dialog } from "./Dialog";
import { shown } from "./keys";

const gestures: [string, string][] = [
    ["Drag the canvas, Space + drag, middle button", "Move the view"],
    ["Wheel, pinch", "Zoom; with Shift: to the side"],
    ["Drag from a port", "Connect; on the empty canvas: pick what fits"],
    ["Drag from a connected input", "Take the wire elsewhere, or drop it"],
    ["Shift + drag", "Select with a box; with Ctrl: add to what is selected"],
    ["Shift + click", "Select one more, or one less"],
    ["Alt while dragging", "Not on the grid"],
    ["Double-click", "Canvas: add a node. Name: rename. Sticky note: write"],
    ["Enter on a port", "Connect by keyboard"],
];

const groups = ["Workflow", "Edit", "Canvas", "Run", "View"] as const;

export function HelpDialog({ close }: { close(): void }) {
    return (
        <Dialog title="Keys and gestures" close={close} isWide>
            <div className="help" data-scrolls tabIndex={0}>
                {groups.map((group) => (
                    <section key={group}>
                        <h3>{group}</h3>
                        <dl>
                            {commands.filter((command) => command.group === group && command.keys.length > 0).map((command) => (
                                <div key={command.id}>
                                    <dt>{command.title.replace("…", "")}</dt>
                                    <dd>{command.keys.slice(0, 2).map((keys) => <kbd key={keys}>{shown(keys)}</kbd>)}</dd>
                                </div>
                            ))}
                        </dl>
                    </section>
                ))}
                <section>
                    <h3>Pointer</h3>
                    <dl>{gestures.map(([gesture, what]) => <div key={gesture}><dt>{what}</dt><dd>{gesture}</dd></div>)}</dl>
                </section>
            </div>
        </Dialog>
    );
}
