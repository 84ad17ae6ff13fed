import { readFileSync } from "node:fs";

/** As the host of the digits example listed it, and two nodes with the parameter types that it does not use. */
const recorded = JSON.parse(readFileSync(new URL("recorded/catalogue.json", import.meta.url), "utf8"));

const parameter = (name, type, defaultValue, documentation = "") =>
    ({ name, type, isRequired: defaultValue === undefined, ...(defaultValue === undefined ? {} : { defaultValue }), documentation });

const everyType = {
    name: "Try/Every Widget", kind: "step", documentation: "Has a parameter of every type, and does nothing with them.",
    parameters: [
        parameter("title", "string", "digits", "A text."), parameter("count", "integer", 3, "A whole number."),
        parameter("ratio", "number", 0.5, "A number."), parameter("isOn", "boolean", true, "A switch."),
        parameter("mode", "fast|exact", "fast", "A choice."), parameter("labels", "list of string", ["a", "b"], "A list."),
        parameter("weights", "dictionary of number", { a: 1 }, "A dictionary."), parameter("folder", "path", ".", "A path."),
        parameter("where", "condition", "score > 0.5", "A condition."), parameter("anything", "any", null, "Any value."),
    ],
    ports: ["out"], location: { file: "Try/EveryWidget.swift", line: 3 },
};

const mixer = {
    name: "Try/Mix", kind: "step", documentation: "Passes notes on.", parameters: [parameter("itemKey", "string", "items")], ports: ["out", "rest"],
    location: { file: "Try/Mix.swift", line: 7 },
};

export const catalogue = { revision: "1", nodes: [...recorded, everyType, mixer] };
