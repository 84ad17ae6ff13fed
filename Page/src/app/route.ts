/** What is shown, as the address says it: `#/photos/sort.json?run=12&tab=outputs&node=classify`. */
export interface Route {
    /** A workflow's path; undefined for the start page. */
    workflow: string | undefined;
    /** A run that is watched. */
    run: string | undefined;
    /** Whether the canvas shows the run's own workflow, which can't be changed, instead of the file. */
    isSnapshot: boolean;
    tab: string | undefined;
    node: string | undefined;
    port: string | undefined;
    note: string | undefined;
}

export const startPage: Route = {
    workflow: undefined, run: undefined, isSnapshot: false, tab: undefined, node: undefined, port: undefined,
    note: undefined,
};

export function readRoute(hash: string): Route {
    const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
    const search = new URLSearchParams(query);
    const text = (name: string) => search.get(name) ?? undefined;
    return {
        workflow: path === "" ? undefined : path.split("/").map(decodeURIComponent).join("/"),
        run: text("run"),
        isSnapshot: search.has("snapshot"),
        tab: text("tab"),
        node: text("node"),
        port: text("port"),
        note: text("note"),
    };
}

export function routeAddress(route: Partial<Route>): string {
    const search = new URLSearchParams();
    for (const name of ["run", "tab", "node", "port", "note"] as const) {
        const value = route[name];
        if (value !== undefined) search.set(name, value);
    }
    if (route.isSnapshot) search.set("snapshot", "");
    const query = search.toString().replace(/=(?=&|$)/g, "");
    const path = (route.workflow ?? "").split("/").map(encodeURIComponent).join("/");
    return `#/${path}${query ? `?${query}` : ""}`;
}
