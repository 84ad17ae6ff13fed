import { catalogueOf, type NodeListing } from "../../src/model/catalogue";
import { readWorkflow } from "../../src/model/file";

const listing = (name: string, rest: Partial<NodeListing>): NodeListing => ({
    name, kind: "step", documentation: "", parameters: [], ports: ["out"], location: { file: "A.swift", line: 1 }, ...rest,
});
const parameter = (name: string, type: string, isRequired = false) => ({ name, type, isRequired, documentation: "" });

/** A small program's nodes. */
export const catalogue = catalogueOf([
    listing("Photos/Folder", { kind: "source", parameters: [parameter("in", "path", true)] }),
    listing("Photos/Classify", {
        kind: "batch step", ports: ["sure", "unsure"],
        parameters: [parameter("batchSize", "integer"), parameter("model", "resource OnnxModel", true), parameter("threshold", "number")],
    }),
    listing("Photos/Write", { parameters: [parameter("path", "path", true)] }),
    listing("Models/Onnx", { kind: "resource", ports: [], makes: "OnnxModel", parameters: [parameter("path", "path", true)] }),
    listing("Values/Text", { kind: "resource", ports: [], makes: "String" }),
]);

export const photos = readWorkflow(JSON.stringify({
    graphbook: 1,
    nodes: {
        folder: { node: "Photos/Folder", parameters: { in: "images" } },
        model: { node: "Models/Onnx", parameters: { path: "m.onnx" } },
        classify: { node: "Photos/Classify", after: "folder", parameters: { model: { resource: "model" } } },
        write: { node: "Photos/Write", after: ["classify.sure", "classify.unsure"], parameters: { path: "out.jsonl" } },
    },
}), catalogue);
