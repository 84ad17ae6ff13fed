/** What an empty canvas says. */
export function Welcome({ canEdit, ask }: { canEdit: boolean; ask(): void }) {
    if (!canEdit) return <div className="welcome"><p>This workflow has no nodes.</p></div>;
    return (
        <div className="welcome" data-still>
            <h2>An empty workflow</h2>
            <p>
                Begin with a source: it makes the notes. Then drag a wire from its port onto the empty canvas, and pick what
                comes next.
            </p>
            <button type="button" className="primary" onClick={ask}>Add a node</button>
            <p className="hint"><kbd>Double-click</kbd> or <kbd>Tab</kbd> does the same.</p>
        </div>
    );
}
