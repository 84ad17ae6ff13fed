import { Suspense, lazy, type PointerEvent } from "react";
import { panels } from "../store/panels";
import { session } from "../store/session";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import { Failures } from "./Failures";
import { Logs } from "./Logs";
import { Problems } from "./Problems";
import { RunSummary } from "./RunSummary";

const Outputs = lazy(() => import("./Outputs"));

const tabs = ["run", "outputs", "logs", "failures", "problems"] as const;
export type Tab = (typeof tabs)[number];
const titles: Record<Tab, string> = { run: "Run", outputs: "Outputs", logs: "Logs", failures: "Failures", problems: "Problems" };

/** The run that is watched, below the canvas. */
export function BottomPanel({ height }: { height: number }) {
    const route = useSignal(session, ["route", "open"], () => session.route);
    const tab = tabs.find((tab) => tab === route.tab) ?? "run";
    const begin = (down: PointerEvent<HTMLDivElement>) => {
        const handle = down.currentTarget;
        handle.setPointerCapture(down.pointerId);
        handle.onpointermove = (event) => panels.setBottomHeight(height + down.clientY - event.clientY);
        handle.onpointerup = () => (handle.onpointermove = handle.onpointerup = null);
    };
    return (
        <section className="bottom" style={{ height }} aria-label="Run">
            <div
                className="splitter" role="separator" aria-orientation="horizontal" aria-label="Height of the panel" tabIndex={0}
                aria-valuenow={height} aria-valuemin={140} aria-valuemax={900} onPointerDown={begin}
                onKeyDown={(event) => {
                    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
                    event.preventDefault();
                    panels.setBottomHeight(height + (event.key === "ArrowUp" ? 24 : -24));
                }} />
            <Tabs current={tab} />
            <div className="tab-content" role="tabpanel" aria-label={titles[tab]} id="tab-content"><TabContent tab={tab} /></div>
        </section>
    );
}

export function Tabs({ current }: { current: Tab }) {
    const editor = useEditor();
    const view = useSignal(session, "open", () => session.runView);
    const failures = useSignal(view ?? session, ["failures", "run"], () => Math.max(view?.failures.length ?? 0, view?.run.failures ?? 0));
    const problems = useSignal(editor, "problems", () => (editor.isReadOnly ? 0 : editor.problems.length));
    const refused = useSignal(session, "refused", () => session.refused.length);
    const counts: Partial<Record<Tab, number>> = { failures, problems: Math.max(problems, refused) };
    return (
        <div className="tabs" role="tablist" aria-label="What of the run">
            {tabs.map((tab) => (
                <button
                    key={tab} type="button" role="tab" aria-selected={tab === current} aria-controls="tab-content" tabIndex={tab === current ? 0 : -1}
                    onClick={() => session.go({ tab })}
                    onKeyDown={(event) => {
                        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
                        const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
                        if (step === 0 || !next) return;
                        session.go({ tab: next });
                        const list = event.currentTarget.parentElement;
                        (list?.children[tabs.indexOf(next)] as HTMLElement | undefined)?.focus();
                    }}>
                    {titles[tab]}
                    {(counts[tab] ?? 0) > 0 && <span className="count-badge">{counts[tab]}</span>}
                </button>
            ))}
        </div>
    );
}

export function TabContent({ tab }: { tab: Tab }) {
    const view = useSignal(session, "open", () => session.runView);
    if (tab === "problems") return <Problems />;
    if (!view) {
        return (
            <div className="nothing">
                <p><b>No run is watched.</b></p>
                <p>Press <kbd>Run</kbd> to start one, or open an earlier one from the list of runs.</p>
            </div>
        );
    }
    switch (tab) {
        case "run": return <RunSummary view={view} />;
        case "outputs": return <Suspense fallback={null}><Outputs view={view} /></Suspense>;
        case "logs": return <Logs view={view} />;
        case "failures": return <Failures view={view} />;
    }
}
