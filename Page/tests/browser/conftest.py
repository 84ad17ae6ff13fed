"""Fixtures of the browser tests.

PAGE_URL names a server that serves the digits example; without it the development server is started. Everything a test
needs it makes through the server's API, so that the same tests run against both.
"""

import json
import os
import re
import subprocess
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).parent
DIGITS = (FOLDER / "../../../Examples/Digits/digits.json").resolve().read_text()


class Server:
    """The server under test."""

    def __init__(self, url: str, is_development: bool):
        self.url = url
        self.is_development = is_development
        self.count = 0

    def ask(self, method: str, path: str, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def workflow(self, text: str = DIGITS) -> str:
        """Makes a workflow file. Returns its path."""
        self.count += 1
        path = f"test-{os.getpid()}-{self.count}.json"
        self.ask("POST", "/api/workflows", {"path": path, "text": text})
        return path

    def file(self, path: str) -> dict:
        return json.loads(self.ask("GET", f"/api/workflow?path={path}")["text"])


@pytest.fixture(scope="session")
def server():
    if url := os.environ.get("PAGE_URL"):
        yield Server(url.rstrip("/"), is_development=False)
        return
    program = subprocess.Popen(
        ["node", str(FOLDER / "../server/server.mjs")], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "RUN_SECONDS": "1.2"})
    try:
        yield Server(program.stdout.readline().strip(), is_development=True)
    finally:
        program.terminate()
        program.wait(10)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, server: Server, **options):
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "base_url": server.url, **options})
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return context, page


@pytest.fixture
def page(browser, server):
    """A page of its own for each test; an error in its scripts fails the test."""
    context, page = opened(browser, server)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    errors = page.errors
    context.close()
    for run in server.ask("GET", "/api/runs?limit=1")["runs"]:
        if run["status"] in ("running", "paused", "stopping", "starting"):
            server.ask("POST", f"/api/runs/{run['id']}/abort")
    assert errors == []


@pytest.fixture
def digits(page, server) -> str:
    """The digits workflow, opened. Its path."""
    path = server.workflow()
    show(page, path)
    return path


def show(page: Page, path: str, query: str = "") -> None:
    page.goto(f"/#/{path}{query}")
    expect(page.locator(".crumb.current")).to_have_text(path.removesuffix(".json"))
    page.locator(".canvas").wait_for()


def card(page: Page, node: str):
    return page.locator(f'article[data-node="{node}"]')


def pin(page: Page, label: str):
    return page.get_by_role("button", name=label, exact=True)


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], modifiers: list[str] = []) -> None:
    for key in modifiers:
        page.keyboard.down(key)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end, steps=3)
    page.mouse.up()
    for key in modifiers:
        page.keyboard.up(key)


def add(page: Page, node: str) -> None:
    """Adds a node by the palette, from the middle of the canvas."""
    page.keyboard.press("Control+k")
    page.locator(".search-list input").fill("Add a node")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Search a node").fill(node)
    page.keyboard.press("Enter")


def run(page: Page) -> None:
    """Runs the workflow and waits for its end."""
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".run-state b")).to_have_text(re.compile("(succeeded|failed|cancelled)$"))


def saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator(".saved-mark")).to_have_text("Saved")
