import assert from "node:assert/strict";
import test from "node:test";
import { boxOf, fitting, hull, inPinAt, outPinAt, overlaps, toWorkflow, zoomed } from "../../src/model/geometry";
import { readWorkflow } from "../../src/model/file";
import { tidied } from "../../src/model/tidy";
import { listingOf, type Workflow } from "../../src/model/workflow";
import { catalogue, photos } from "./model";

function grid(count: number): Workflow {
    const nodes = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, {
        node: index === 0 ? "Photos/Folder" : "Photos/Write", layout: { x: 0, y: 0 },
        ...(index === 0 ? {} : { after: [`n${Math.floor((index - 1) / 3)}`] }),
    }]));
    return readWorkflow(JSON.stringify({ graphbook: 1, nodes }));
}

for (const count of [1, 2, 40, 300]) {
    test(`No two of ${count} tidied nodes overlap`, () => {
        const boxes = Object.values(tidied(grid(count), catalogue).nodes).map((node) => boxOf(node, catalogue));
        boxes.forEach((box, place) => boxes.slice(place + 1).forEach((other) => assert.ok(!overlaps(box, other))));
    });
}

test("What is connected by one wire stands level", () => {
    const workflow = readWorkflow(JSON.stringify({
        graphbook: 1, nodes: { a: { node: "Photos/Folder" }, b: { node: "Photos/Write", after: "a" } },
    }), catalogue);
    const { a, b } = workflow.nodes;
    assert.ok(a && b);
    const start = outPinAt(a, listingOf(a, catalogue), "out"), end = inPinAt(b, listingOf(b, catalogue), "in", false);
    assert.ok(Math.abs(start.y - end.y) < 2);
});

test("Tidying some nodes leaves the others where they are", () => {
    const workflow = tidied(photos, catalogue, new Set(["classify", "write"]));
    assert.equal(workflow.nodes["folder"], photos.nodes["folder"]);
});

test("A cycle is laid out all the same", () => {
    const cycle = readWorkflow('{"graphbook": 1, "nodes": {"a": {"node": "Photos/Write", "after": "b"}, "b": {"node": "Photos/Write", "after": "a"}}}', catalogue);
    assert.equal(Object.keys(cycle.nodes).length, 2);
});

test("Nothing to tidy is nothing changed", () => {
    const empty = { ...photos, nodes: {} };
    assert.equal(tidied(empty, catalogue), empty);
    assert.equal(hull([]), undefined);
});

test("Zooming keeps what is under the pointer", () => {
    const view = { x: 10, y: 20, zoom: 0.5 };
    const at = { x: 300, y: 200 };
    assert.deepEqual(toWorkflow(zoomed(view, at, 1.5), at), toWorkflow(view, at));
    assert.equal(zoomed(view, at, 1000).zoom, 2.5);
    assert.equal(zoomed(view, at, 0).zoom, 0.08);
});

test("What fits is in the middle; what does not begins at the left", () => {
    assert.deepEqual(fitting({ x: 0, y: 0, width: 100, height: 100 }, 500, 300), { zoom: 1, x: 200, y: 100 });
    const wide = fitting({ x: 0, y: 0, width: 5000, height: 100 }, 390, 700, 0.5);
    assert.equal(wide.zoom, 0.5);
    assert.ok(wide.x > 0 && wide.x < 40);
});
