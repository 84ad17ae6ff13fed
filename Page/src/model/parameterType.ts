import { isObject, type Json } from "./json";

/** A parameter's type, read from its name in the catalogue: `integer`, `list of path`, `cpu|cuda`. */
export type ParameterType =
    | { kind: "string" | "number" | "integer" | "boolean" | "path" | "condition" | "any" }
    | { kind: "choice"; options: string[] }
    | { kind: "list"; element: ParameterType }
    | { kind: "dictionary"; value: ParameterType }
    | { kind: "resource"; makes: string };

const plain = new Set(["string", "number", "integer", "boolean", "path", "condition", "any"]);

/** Reads a type's name. A name this page does not know is `any`: its value is edited as JSON. */
export function parameterType(name: string): ParameterType {
    if (plain.has(name)) return { kind: name as "string" };
    if (name.startsWith("list of ")) return { kind: "list", element: parameterType(name.slice(8)) };
    if (name.startsWith("dictionary of ")) return { kind: "dictionary", value: parameterType(name.slice(14)) };
    if (name.startsWith("resource ")) return { kind: "resource", makes: name.slice(9) };
    if (name.includes("|")) return { kind: "choice", options: name.split("|") };
    return { kind: "any" };
}

/** The type in an error's words, as `graphbook run` says them. */
export function phrase(type: ParameterType): string {
    switch (type.kind) {
        case "string": return "text";
        case "number": return "a number";
        case "integer": return "an integer";
        case "boolean": return "true or false";
        case "path": return "a path";
        case "condition": return "a condition";
        case "any": return "a value";
        case "choice": return `one of ${type.options.join(", ")}`;
        case "list": return `a list (each ${phrase(type.element)})`;
        case "dictionary": return `an object (each value ${phrase(type.value)})`;
        case "resource": return `a resource that makes ${type.makes}`;
    }
}

export function fits(type: ParameterType, value: Json): boolean {
    switch (type.kind) {
        case "string": case "path": case "condition": return typeof value === "string";
        case "number": return typeof value === "number";
        case "integer": return typeof value === "number" && Number.isInteger(value);
        case "boolean": return typeof value === "boolean";
        case "choice": return typeof value === "string" && type.options.includes(value);
        case "list": return Array.isArray(value) && value.every((element) => fits(type.element, element));
        case "dictionary": return isObject(value) && Object.values(value).every((element) => fits(type.value, element));
        case "resource": return false;
        case "any": return true;
    }
}

const swiftNames: Record<string, string> = {
    string: "String", number: "Double", integer: "Int", boolean: "Bool", path: "FilePath",
};

/** Whether a resource that makes the Swift type `makes` can be named by a parameter. */
export function acceptsResource(type: ParameterType, makes: string | undefined): boolean {
    if (makes === undefined) return false;
    if (type.kind === "resource") return type.makes === makes;
    return type.kind === "any" || swiftNames[type.kind] === makes;
}

/** A fresh value of a type, for a new entry of a list. */
export function blank(type: ParameterType): Json {
    switch (type.kind) {
        case "number": case "integer": return 0;
        case "boolean": return false;
        case "choice": return type.options[0] ?? "";
        case "list": return [];
        case "dictionary": return {};
        default: return "";
    }
}
