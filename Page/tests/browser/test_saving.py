"""Drafts, files, and what happens when both are changed."""

import json
import re

from playwright.sync_api import expect

from conftest import card, opened, saved, show


def change(page, text):
    card(page, "folders").get_by_label("in", exact=True).fill(text)


def mark(page):
    return page.locator(".saved-mark > span")


def test_a_draft_is_kept_at_once_and_survives_a_reload(page, digits, server):
    change(page, "elsewhere")
    expect(mark(page)).to_have_text("Draft kept")
    assert server.file(digits)["nodes"]["folders"]["parameters"] == {"in": "images"}
    page.reload()
    expect(card(page, "folders").get_by_label("in", exact=True)).to_have_value("elsewhere")
    expect(mark(page)).to_have_text("Draft kept")
    saved(page)
    assert server.file(digits)["nodes"]["folders"]["parameters"] == {"in": "elsewhere"}


def test_going_back_to_the_file_is_saved_without_saving(page, digits):
    change(page, "elsewhere")
    expect(mark(page)).to_have_text("Draft kept")
    change(page, "images")
    expect(mark(page)).to_have_text("Saved")


def test_a_clean_tab_follows_a_file_that_was_changed(page, digits, server):
    answer = server.ask("GET", f"/api/workflow?path={digits}")
    text = answer["text"].replace('"images"', '"photos"')
    server.ask("PUT", f"/api/workflow?path={digits}", {"text": text}, {"If-Match": f'"{answer["revision"]}"'})
    expect(card(page, "folders").get_by_label("in", exact=True)).to_have_value("photos")
    expect(mark(page)).to_have_text("Saved")


def conflict(page, digits, server):
    change(page, "mine")
    expect(mark(page)).to_have_text("Draft kept")
    answer = server.ask("GET", f"/api/workflow?path={digits}")
    text = answer["text"].replace('"images"', '"theirs"')
    server.ask("PUT", f"/api/workflow?path={digits}", {"text": text}, {"If-Match": f'"{answer["revision"]}"'})
    expect(mark(page)).to_have_text("Changed elsewhere")
    page.get_by_role("button", name="Compare…").first.click()
    row = page.get_by_role("row", name=re.compile("folders.in"))
    expect(row).to_contain_text("theirs")
    expect(row).to_contain_text("mine")


def test_a_conflict_shows_a_difference_and_mine_can_be_kept(page, digits, server):
    conflict(page, digits, server)
    page.get_by_role("button", name=re.compile("Keep mine")).click()
    saved(page)
    assert server.file(digits)["nodes"]["folders"]["parameters"] == {"in": "mine"}


def test_theirs_can_be_taken_and_undo_brings_mine_back(page, digits, server):
    conflict(page, digits, server)
    page.get_by_role("button", name=re.compile("Take theirs")).click()
    expect(card(page, "folders").get_by_label("in", exact=True)).to_have_value("theirs")
    expect(mark(page)).to_have_text("Saved")
    page.locator(".canvas").click(position={"x": 10, "y": 10})
    page.keyboard.press("Control+z")
    expect(card(page, "folders").get_by_label("in", exact=True)).to_have_value("mine")


def test_two_tabs_lose_nothing(page, digits, server, browser):
    context, other = opened(browser, server)
    show(other, digits)
    change(page, "first")
    expect(mark(page)).to_have_text("Draft kept")
    expect(card(other, "folders").get_by_label("in", exact=True)).to_have_value("first")
    context.close()


def test_changes_since_the_last_save_are_told_and_can_be_dropped(page, digits):
    change(page, "elsewhere")
    expect(mark(page)).to_have_text("Draft kept")
    page.keyboard.press("Control+k")
    page.locator(".search-list input").fill("changes since")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name=re.compile("folders.in"))).to_contain_text("elsewhere")
    page.get_by_role("button", name="Go back to the file").click()
    expect(card(page, "folders").get_by_label("in", exact=True)).to_have_value("images")


def test_without_the_server_the_state_says_so(page, digits):
    page.route("**/api/draft**", lambda route: route.abort())
    change(page, "elsewhere")
    expect(mark(page)).to_have_text("Not kept")
    page.unroute("**/api/draft**")
    expect(mark(page)).to_have_text("Draft kept")


def test_numbers_and_order_of_a_file_stay_as_they_were(page, digits, server):
    before = server.file(digits)
    change(page, "other")
    saved(page)
    after = server.file(digits)
    assert list(after["nodes"]) == list(before["nodes"])
    for node in after["nodes"].values():
        node.pop("layout")
    before["nodes"]["folders"]["parameters"]["in"] = "other"
    assert json.dumps(after["nodes"]) == json.dumps(before["nodes"])
