import assert from "node:assert/strict";
import test from "node:test";
import { check, wireProblem } from "../../src/model/check";
import { changeNode, connect, setParameter } from "../../src/model/edits";
import { acceptsResource, fits, parameterType, phrase } from "../../src/model/parameterType";
import { emptyWorkflow, type Workflow } from "../../src/model/workflow";
import type { Json } from "../../src/model/json";
import { catalogue, photos } from "./model";

const messages = (workflow: Workflow) => check(workflow, catalogue).map((problem) => problem.message);

const cases: [string, Workflow, string[]][] = [
    ["a good workflow", photos, []],
    ["an empty one", emptyWorkflow, ["the workflow has no source, so nothing would happen"]],
    ["an unknown type", changeNode(photos, "write", { type: "Photos/Wrte" }), ["node 'write' is a 'Photos/Wrte', which does not exist; did you mean 'Photos/Write'?"]],
    ["nothing before", changeNode(photos, "write", { after: [] }), ["step 'write' comes after nothing: it would never see a note"]],
    ["an unknown port", changeNode(photos, "write", { after: [{ node: "classify", port: "shure" }] }),
        ["batch step 'classify' has no port 'shure', which 'write' comes after; it has 'sure'"]],
    ["a missing value", setParameter(photos, "folder", "in", undefined), ["parameter 'in' of source 'folder' is missing; it takes a path"]],
    ["a wrong type", setParameter(photos, "classify", "threshold", "x"), ["parameter 'threshold' of batch step 'classify' takes a number, not \"x\""]],
    ["an empty batch", setParameter(photos, "classify", "batchSize", 0), ["parameter 'batchSize' of batch step 'classify' is 0; a batch has at least 1 item"]],
    ["an unknown parameter", setParameter(photos, "classify", "treshold", 1), ["batch step 'classify' has no parameter 'treshold'; it has 'threshold'"]],
    ["an unknown resource", setParameter(photos, "classify", "model", { resource: "modle" }),
        ["parameter 'model' of batch step 'classify' names resource 'modle', which the workflow lacks; it has 'model'"]],
    ["a step as a resource", setParameter(photos, "classify", "model", { resource: "write" }),
        ["parameter 'model' of batch step 'classify' names 'write', which is a step, not a resource", "the nodes form a cycle: classify → write → classify"]],
    ["a source after something", changeNode(photos, "folder", { after: [{ node: "model", port: "out" }] }),
        ["source 'folder' comes after 'model', but a source takes no notes"]],
];
for (const [name, workflow, problems] of cases) test(`Checking ${name}`, () => assert.deepEqual(messages(workflow), problems));

test("A wire fits by what it carries, and makes no cycle", () => {
    const wire = (from: string, port: string, to: string, pin: string, isResource = false) =>
        wireProblem(photos, catalogue, { from, port, to, pin, isResource });
    assert.equal(wire("folder", "out", "write", "in"), undefined);
    assert.equal(wire("model", "value", "classify", "model", true), undefined);
    assert.equal(wire("write", "out", "classify", "in"), "That would make a cycle.");
    assert.equal(wire("write", "out", "write", "in"), "A node can't come after itself.");
    assert.equal(wire("model", "value", "write", "in"), "model is a resource: connect it to a parameter.");
    assert.equal(wire("folder", "out", "classify", "model", true), "folder sends notes, and a parameter takes a resource.");
    assert.equal(wire("write", "out", "folder", "in"), "A source takes no notes.");
    assert.equal(wire("model", "value", "classify", "threshold", true), "threshold takes a number; model makes OnnxModel.");
});

test("A cycle is told once", () => {
    const cycle = connect(photos, { from: "write", port: "out", to: "classify", pin: "in", isResource: false });
    assert.deepEqual(messages(cycle), ["the nodes form a cycle: classify → write → classify"]);
});

const values: [string, Json, boolean][] = [
    ["integer", 1, true], ["integer", 1.5, false], ["number", 1.5, true], ["number", "1", false], ["boolean", false, true], ["path", "", true],
    ["a|b", "b", true], ["a|b", "c", false], ["list of integer", [], true], ["list of integer", [1, "x"], false], ["dictionary of number", { a: 1 }, true],
    ["dictionary of list of string", { a: ["b"] }, true], ["any", null, true], ["resource OnnxModel", "x", false],
];
for (const [type, value, isFitting] of values) {
    test(`${JSON.stringify(value)} ${isFitting ? "is" : "is not"} ${phrase(parameterType(type))}`, () => assert.equal(fits(parameterType(type), value), isFitting));
}

test("A text parameter takes a resource that makes text", () => {
    assert.ok(acceptsResource(parameterType("string"), "String"));
    assert.ok(!acceptsResource(parameterType("integer"), "String"));
    assert.ok(!acceptsResource(parameterType("string"), undefined));
});
