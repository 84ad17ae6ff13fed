import assert from "node:assert/strict";
import test from "node:test";
import { readWorkflow, writeWorkflow } from "../../src/model/file";
import { photos } from "./model";

const whole = {
    graphbook: 1, name: "a", documentation: "b",
    nodes: { x: { node: "A/B", after: ["y.keep"], parameters: { n: 0, t: "", l: [] }, stage: { queue: 2 }, layout: { x: 8, y: -16, isCollapsed: true } }, y: { node: "A/C", layout: { x: 0, y: 0 } } },
    layout: { frames: [{ title: "f", colour: 2, x: 1, y: 2, width: 300, height: 200 }], notes: [{ text: "*hi*", x: 0, y: 0, width: 240, height: 120 }] },
};

test("A workflow is written as it was read", () => {
    assert.deepEqual(JSON.parse(writeWorkflow(readWorkflow(JSON.stringify(whole)))), whole);
});

test("Writing twice gives the same text", () => {
    const text = writeWorkflow(photos);
    assert.equal(writeWorkflow(readWorkflow(text)), text);
});

test("Nodes without a place are laid out from left to right", () => {
    const { folder, classify, write } = photos.nodes;
    assert.ok(folder && classify && write && folder.x < classify.x && classify.x < write.x);
});

for (const [text, message] of [
    ["{", /^The file is no JSON/], ["[]", 'The file is no workflow: one begins with {"graphbook": 1, …}'],
    ['{"graphbook": 2}', "The file is of version 2; this page reads version 1"], ['{"graphbook": 1, "nodes": []}', "'nodes' takes an object of nodes by id"],
    ['{"graphbook": 1, "nodes": {"a": 1}}', "Node 'a' takes an object"],
] as [string, string | RegExp][]) {
    test(`${text} is refused`, () => assert.throws(() => readWorkflow(text), { message }));
}
