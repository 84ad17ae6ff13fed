"""axe on each screen, in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import DIGITS, card, opened, run, show

AXE = Axe()


def start(page):
    page.goto("/#/")
    page.evaluate("location.hash = '#/'")
    page.get_by_role("heading", name="Examples").wait_for()


def canvas(page):
    card(page, "classify").locator("strong").click()


def problems(page):
    card(page, "folders").get_by_label("in", exact=True).fill("")
    page.get_by_role("tab", name="Problems").click()


def tab(name):
    def look(page):
        run(page)
        page.get_by_role("tab", name=name, exact=True).click()
        page.wait_for_load_state("networkidle") if name == "none" else None
        expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
    return look


def table(page):
    page.locator(".canvas").click(position={"x": 10, "y": 10})
    page.keyboard.press("t")
    page.locator(".graph-table").wait_for()


def dialog(key):
    def look(page):
        page.keyboard.press(key)
        page.get_by_role("dialog").wait_for()
    return look


def palette(page):
    page.locator(".canvas").dblclick(position={"x": 40, "y": 40})
    page.locator(".search-list input").wait_for()


def snapshot(page):
    run(page)
    page.locator(".runs li a").first.click()
    page.get_by_text("Snapshot of a run").wait_for()


SCREENS = {
    "start": start, "canvas": canvas, "problems": problems, "run": tab("Run"), "outputs": tab("Outputs"), "logs": tab("Logs"), "failures": tab("Failures"),
    "table": table, "commands": dialog("Control+k"), "help": dialog("?"), "run dialog": dialog("Control+Shift+Enter"), "palette": palette, "snapshot": snapshot,
}


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_accessible(browser, server, screen, theme):
    context, page = opened(browser, server, color_scheme=theme, reduced_motion="reduce")
    show(page, server.workflow(DIGITS))
    SCREENS[screen](page)
    check(page)
    context.close()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_phone_is_accessible(browser, server, theme):
    context, page = opened(browser, server, viewport={"width": 390, "height": 844}, color_scheme=theme, reduced_motion="reduce")
    page.goto("/#/digits.json")
    page.get_by_role("heading", name="Runs").wait_for()
    check(page)
    context.close()


def check(page):
    violations = AXE.run(page).response["violations"]
    told = [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:4]}\n   {rule['nodes'][0]['failureSummary']}" for rule in violations]
    assert told == []
