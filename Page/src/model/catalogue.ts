import type { Json } from "./json";

export type Kind = "source" | "step" | "batch step" | "prompt step" | "resource";

export interface ParameterListing {
    name: string;
    type: string;
    isRequired: boolean;
    defaultValue?: Json;
    documentation: string;
}

/** A node as the catalogue lists it. */
export interface NodeListing {
    name: string;
    kind: Kind;
    documentation: string;
    parameters: ParameterListing[];
    ports: string[];
    makes?: string;
    location: { file: string; line: number };
}

export type Catalogue = ReadonlyMap<string, NodeListing>;

export function catalogueOf(nodes: NodeListing[]): Catalogue {
    return new Map(nodes.map((node) => [node.name, node]));
}

/** `Vision/Classify` is `Classify` of `Vision`. */
export function shortName(name: string): string {
    return name.slice(name.lastIndexOf("/") + 1);
}

export function category(name: string): string {
    return name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "";
}

/** The first sentence of a doc comment. */
export function summary(documentation: string): string {
    const line = documentation.split("\n\n")[0]?.replace(/\s+/g, " ") ?? "";
    return /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
}

/** What stands for a node whose type the program does not have: it can be moved and removed, and says what is wrong. */
export function unknownListing(name: string, parameters: string[], ports: string[]): NodeListing {
    return {
        name,
        kind: "step",
        documentation: "",
        parameters: parameters.map((parameter) => ({
            name: parameter, type: "any", isRequired: false, documentation: "",
        })),
        ports: ports.length > 0 ? ports : ["out"],
        location: { file: "", line: 0 },
    };
}
