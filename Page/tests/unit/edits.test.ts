import assert from "node:assert/strict";
import test from "node:test";
import { copied, pasted, readClipboard } from "../../src/model/clipboard";
import { addNode, connect, remove, rename, renameProblem, setParameter, withoutBypassed, changeNode } from "../../src/model/edits";
import { differences } from "../../src/model/differences";
import { edgesOf, emptyWorkflow, reachable } from "../../src/model/workflow";
import { photos } from "./model";

const ids = (edges: { id: string }[]) => edges.map((edge) => edge.id).sort();

test("Wires are what comes after what, and which resource is named where", () => {
    assert.deepEqual(ids(edgesOf(photos)), [
        "classify.sure>write.in", "classify.unsure>write.in", "folder.out>classify.in", "model.value=classify.model"]);
    assert.deepEqual([...reachable(photos, "model", "down")].sort(), ["classify", "model", "write"]);
    assert.deepEqual([...reachable(photos, "classify", "up")].sort(), ["classify", "folder", "model"]);
});

test("A removed node takes its wires along, and what named it forgets it", () => {
    const left = remove(photos, new Set(["model", "classify"]));
    assert.deepEqual(Object.keys(left.nodes), ["folder", "write"]);
    assert.deepEqual(left.nodes["write"]?.after, []);
    assert.equal(remove(photos, new Set(["model"])).nodes["classify"]?.parameters["model"], undefined);
});

test("Connecting twice is connecting once", () => {
    const edge = { from: "folder", port: "out", to: "write", pin: "in", isResource: false };
    const once = connect(photos, edge);
    assert.equal(once.nodes["write"]?.after.length, 3);
    assert.equal(connect(once, edge), once);
});

test("A rename is followed by wires and settings, and keeps the order", () => {
    const renamed = rename(rename(photos, "model", "net"), "classify", "sort");
    assert.deepEqual(Object.keys(renamed.nodes), ["folder", "net", "sort", "write"]);
    assert.deepEqual(renamed.nodes["sort"]?.parameters["model"], { resource: "net" });
    assert.deepEqual(renamed.nodes["write"]?.after.map((outlet) => outlet.node), ["sort", "sort"]);
});

for (const [name, problem] of [
    ["", "A node needs a name."], ["a.b", "A node's name has no '.' and no '='."], ["write", "There is a node 'write' already."], ["folder", undefined],
] as const) {
    test(`'${name}' as a name of 'folder': ${problem ?? "good"}`, () => assert.equal(renameProblem(photos, "folder", name), problem));
}

test("Ids are made of the type's name, and are free", () => {
    const [one, first] = addNode(emptyWorkflow, "Files/Write JSON Lines", { x: 0, y: 0 });
    const [, second] = addNode(one, "Files/Write JSON Lines", { x: 0, y: 0 });
    assert.deepEqual([first, second], ["writeJSONLines", "writeJSONLines2"]);
});

test("Without a bypassed step, what came after it comes after what was before it", () => {
    const run = withoutBypassed(changeNode(photos, "classify", { isBypassed: true }));
    assert.deepEqual(Object.keys(run.nodes), ["folder", "model", "write"]);
    assert.deepEqual(run.nodes["write"]?.after, [{ node: "folder", port: "out" }]);
    assert.equal(withoutBypassed(photos), photos);
});

test("A bypassed resource is named no more", () => {
    const run = withoutBypassed(changeNode(photos, "model", { isBypassed: true }));
    assert.deepEqual(run.nodes["classify"]?.parameters, {});
});

test("A copy is pasted under free ids, with the wires among what was copied", () => {
    const clip = readClipboard(copied(photos, new Set(["classify", "write"])));
    assert.ok(clip);
    const [workflow, fresh] = pasted(photos, clip, { x: 1000, y: 0 });
    assert.deepEqual([...fresh].sort(), ["classify2", "write2"]);
    assert.deepEqual(workflow.nodes["write2"]?.after.map((outlet) => outlet.node), ["classify2", "classify2"]);
    assert.deepEqual(workflow.nodes["classify2"]?.after, []);
    assert.equal(Math.min(...[...fresh].map((id) => workflow.nodes[id]?.x ?? 0)), 1000);
    const [kept] = pasted(photos, clip, { x: 0, y: 0 }, true);
    assert.deepEqual(kept.nodes["classify2"]?.after, [{ node: "folder", port: "out" }]);
    assert.deepEqual(kept.nodes["classify2"]?.parameters["model"], { resource: "model" });
});

test("Text that is no workflow is not pasted", () => {
    assert.equal(readClipboard("hello"), undefined);
    assert.equal(readClipboard('{"a": 1}'), undefined);
});

test("Differences tell added, removed, changed and moved things apart", () => {
    let other = setParameter(photos, "classify", "threshold", 0);
    other = remove(changeNode(other, "folder", { x: 999 }), new Set(["write"]));
    other = addNode(other, "Photos/Write", { x: 0, y: 0 })[0];
    other = rename(other, "write", "save");
    assert.deepEqual(differences(photos, other).map(({ kind, subject, detail, after }) => [kind, subject, detail, after]), [
        ["moved", "folder", "", `999, ${photos.nodes["folder"]?.y}`], ["changed", "classify", "threshold", "0"], ["removed", "write", "", ""],
        ["added", "save", "", "Photos/Write"]]);
    assert.deepEqual(differences(photos, photos), []);
});
