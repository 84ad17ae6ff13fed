import type { Catalogue, NodeListing, ParameterListing } from "./catalogue";
import { brief, type Json } from "./json";
import { hint, nearest } from "./nearest";
import { acceptsResource, fits, parameterType, phrase, type ParameterType } from "./parameterType";
import { outletName } from "./file";
import { edgesOf, reachable, resourceIn, type Edge, type Workflow, type WorkflowNode } from "./workflow";
import { outPorts, takesNotes } from "./geometry";

/** What is wrong, in the words of `graphbook run`, and where. */
export interface Problem {
    message: string;
    node?: string;
    parameter?: string;
}

/**
 * All that is wrong with a workflow, found while it is drawn. The host checks again when it runs: it knows the types
 * of the code, and has the last word.
 */
export function check(workflow: Workflow, catalogue: Catalogue): Problem[] {
    const problems: Problem[] = [];
    for (const node of Object.values(workflow.nodes)) {
        const listing = catalogue.get(node.type);
        if (!listing) {
            const name = nearest(node.type, [...catalogue.keys()]);
            const help = name === undefined ? ": see `graphbook nodes` for those that do" : `; did you mean '${name}'?`;
            problems.push({ node: node.id, message: `node '${node.id}' is a '${node.type}', which does not exist${help}` });
            continue;
        }
        problems.push(...checkInputs(workflow, node, listing, catalogue));
        problems.push(...checkParameters(workflow, node, listing, catalogue));
    }
    const cycle = cycleOf(workflow);
    if (cycle) problems.push({ node: cycle[0], message: `the nodes form a cycle: ${cycle.join(" → ")}` });
    const kinds = Object.values(workflow.nodes).map((node) => catalogue.get(node.type)?.kind);
    if (problems.length === 0 && !kinds.includes("source")) {
        problems.push({ message: "the workflow has no source, so nothing would happen" });
    }
    return problems;
}

function checkInputs(workflow: Workflow, node: WorkflowNode, listing: NodeListing, catalogue: Catalogue): Problem[] {
    const { id } = node;
    const first = node.after[0];
    if (!takesNotes(listing)) {
        if (!first) return [];
        const kind = listing.kind;
        return [{ node: id, message: `${kind} '${id}' comes after '${outletName(first)}', but a ${kind} takes no notes` }];
    }
    if (!first) {
        return [{ node: id, message: `${listing.kind} '${id}' comes after nothing: it would never see a note` }];
    }
    return node.after.flatMap((outlet) => {
        const upstream = workflow.nodes[outlet.node];
        if (!upstream) {
            const name = nearest(outlet.node, Object.keys(workflow.nodes));
            const has = name === undefined ? " has no such node" : ` has '${name}'`;
            return { node: id, message: `node '${id}' comes after '${outlet.node}'; the workflow${has}` };
        }
        const upstreamListing = catalogue.get(upstream.type);
        if (!upstreamListing) return [];
        if (upstreamListing.kind === "resource") {
            return {
                node: id,
                message: `node '${id}' comes after '${outlet.node}', which is a resource: name it as a parameter`,
            };
        }
        if (outPorts(upstreamListing).includes(outlet.port)) return [];
        const has = hint(outlet.port, upstreamListing.ports);
        return {
            node: id,
            message: `${upstreamListing.kind} '${outlet.node}' has no port '${outlet.port}', which '${id}' comes after${has}`,
        };
    });
}

function checkParameters(workflow: Workflow, node: WorkflowNode, listing: NodeListing, catalogue: Catalogue): Problem[] {
    const known = listing.parameters.flatMap((parameter) => {
        const message = parameterProblem(workflow, node, listing, parameter, catalogue);
        return message === undefined ? [] : [{ node: node.id, parameter: parameter.name, message }];
    });
    const names = listing.parameters.map((parameter) => parameter.name);
    const unknown = Object.keys(node.parameters).filter((name) => !names.includes(name)).map((name) => {
        const message = `${listing.kind} '${node.id}' has no parameter '${name}'${hint(name, names)}`;
        return { node: node.id, parameter: name, message };
    });
    return [...known, ...unknown];
}

function parameterProblem(
    workflow: Workflow, node: WorkflowNode, listing: NodeListing, parameter: ParameterListing, catalogue: Catalogue,
): string | undefined {
    const setting = node.parameters[parameter.name];
    const type = parameterType(parameter.type);
    const subject = `parameter '${parameter.name}' of ${listing.kind} '${node.id}'`;
    if (setting === undefined) {
        return parameter.isRequired ? `${subject} is missing; it takes ${phrase(type)}` : undefined;
    }
    const resource = resourceIn(setting);
    if (resource !== undefined) return resourceProblem(workflow, resource, type, subject, catalogue);
    const problem = valueProblem(setting, type, parameter);
    if (problem !== undefined) return `${subject} ${problem}`;
    if (parameter.name === "batchSize" && listing.kind === "batch step" && typeof setting === "number" && setting < 1) {
        return `${subject} is ${setting}; a batch has at least 1 item`;
    }
    return undefined;
}

/** Why a value does not fit a parameter: `takes an integer, not "x"`. */
export function valueProblem(value: Json, type: ParameterType, parameter: ParameterListing): string | undefined {
    if (value === null && !parameter.isRequired && parameter.defaultValue === undefined) return undefined;
    return fits(type, value) ? undefined : `takes ${phrase(type)}, not ${brief(JSON.stringify(value))}`;
}

function resourceProblem(
    workflow: Workflow, id: string, type: ParameterType, subject: string, catalogue: Catalogue,
): string | undefined {
    const node = workflow.nodes[id];
    if (!node) {
        const resources = Object.values(workflow.nodes).filter((other) => catalogue.get(other.type)?.kind === "resource");
        return `${subject} names resource '${id}', which the workflow lacks${hint(id, resources.map((other) => other.id))}`;
    }
    const listing = catalogue.get(node.type);
    if (!listing) return undefined;
    if (listing.kind !== "resource") return `${subject} names '${id}', which is a ${listing.kind}, not a resource`;
    if (acceptsResource(type, listing.makes)) return undefined;
    return `${subject} takes ${phrase(type)}; resource '${id}' makes ${listing.makes ?? "nothing"}`;
}

/** The ids of one cycle, first and last the same; undefined where there is none. */
export function cycleOf(workflow: Workflow): string[] | undefined {
    const next = new Map<string, string[]>();
    for (const edge of edgesOf(workflow)) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
    const done = new Set<string>();
    for (const start of Object.keys(workflow.nodes)) {
        const path: { id: string; rest: string[] }[] = [{ id: start, rest: [...(next.get(start) ?? [])] }];
        const onPath = new Set([start]);
        for (let last = path[path.length - 1]; last; last = path[path.length - 1]) {
            const id = done.has(last.id) ? undefined : last.rest.pop();
            if (id === undefined) {
                done.add(last.id);
                onPath.delete(last.id);
                path.pop();
            } else if (onPath.has(id)) {
                const ids = path.map((step) => step.id);
                return [...ids.slice(ids.indexOf(id)), id];
            } else if (!done.has(id)) {
                onPath.add(id);
                path.push({ id, rest: [...(next.get(id) ?? [])] });
            }
        }
    }
    return undefined;
}

/** Why a wire can't be drawn, in a sentence; undefined when it can. */
export function wireProblem(workflow: Workflow, catalogue: Catalogue, edge: Omit<Edge, "id">): string | undefined {
    const [from, to] = [workflow.nodes[edge.from], workflow.nodes[edge.to]];
    const fromListing = from && catalogue.get(from.type);
    const toListing = to && catalogue.get(to.type);
    if (!fromListing || !toListing) return "One of the two nodes does not exist in this program.";
    if (edge.from === edge.to) return "A node can't come after itself.";
    const givesValue = fromListing.kind === "resource";
    if (givesValue !== edge.isResource) {
        return givesValue
            ? `${edge.from} is a resource: connect it to a parameter.`
            : `${edge.from} sends notes, and a parameter takes a resource.`;
    }
    if (edge.isResource) {
        const parameter = toListing.parameters.find((parameter) => parameter.name === edge.pin);
        if (!parameter) return `${edge.to} has no parameter ${edge.pin}.`;
        const type = parameterType(parameter.type);
        if (!acceptsResource(type, fromListing.makes)) {
            return `${edge.pin} takes ${phrase(type)}; ${edge.from} makes ${fromListing.makes ?? "nothing"}.`;
        }
    } else if (!takesNotes(toListing)) {
        return `A ${toListing.kind} takes no notes.`;
    }
    return reachable(workflow, edge.to, "down").has(edge.from) ? "That would make a cycle." : undefined;
}

