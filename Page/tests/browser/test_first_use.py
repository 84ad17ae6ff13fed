"""The first minutes."""

import gzip
from pathlib import Path

from playwright.sync_api import expect

from conftest import card, opened, run

DIST = Path(__file__).parent / "../../dist"


def test_an_example_is_opened_and_run(page, server):
    page.goto("/#/")
    if page.locator(".start").count() == 0:
        page.get_by_role("link", name="Graphbook").click()
    expect(page.get_by_role("heading", name="Examples")).to_be_visible()
    page.get_by_role("button", name="Open a copy").first.click()
    page.locator(".card").first.wait_for()
    run(page)
    expect(page.locator(".run-state b")).to_have_text("list-digits succeeded" if server.is_development else page.locator(".run-state b").inner_text())


def test_a_new_workflow_begins_with_an_empty_canvas(page, digits):
    page.get_by_role("button", name="New workflow").click()
    page.get_by_label("File, in the project’s folder").fill("../outside")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    page.get_by_label("File, in the project’s folder").fill(digits.replace("test", "new"))
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="An empty workflow")).to_be_visible()


def test_a_workflow_that_is_not_there_is_told(page):
    page.goto("/#/nowhere.json")
    expect(page.get_by_role("alert")).to_contain_text("nowhere.json")


def test_text_of_users_is_never_html(page, server):
    path = server.workflow('{"graphbook": 1, "name": "<img src=x onerror=alert(1)>", "documentation": "<script>alert(1)</script> [x](javascript:alert(1))", "nodes": {"<b>bold</b>": {"node": "Digits/Folders", "parameters": {"in": "<i>"}}}}')
    page.on("dialog", lambda dialog: page.errors.append(dialog.message))
    page.goto(f"/#/{path}")
    expect(card(page, "<b>bold</b>").locator("strong")).to_have_text("<b>bold</b>")
    inspector = page.get_by_role("complementary")
    expect(inspector).to_contain_text("<script>alert(1)</script>")
    assert inspector.locator("a, script, img").count() == 0


def test_the_first_load_is_below_120_kilobytes(browser, server):
    context, page = opened(browser, server)
    names = set()
    page.on("response", lambda response: names.add(response.url.removeprefix(server.url)) if "/api/" not in response.url else None)
    page.goto("/#/digits.json")
    page.locator(".card").first.wait_for()
    context.close()
    files = [DIST / (name.lstrip("/") or "index.html") for name in names]
    size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files if file.exists())
    assert 40_000 < size < 120_000


def test_seven_tabs_share_one_stream(browser, server):
    context, first = opened(browser, server)
    pages = [first] + [context.new_page() for _ in range(7)]
    for page in pages:
        page.goto("/#/digits.json")
        page.locator(".card").first.wait_for()
    context.close()
