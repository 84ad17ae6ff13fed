"""On a phone: a monitor."""

import re

import pytest
from playwright.sync_api import expect

from conftest import opened


@pytest.fixture
def phone(browser, server):
    context, page = opened(browser, server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield page
    errors = page.errors
    context.close()
    assert errors == []


def start(server):
    text = server.ask("GET", "/api/workflow?path=digits.json")["text"]
    return server.ask("POST", "/api/runs", {"workflow": "digits.json", "text": text, "set": []})["id"]


def test_runs_come_first_and_lead_to_numbers_and_logs(phone, server):
    start(server)
    phone.goto("/#/digits.json")
    expect(phone.get_by_role("heading", name="Runs")).to_be_visible()
    phone.locator(".runs li a").first.tap()
    expect(phone.locator(".run-state b")).to_have_text(re.compile("digits (running|succeeded)"))
    expect(phone.locator(".run-state b")).to_have_text("digits succeeded")
    phone.get_by_role("button", name="Logs").tap()
    expect(phone.get_by_role("list", name="Log")).to_contain_text("digits are right")
    phone.get_by_role("button", name="Failures").tap()
    expect(phone.get_by_text("Nothing failed.")).to_be_visible()


def test_a_run_is_stopped(phone, server):
    if not server.is_development:
        pytest.skip("a real run is over before it is stopped")
    run = start(server)
    server.ask("POST", f"/api/runs/{run}/pause")
    phone.goto("/#/digits.json")
    phone.get_by_role("button", name="Stop", exact=True).tap()
    expect(phone.locator(".runs li").first).to_contain_text("cancelled")


def test_the_graph_can_be_looked_at_and_not_changed(phone, server):
    phone.goto("/#/digits.json")
    phone.get_by_role("button", name="Graph").tap()
    expect(phone.locator(".card").first).to_be_visible()
    expect(phone.locator(".card input").first).to_be_disabled()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == 390
