import { fail } from "./answers.mjs";

/** The state of the host that there is none of. */
export class Host {
    constructor(hub) {
        this.hub = hub;
        this.state = { state: "ready", since: new Date().toISOString(), compilerErrors: [] };
    }

    set(change) {
        this.state = { compilerErrors: [], ...change, since: new Date().toISOString() };
        this.hub.tell("host", this.state);
        return this.state;
    }

    restart() {
        if (this.state.state === "running") fail(409, "busy", "A run is under way: stop it first.");
        setTimeout(() => this.set({ state: "ready" }), 600);
        return this.set({ state: "building", message: "Compiling Classify.swift" });
    }
}
