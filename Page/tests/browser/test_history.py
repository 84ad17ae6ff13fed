"""Old runs."""

import re

from playwright.sync_api import expect

from conftest import card, run


def test_an_old_run_is_opened_on_its_own_snapshot(page, digits):
    run(page)
    card(page, "write").locator("strong").click()
    page.keyboard.press("Delete")
    expect(card(page, "write")).to_have_count(0)
    page.locator(".runs li a").first.click()
    expect(page.get_by_text("Snapshot of a run")).to_be_visible()
    expect(card(page, "write")).to_be_visible()
    expect(card(page, "classify").get_by_label("threshold", exact=True)).to_be_disabled()
    card(page, "write").locator("strong").click()
    page.keyboard.press("Delete")
    expect(card(page, "write")).to_be_visible()
    page.get_by_role("button", name="Open the workflow as it is now").click()
    expect(card(page, "write")).to_have_count(0)


def test_two_runs_are_compared(page, digits):
    run(page)
    card(page, "classify").get_by_label("threshold", exact=True).fill("0.9")
    run(page)
    page.get_by_role("button", name="Compare…").click()
    dialog = page.get_by_role("dialog", name="Compare two runs")
    expect(dialog.get_by_role("row", name=re.compile("classify.threshold"))).to_contain_text("0.9")
    expect(dialog.get_by_role("row", name=re.compile("^status"))).to_contain_text("succeeded")


def test_runs_are_filtered_and_deleted(page, digits):
    run(page)
    page.get_by_label("of this workflow").check()
    expect(page.locator(".runs li")).to_have_count(1)
    page.get_by_label("Status of the runs shown").select_option(label="Failed")
    expect(page.get_by_text("No run fits this filter.")).to_be_visible()
    page.get_by_label("Status of the runs shown").select_option(label="Succeeded")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".runs li").hover()
    page.get_by_role("button", name=re.compile("^Delete the run of digits")).click()
    expect(page.locator(".runs li")).to_have_count(0)
