import { useState } from "react";
import { Canvas } from "../canvas/Canvas";
import { TabContent, type Tab } from "../runs/BottomPanel";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { Banners } from "./Banners";
import { RunControls } from "./RunControls";
import { Runs, Workflows } from "./SideBar";
import { ThemeButton } from "./TopBar";

const screens = ["Runs", "Run", "Failures", "Logs", "Graph"] as const;
type Screen = (typeof screens)[number];
const tabs: Partial<Record<Screen, Tab>> = { Run: "run", Failures: "failures", Logs: "logs" };

/** On a phone the page is a monitor: what runs, what failed and why, pause and stop. The graph can be looked at. */
export default function PhoneApp() {
    const route = useSignal(session, ["route", "open"], () => session.route);
    const editor = useSignal(session, "open", () => session.editor);
    const [screen, setScreen] = useState<Screen>(route.run === undefined ? "Runs" : "Run");
    const [shownRun, setShownRun] = useState(route.run);
    if (route.run !== shownRun) {
        // A run that was picked or started is what one wants to see.
        setShownRun(route.run);
        if (route.run !== undefined) setScreen("Run");
    }
    const tab = tabs[screen];
    return (
        <div className="phone">
            <header className="topbar"><a className="brand" href="#/"><h1>Graphbook</h1></a><span className="grow" /><RunControls /><ThemeButton /></header>
            <Banners />
            <main>
                {screen === "Runs" && <div className="scroll"><Runs /><Workflows /></div>}
                {tab && (editor ? <div className="tab-content"><TabContent tab={tab} /></div> : <Pick />)}
                {screen === "Graph" && (editor && route.workflow !== undefined
                    ? <div className="stage"><Canvas key={`phone ${route.workflow}`} path={`phone ${route.workflow}`} canEdit={false} /></div> : <Pick />)}
            </main>
            <nav className="phone-tabs" aria-label="Screens">
                {screens.map((other) => (
                    <button key={other} type="button" aria-current={other === screen ? "page" : undefined} onClick={() => setScreen(other)}>{other}</button>
                ))}
            </nav>
        </div>
    );
}

function Pick() {
    return <div className="nothing"><p><b>No run is open.</b></p><p>Pick one under Runs.</p></div>;
}
