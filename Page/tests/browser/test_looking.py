"""Looking at what a run made."""

import re

import pytest
from playwright.sync_api import expect

from conftest import run


@pytest.fixture
def outputs(page, digits):
    run(page)
    page.get_by_role("tab", name="Outputs").click()
    page.get_by_role("button", name=re.compile(r"^classify\.unsure")).click()
    return page.get_by_role("region", name="Outputs of classify, port unsure")


def test_pictures_are_thumbnails_and_whole_on_a_click(page, outputs):
    first = outputs.locator(".gallery button").first
    expect(first.locator("img")).to_have_js_property("complete", True)
    assert first.locator("img").evaluate("image => image.naturalWidth") > 0
    expect(first).to_contain_text("prediction")
    first.click()
    expect(page.get_by_role("dialog").get_by_role("img")).to_have_attribute("src", re.compile("size=full"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog")).to_have_attribute("aria-label", re.compile("Picture 2 of"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_table_sorts_and_filters(page, outputs):
    page.get_by_role("button", name="Table", exact=True).click()
    label = outputs.get_by_role("columnheader", name="label")
    label.get_by_role("button").click()
    expect(label).to_have_attribute("aria-sort", "ascending")
    first = outputs.locator("tbody tr").first.inner_text()
    label.get_by_role("button").click()
    expect(label).to_have_attribute("aria-sort", "descending")
    assert outputs.locator("tbody tr").first.inner_text() != first
    page.get_by_label("Text in the note").fill("no note holds this")
    expect(outputs).to_contain_text("No kept note holds this text.")


def test_json_and_text(page, outputs):
    page.get_by_role("button", name="JSON", exact=True).click()
    expect(outputs.locator(".json-key").first).to_be_attached()
    page.get_by_role("button", name="Text", exact=True).click()
    expect(outputs.locator("pre")).to_contain_text('"image_paths"')


def test_a_note_is_followed_through_the_graph(page, outputs):
    page.get_by_role("button", name="Table", exact=True).click()
    outputs.get_by_role("button", name=re.compile("^Follow note")).first.click()
    way = page.get_by_role("list", name=re.compile("The way of note"))
    for node in ("folders", "classify", "accuracy", "write"):
        expect(way.get_by_role("button", name=node, exact=True).first).to_be_visible()
    expect(page.locator(".card.selected")).to_have_count(4)
    number = page.locator(".note-path b").inner_text()
    page.get_by_role("button", name="Next note").click()
    expect(page.locator(".note-path b")).not_to_have_text(number)
    page.get_by_role("button", name="Back to the ports").click()
    expect(outputs).to_be_visible()


def test_logs_filter_by_level_node_and_text_and_say_why_they_are_empty(page, digits):
    run(page)
    page.get_by_role("tab", name="Logs").click()
    log = page.get_by_role("list", name="Log")
    expect(log).to_contain_text("digits are right")
    page.get_by_label("Node", exact=True).select_option("accuracy")
    expect(log.get_by_role("listitem")).to_have_count(1)
    page.get_by_label("Text in the line").fill("nothing like this")
    expect(page.get_by_text("No line fits this filter.")).to_be_visible()
    page.get_by_label("Text in the line").fill("")
    expect(log.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="1 lines copied")).to_be_visible()
    assert "digits are right" in page.evaluate("navigator.clipboard.readText()")


def test_empty_panels_say_why(page, digits):
    expect(page.get_by_text("No run is watched.")).to_be_visible()
    page.get_by_role("tab", name="Problems").click()
    expect(page.get_by_text("No problems: the workflow can run.")).to_be_visible()
    run(page)
    page.get_by_role("tab", name="Failures").click()
    expect(page.get_by_text("Nothing failed.")).to_be_visible()


def test_the_address_leads_to_what_was_looked_at(page, digits):
    run(page)
    page.get_by_role("tab", name="Logs").click()
    assert re.search(r"#/test-.*\?run=\d+&tab=logs", page.url)
    page.reload()
    expect(page.get_by_role("tab", name="Logs")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("list", name="Log")).to_contain_text("digits are right")
