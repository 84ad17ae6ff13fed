"""Drawing a workflow."""

import json
import re

import pytest
from playwright.sync_api import expect

from conftest import add, card, drag, middle, pin, saved, show

EMPTY = '{"graphbook": 1, "nodes": {}}'
EVERY = json.dumps({"graphbook": 1, "nodes": {"every": {"node": "Try/Every Widget", "layout": {"x": 0, "y": 0}}}})


def point(page, node):
    """Where a node stands in the workflow."""
    return page.evaluate("id => /translate\\((-?\\d+)px, (-?\\d+)px\\)/.exec(document.querySelector(`[data-node='${id}']`).style.transform).slice(1).map(Number)", node)


def test_the_digits_workflow_is_built_by_hand_on_an_empty_canvas(page, server):
    path = server.workflow(EMPTY)
    show(page, path)
    page.get_by_role("button", name="Add a node").click()
    page.get_by_role("combobox", name="Search a node").fill("folders")
    page.keyboard.press("Enter")
    card(page, "folders").get_by_label("in", exact=True).fill("images")
    out = middle(pin(page, "Output out of folders"))
    drag(page, out, (out[0] + 160, out[1] - 30))
    page.get_by_role("combobox", name="Search what comes next").fill("classify")
    page.keyboard.press("Enter")
    model = middle(pin(page, "Resource for model of classify"))
    page.keyboard.press("f")
    page.keyboard.press("Escape")
    model = middle(pin(page, "Resource for model of classify"))
    drag(page, model, (model[0] - 120, model[1] + 90))
    page.get_by_role("combobox", name="Search what comes before").press("Enter")
    card(page, "onnx").get_by_label("path", exact=True).fill("digits.onnx")
    expect(card(page, "classify").get_by_label("model", exact=True)).to_have_value("onnx")
    saved(page)
    nodes = server.file(path)["nodes"]
    assert nodes["classify"]["after"] == ["folders"]
    assert nodes["classify"]["parameters"] == {"model": {"resource": "onnx"}}
    assert nodes["onnx"]["parameters"] == {"path": "digits.onnx"}
    expect(page.locator(".run-controls .warning")).to_have_count(0)


def test_every_parameter_type_has_a_widget(page, server):
    if not server.is_development:
        pytest.skip("needs the development server's node of every type")
    path = server.workflow(EVERY)
    show(page, path)
    every = card(page, "every")
    every.get_by_label("title", exact=True).fill("cats")
    every.get_by_label("count", exact=True).fill("7")
    every.get_by_label("ratio", exact=True).press("ArrowUp")
    every.get_by_role("switch", name="isOn").click()
    every.get_by_label("mode", exact=True).select_option("exact")
    every.get_by_role("button", name=re.compile("^labels")).click()
    every.get_by_role("button", name="Add entry").click()
    every.get_by_label("labels, entry 3").fill("c")
    page.keyboard.press("Escape")
    every.get_by_role("button", name=re.compile("^weights")).click()
    every.get_by_label("Value of a").fill("2.5")
    page.keyboard.press("Escape")
    every.get_by_label("where", exact=True).fill("label = 'cat'")
    every.get_by_label("anything", exact=True).fill('{"a": [1]}')
    every.get_by_role("button", name="Pick a path for folder").click()
    page.get_by_role("button", name="Use folder images").click()
    saved(page)
    assert server.file(path)["nodes"]["every"]["parameters"] == {
        "title": "cats", "count": 7, "ratio": 0.55, "isOn": False, "mode": "exact", "labels": ["a", "b", "c"],
        "weights": {"a": 2.5}, "where": "label = 'cat'", "anything": {"a": [1]}, "folder": "images"}


def test_an_empty_number_is_no_value_and_what_is_no_number_is_marked(page, digits, server):
    field = card(page, "classify").get_by_label("threshold", exact=True)
    field.fill("")
    expect(field).to_have_attribute("placeholder", "0.8")
    field.fill("much")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(card(page, "classify").locator(".foot")).to_contain_text("takes a number, not \"much\"")
    field.fill("")
    saved(page)
    assert "threshold" not in server.file(digits)["nodes"]["classify"]["parameters"]


def test_a_missing_required_value_is_marked_before_a_run(page, digits):
    card(page, "folders").get_by_label("in", exact=True).fill("")
    expect(page.get_by_role("button", name="1 problem")).to_be_visible()
    page.get_by_role("button", name="1 problem").click()
    expect(page.get_by_role("region", name="Problems")).to_contain_text("parameter 'in' of source 'folders' is missing; it takes a path")


def test_only_fitting_pins_light_up_and_a_cycle_is_refused(page, digits):
    start = middle(pin(page, "Output out of write"))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 40, start[1] + 40, steps=2)
    expect(page.locator(".connecting")).to_have_count(1)
    assert page.locator(".pin.fits").count() == 0
    page.mouse.move(*middle(pin(page, "Input of classify")), steps=2)
    page.mouse.up()
    expect(page.get_by_role("status").filter(has_text="cycle")).to_have_text(re.compile("That would make a cycle."))


def test_a_wire_pulled_off_an_input_is_gone_and_comes_back_by_undo(page, digits):
    expect(page.locator("g.wire")).to_have_count(5)
    start = middle(pin(page, "Input of write"))
    canvas = page.locator(".canvas").bounding_box()
    drag(page, start, (start[0], canvas["y"] + 30))
    expect(page.locator("g.wire")).to_have_count(4)
    page.keyboard.press("Control+z")
    expect(page.locator("g.wire")).to_have_count(5)


def test_a_drag_moves_a_node_as_one_step(page, digits):
    before = point(page, "write")
    x, y = middle(card(page, "write").locator("strong"))
    drag(page, (x, y), (x - 60, y + 70))
    assert point(page, "write") != before
    page.get_by_role("button", name="Undo move write").click()
    assert point(page, "write") == before
    page.get_by_role("button", name="Redo move write").click()
    assert point(page, "write") != before


def test_typing_is_one_step_with_a_label(page, digits):
    card(page, "folders").get_by_label("in", exact=True).fill("")
    card(page, "folders").get_by_label("in", exact=True).press_sequentially("other")
    page.get_by_role("button", name="Undo set folders.in").click()
    expect(card(page, "folders").get_by_label("in", exact=True)).to_have_value("images")


def test_a_box_selects_and_arrows_nudge_what_is_selected(page, digits):
    canvas = page.locator(".canvas").bounding_box()
    drag(page, (canvas["x"] + 8, canvas["y"] + 8), (canvas["x"] + canvas["width"] - 8, canvas["y"] + canvas["height"] - 8), ["Shift"])
    expect(page.locator(".card.selected")).to_have_count(5)
    before = point(page, "classify")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert point(page, "classify") == [before[0] + 8, before[1] + 80]
    expect(page.get_by_role("button", name=re.compile("Undo nudge 5 things"))).to_be_visible()


def test_copy_cut_paste_and_duplicate(page, digits):
    card(page, "accuracy").locator("strong").click()
    page.keyboard.press("Control+c")
    clip = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert clip["nodes"]["accuracy"]["node"] == "Digits/Accuracy"
    page.keyboard.press("Control+v")
    expect(card(page, "accuracy2")).to_be_visible()
    page.keyboard.press("Control+x")
    expect(card(page, "accuracy2")).to_have_count(0)
    card(page, "accuracy").locator("strong").click()
    page.keyboard.press("Control+d")
    expect(card(page, "accuracy2")).to_be_visible()
    expect(page.locator("g.wire")).to_have_count(7)


def test_tidy_lays_out_and_fit_shows_all(page, digits):
    x, y = middle(card(page, "write").locator("strong"))
    drag(page, (x, y), (x - 300, y + 120))
    moved = point(page, "write")
    page.keyboard.press("Escape")
    page.locator(".canvas").click(position={"x": 10, "y": 10})
    page.keyboard.press("l")
    assert point(page, "write") != moved
    assert point(page, "folders")[0] < point(page, "classify")[0] < point(page, "accuracy")[0] < point(page, "write")[0]
    page.keyboard.press("f")
    for node in ("folders", "write"):
        expect(card(page, node)).to_be_in_viewport(ratio=0.99)


def test_a_node_is_renamed_and_what_names_it_follows(page, digits, server):
    card(page, "network").locator("strong").click()
    page.keyboard.press("F2")
    page.get_by_label("Name; wires and settings follow").fill("class.ify")
    expect(page.get_by_text("A node's name has no '.' and no '='.")).to_be_visible()
    page.get_by_label("Name; wires and settings follow").fill("model")
    page.keyboard.press("Enter")
    expect(card(page, "model")).to_be_visible()
    saved(page)
    assert server.file(digits)["nodes"]["classify"]["parameters"]["model"] == {"resource": "model"}


def test_a_bypassed_node_is_left_out_of_the_run(page, digits, server):
    card(page, "accuracy").locator("strong").click()
    page.keyboard.press("b")
    expect(card(page, "accuracy")).to_have_class(re.compile("bypassed"))
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".run-state b")).to_be_visible()
    run = server.ask("GET", "/api/runs?limit=1")["runs"][0]
    nodes = json.loads(server.ask("GET", f"/api/runs/{run['id']}/workflow")["text"])["nodes"]
    assert "accuracy" not in nodes
    assert nodes["write"]["after"] == ["classify.sure", "classify.unsure"]


def test_frames_move_their_nodes_and_sticky_notes_hold_markdown(page, digits, server):
    card(page, "write").locator("strong").click()
    page.keyboard.press("Control+g")
    page.get_by_label("Title of the frame").fill("Results")
    page.locator(".canvas").click(position={"x": 10, "y": 10})
    before = point(page, "write")
    box = page.locator("section.frame").bounding_box()
    drag(page, (box["x"] + 8, box["y"] + box["height"] - 40), (box["x"] + 8, box["y"] + box["height"] - 90))
    assert point(page, "write")[1] < before[1]
    page.keyboard.press("n")
    page.locator("section.sticky").dblclick(position={"x": 30, "y": 20})
    page.get_by_label("Text of the note, Markdown").fill("Look at **unsure** first <b>x</b>")
    page.keyboard.press("Escape")
    expect(page.locator(".sticky strong")).to_have_text("unsure")
    expect(page.locator(".sticky")).to_contain_text("<b>x</b>")
    saved(page)
    layout = server.file(digits)["layout"]
    assert layout["frames"][0]["title"] == "Results"
    assert layout["notes"][0]["text"].startswith("Look at")


def test_collapse_and_delete(page, digits):
    card(page, "classify").locator("strong").click()
    page.keyboard.press("c")
    expect(card(page, "classify").locator(".parameters")).to_have_count(0)
    page.keyboard.press("Delete")
    expect(card(page, "classify")).to_have_count(0)
    expect(page.locator("g.wire")).to_have_count(1)


def test_find_jumps_to_a_parameter(page, digits):
    page.keyboard.press("Control+f")
    page.locator(".search-list input").fill("digits.onnx")
    page.keyboard.press("Enter")
    expect(card(page, "network")).to_have_class(re.compile("selected"))


def test_every_command_is_in_the_palette_and_the_sheet(page, digits):
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys and gestures")).to_contain_text("Tidy up")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator(".search-list input").fill("select all")
    page.keyboard.press("Enter")
    expect(page.locator(".card.selected")).to_have_count(5)


def test_a_node_is_connected_by_keyboard(page, digits):
    add(page, "Accuracy")
    expect(card(page, "accuracy2")).to_be_visible()
    pin(page, "Input of accuracy2").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Search what comes before").fill("folders")
    page.keyboard.press("Enter")
    expect(page.locator("g.wire")).to_have_count(6)


def test_the_table_connects_as_well(page, digits):
    page.locator(".canvas").click(position={"x": 10, "y": 10})
    page.keyboard.press("t")
    page.get_by_label("Let write come after").select_option(label="folders")
    expect(page.locator("tr", has_text="Files/Write JSON Lines").locator(".chip")).to_have_count(2)
    page.get_by_role("button", name="Disconnect write from folders").click()
    expect(page.locator("tr", has_text="Files/Write JSON Lines").locator(".chip")).to_have_count(1)


def test_theme_view_and_selection_are_kept(page, digits):
    card(page, "write").locator("strong").click()
    page.mouse.wheel(0, -300)
    view = page.locator(".world").get_attribute("style")
    page.get_by_role("button", name="Theme: as the system").click()
    page.get_by_role("button", name="Theme: dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(card(page, "write")).to_have_class(re.compile("selected"))
    assert page.locator(".world").get_attribute("style") == view


def test_the_inspector_shows_documentation_parameters_and_ports(page, digits):
    inspector = page.get_by_role("complementary", name="Inspector")
    expect(inspector).to_contain_text("Reads 500 handwritten digits")
    card(page, "classify").locator("strong").click()
    expect(inspector).to_contain_text("Names the digit in each picture, and how probable it is.")
    expect(inspector).to_contain_text("Takes pictures [N, 1, 8, 8], returns scores [N, 10].")
    expect(inspector).to_contain_text("to accuracy")
    expect(inspector).to_contain_text("Digits/Classify.swift")


def test_the_minimap_goes_where_it_is_clicked(page, digits):
    before = page.locator(".world").get_attribute("style")
    page.locator(".minimap").click(position={"x": 20, "y": 20})
    assert page.locator(".world").get_attribute("style") != before
