import assert from "node:assert/strict";
import test from "node:test";
import { byteCount, counted, duration, moment, perSecond } from "../../src/app/quantities";
import { readRoute, routeAddress } from "../../src/app/route";
import { ranked } from "../../src/model/fuzzy";
import { nearest } from "../../src/model/nearest";
import { captionOf } from "../../src/runs/caption";
import { relative, resolved } from "../../src/widgets/paths";

test("An address leads back to what it was made of", () => {
    const route = { workflow: "a b/ü?.json", run: "12", isSnapshot: true, tab: "logs", node: "x&y", port: undefined, note: "0.3" };
    assert.deepEqual(readRoute(routeAddress(route)), route);
    assert.equal(readRoute("").workflow, undefined);
    assert.equal(routeAddress({ workflow: "a/b.json", run: "1", isSnapshot: true }), "#/a/b.json?run=1&snapshot");
});

test("A search finds letters in order, starts of words first", () => {
    const names = ["Images/Resize", "Files/Write JSON Lines", "Digits/Classify"];
    assert.deepEqual(ranked("wjl", names, (name) => name), ["Files/Write JSON Lines"]);
    assert.deepEqual(ranked("res", names, (name) => name)[0], "Images/Resize");
    assert.deepEqual(ranked("", names, (name) => name), names);
    assert.deepEqual(ranked("zz", names, (name) => name), []);
});

test("The nearest name is near", () => {
    assert.equal(nearest("treshold", ["threshold", "batchSize"]), "threshold");
    assert.equal(nearest("side", ["threshold"]), undefined);
});

test("Paths go from the workflow's folder to the project's and back", () => {
    assert.equal(relative("images/a.png", ""), "images/a.png");
    assert.equal(relative("images/a.png", "flows/x"), "../../images/a.png");
    assert.equal(relative("flows", "flows"), ".");
    assert.equal(resolved("../images", "flows"), "images");
    assert.equal(resolved("../../etc", "flows"), undefined);
    assert.equal(resolved("/etc", "flows"), undefined);
});

test("Numbers are told as people read them", () => {
    assert.deepEqual([duration(0.126), duration(12.34), duration(200), duration(7500)], ["0.13 s", "12.3 s", "3 min 20 s", "2 h 5 min"]);
    assert.deepEqual([perSecond(0), perSecond(9.96), perSecond(3963)], ["", "10.0/s", "3,963/s"]);
    assert.deepEqual([byteCount(0), byteCount(999), byteCount(1500), byteCount(2.4e9)], ["0 B", "999 B", "1.5 KB", "2.4 GB"]);
    assert.deepEqual([counted(1, "note"), counted(1200, "note")], ["1 note", "1,200 notes"]);
    const now = new Date("2026-01-02T12:00:00");
    assert.equal(moment("2026-01-02T11:55:00", now), "5 min ago");
    assert.equal(moment("2026-01-01T11:55:00", now), "1 Jan 11:55");
});

test("A picture's caption is what its item says", () => {
    const note = { label: "1", image_paths: [{ value: "a.png", prediction: 7, probability: 0.987 }] };
    assert.equal(captionOf(note, "image_paths[0]"), "prediction 7 · probability 0.99");
    assert.equal(captionOf({ label: "1", path: "b.png" }, "path"), "label 1 · path b.png");
});
