"""Takes the pictures in Documentation/images: `.venv/bin/python Page/tests/screenshots.py URL [FOLDER]`.

URL is a server that serves the digits example; what is seen is a real page with a run in it.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

URL = sys.argv[1].rstrip("/")
FOLDER = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).parent / "../../Documentation/images")
SCREENS = [
    ("page-dark", 1440, 900, "dark"), ("page-light", 1440, 900, "light"), ("page-4k", 3840, 2160, "dark"),
]


def desk(page, name):
    page.goto(f"{URL}/#/digits.json")
    page.locator(".card").first.wait_for()
    page.keyboard.press("f")
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator(".run-state b", has_text="succeeded").wait_for()
    page.locator(".card .preview img").first.wait_for()
    if name == "page-dark":
        page.wait_for_timeout(4500)
        page.screenshot(path=FOLDER / "page-run.png")
    page.get_by_role("tab", name="Outputs").click()
    page.get_by_role("button", name="classify.unsure").click()
    page.locator("article[data-node=classify] strong").click()
    page.locator(".gallery img").first.wait_for()
    page.wait_for_timeout(4500)
    page.screenshot(path=FOLDER / f"{name}.png")


def phone(page):
    page.goto(f"{URL}/#/digits.json")
    page.locator(".runs li a").first.click()
    page.locator(".run-state b").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / "page-phone.png")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for name, width, height, theme in SCREENS:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        desk(context.new_page(), name)
        context.close()
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, color_scheme="dark", is_mobile=True, has_touch=True)
    phone(context.new_page())
    context.close()
    browser.close()
