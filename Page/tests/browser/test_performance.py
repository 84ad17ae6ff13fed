"""A drag among 1000 nodes keeps within a frame.

Question: how much of a frame's 16.7 ms does the page's main thread need while a node is dragged? Measured as CPU time
of the thread, so that a busy machine changes it little. On 2 busy cores without a graphics card, 1440 × 900: script p95
2.0 to 3.4 ms, all work p95 8.1 to 10.2 ms.
"""

import json

import pytest

from conftest import opened, show

COUNT = 1000
FRAMES = 60
SCRIPT_LIMIT, TASK_LIMIT = 6.0, 14.0


def workflow() -> str:
    nodes = {"n0": {"node": "Digits/Folders", "parameters": {"in": "images"}, "layout": {"x": 0, "y": 0}}}
    for number in range(1, COUNT):
        nodes[f"n{number}"] = {
            "node": "Digits/Accuracy", "after": [f"n{max(0, number - 20)}"],
            "layout": {"x": number // 20 * 336, "y": number % 20 * 220}}
    return json.dumps({"graphbook": 1, "nodes": nodes})


@pytest.mark.parametrize("zoom", [None, 0.5, 1.0], ids=["all seen", "50 %", "100 %"])
def test_a_drag_frame_fits_into_its_budget(browser, server, zoom):
    context, page = opened(browser, server)
    path = server.workflow(workflow())
    if zoom:
        # The view is kept by the browser: begin with the one that is measured.
        view = json.dumps({"x": -2000 * zoom, "y": -800 * zoom, "zoom": zoom})
        page.add_init_script(f"localStorage.setItem('graphbook.view.{path}', JSON.stringify({view}))")
    show(page, path)
    page.wait_for_timeout(500)
    box = page.locator(".canvas").bounding_box()
    start = grip(page, box, zoom)
    cdp = context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 5, start[1] + 5)
    script, task = [], []
    before = metrics(cdp)
    for frame in range(FRAMES):
        page.mouse.move(start[0] + 10 + frame * 2, start[1] + 10 + frame)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        after = metrics(cdp)
        script.append((after["ScriptDuration"] - before["ScriptDuration"]) * 1000)
        task.append((after["TaskDuration"] - before["TaskDuration"]) * 1000)
        before = after
    page.mouse.up()
    assert page.get_by_role("button", name="Undo move n").count() == 1, "the drag has moved a node"
    context.close()
    told = f"script p50 {share(script, 0.5):.1f} p95 {share(script, 0.95):.1f} ms, all work p50 {share(task, 0.5):.1f} p95 {share(task, 0.95):.1f} ms"
    print(told)
    assert share(script, 0.95) < SCRIPT_LIMIT and share(task, 0.95) < TASK_LIMIT, told


def grip(page, box, zoom):
    """A point on a node to drag it by."""
    if zoom is None:
        view = page.evaluate("new DOMMatrix(getComputedStyle(document.querySelector('.world')).transform).toJSON()")
        x, y = 336 * 25 + 60, 220 * 10 + 20
        return box["x"] + x * view["a"] + view["e"], box["y"] + y * view["d"] + view["f"]
    for card in page.locator(".card header strong").all():
        spot = card.bounding_box()
        if box["x"] + 250 < spot["x"] < box["x"] + box["width"] - 400 and box["y"] + 100 < spot["y"] < box["y"] + box["height"] - 150:
            return spot["x"] + 8, spot["y"] + spot["height"] / 2
    raise AssertionError("no node is in the middle of the canvas")


def metrics(cdp) -> dict[str, float]:
    return {metric["name"]: metric["value"] for metric in cdp.send("Performance.getMetrics")["metrics"]}


def share(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
