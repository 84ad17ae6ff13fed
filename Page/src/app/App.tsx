import { Suspense, lazy, useEffect } from "react";
import { Canvas } from "../canvas/Canvas";
import { BottomPanel } from "../runs/BottomPanel";
import { EditorContext } from "../store/editor";
import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { Banners } from "./Banners";
import { GraphTable } from "./GraphTable";
import { Inspector } from "./Inspector";
import { listenToKeys } from "./keys";
import { SideBar } from "./SideBar";
import { StartPage } from "./StartPage";
import { Toast } from "./Toast";
import { TopBar } from "./TopBar";

// Not needed to show a workflow: loaded when they are.
const Dialogs = lazy(() => import("./Dialogs"));
const PhoneApp = lazy(() => import("./PhoneApp"));

export function App() {
    useEffect(() => listenToKeys(), []);
    const isPhone = useSignal(panels, "panels", () => panels.isPhone);
    const hasDialog = useSignal(panels, "dialog", () => panels.dialog !== undefined);
    const editor = useSignal(session, "open", () => session.editor);
    return (
        <EditorContext.Provider value={editor ?? null}>
            <Suspense fallback={null}>
                {isPhone ? <PhoneApp /> : <Desk />}
            </Suspense>
            <Suspense fallback={null}>{hasDialog && <Dialogs />}</Suspense>
            <Toast />
        </EditorContext.Provider>
    );
}

function Desk() {
    const isOpen = useSignal(panels, "panels", () => panels.isOpen);
    const isTable = useSignal(panels, "panels", () => panels.isTable);
    const height = useSignal(panels, "panels", () => panels.bottomHeight);
    const editor = useSignal(session, "open", () => session.editor);
    const route = useSignal(session, ["route", "open"], () => session.route);
    return (
        <div className="desk">
            <TopBar />
            <div className="columns">
                {isOpen.left && <SideBar />}
                <main>
                    <Banners />
                    {editor ? (
                        <>
                            <div className="stage">
                                {isTable
                                    ? <GraphTable />
                                    : <Canvas key={canvasKey(route)} path={canvasKey(route)} canEdit={!editor.isReadOnly} />}
                            </div>
                            {isOpen.bottom && <BottomPanel height={height} />}
                        </>
                    ) : (
                        <StartPage />
                    )}
                </main>
                {isOpen.right && editor && <Inspector />}
            </div>
        </div>
    );
}

function canvasKey(route: { workflow: string | undefined; run: string | undefined; isSnapshot: boolean }): string {
    return route.isSnapshot ? `run ${route.run ?? ""}` : route.workflow ?? "";
}
