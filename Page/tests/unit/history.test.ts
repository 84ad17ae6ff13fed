import assert from "node:assert/strict";
import test from "node:test";
import { emptyHistory, historyLength, recorded, redone, undone } from "../../src/model/history";

test("Undo goes back a step at a time, redo forth again, and a new change ends redo", () => {
    let history = recorded(emptyHistory<number>(), 0, "one", undefined, 0);
    history = recorded(history, 1, "two", undefined, 1);
    const back = undone(history, 2);
    assert.equal(back?.[0], 1);
    const further = back && undone(back[1], back[0]);
    assert.equal(further?.[0], 0);
    assert.equal(further && undone(further[1], 0), undefined);
    const forth = further && redone(further[1], 0);
    assert.equal(forth?.[0], 1);
    const changed = forth && recorded(forth[1], 1, "three", undefined, 2);
    assert.equal(changed && redone(changed, 9), undefined);
});

test("Changes of one key are one step while they follow each other within a second", () => {
    let history = recorded(emptyHistory<string>(), "", "type", "key", 0);
    history = recorded(history, "a", "type", "key", 999);
    history = recorded(history, "ab", "type", "key", 1998);
    assert.equal(history.past.length, 1);
    assert.equal(recorded(history, "abc", "type", "key", 2998).past.length, 2);
    assert.equal(recorded(history, "abc", "type", "other", 2000).past.length, 2);
});

test("The oldest step is forgotten when there are more than two hundred", () => {
    let history = emptyHistory<number>();
    for (let step = 0; step <= historyLength; step++) history = recorded(history, step, `${step}`, undefined, step);
    assert.equal(history.past.length, historyLength);
    assert.equal(history.past[0]?.value, 1);
});
