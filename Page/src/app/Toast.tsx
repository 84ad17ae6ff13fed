import { session } from "../store/session";
import { useSignal } from "../store/signals";

/** What just happened, told to eyes and ears. */
export function Toast() {
    const toast = useSignal(session, "toast", () => session.toast);
    return (
        <div className="toasts" role="status" aria-live="polite">
            {toast && (
                <div className={`toast ${toast.kind}`}>
                    <span>{toast.text}</span>
                    <button type="button" className="icon" aria-label="Dismiss" onClick={() => session.hush()}>×</button>
                </div>
            )}
        </div>
    );
}
