"""Running, and watching the run."""

import re

import pytest
from playwright.sync_api import expect

from conftest import card, pin, run, show


def test_a_run_is_watched_to_its_end(page, digits):
    page.get_by_role("button", name="Run", exact=True).click()
    expect(card(page, "classify").locator(".foot")).to_contain_text("running")
    expect(page.locator(".limit")).not_to_be_empty()
    expect(page.locator(".run-state b")).to_have_text("digits succeeded")
    expect(card(page, "classify").locator(".foot")).to_contain_text("500 items")
    row = page.get_by_role("row", name=re.compile("^classify"))
    expect(row).to_contain_text("done")
    expect(row).to_contain_text("500")
    expect(row).to_contain_text(re.compile(r"\d/s"))
    expect(card(page, "classify").locator(".preview img").first).to_be_visible()


def test_the_queues_around_the_workers_are_drawn(page, digits, server):
    if not server.is_development:
        pytest.skip("a real run is over before a queue is seen")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".queue-chart rect.loading").first).to_be_attached()
    expect(page.locator(".limit")).to_have_text(re.compile("limit"))


def test_pause_resume_and_stop(page, digits, server):
    if "pause" not in server.ask("GET", "/api/project")["features"] or not server.is_development:
        pytest.skip("needs a host that pauses, and a run that lasts")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".run-state b")).to_have_text("digits paused")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".run-state b")).to_have_text("digits cancelled")


def test_a_run_goes_up_to_a_node(page, digits, server):
    page.get_by_role("button", name="Run up to classify").click()
    expect(page.locator(".run-state b")).to_have_text("digits succeeded")
    expect(page.get_by_role("row", name=re.compile("^classify"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^write"))).to_have_count(0)
    assert server.ask("GET", "/api/runs?limit=1")["runs"][0]["upTo"] == "classify"


def test_parameters_for_this_run_leave_the_workflow_alone(page, digits, server):
    page.keyboard.press("Control+Shift+Enter")
    page.get_by_label("classify.batchSize").fill("8")
    page.get_by_label("Workers").fill("3")
    page.get_by_role("dialog").get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".run-state b")).to_have_text(re.compile("succeeded"))
    record = server.ask("GET", "/api/runs?limit=1")["runs"][0]
    assert record["set"] == [{"node": "classify", "parameter": "batchSize", "text": "8"}]
    assert record["options"]["workers"] == 3
    assert "batchSize" not in server.file(digits)["nodes"]["classify"]["parameters"]
    expect(page.locator(".saved-mark")).to_have_text("Saved")


def broken(page, server):
    if not server.is_development:
        pytest.skip("needs the development server's recorded failures")
    path = server.workflow(server.ask("GET", "/api/workflow?path=digits.json")["text"].replace('"images"', '"broken"'))
    show(page, path)


def test_a_failure_is_on_its_node_with_cause_note_and_line(page, server):
    broken(page, server)
    run(page)
    expect(page.locator(".run-state b")).to_have_text("digits failed")
    expect(card(page, "classify").locator(".foot")).to_contain_text("the file is empty")
    card(page, "classify").locator(".foot button").click()
    failure = page.locator(".failure").first
    expect(failure).to_contain_text("images/1/1343.png: the file is empty")
    expect(failure).to_contain_text("note 1.1")
    expect(failure).to_contain_text("Digits/Classify.swift:28")


def test_what_the_host_refuses_is_a_list_of_problems(page, digits):
    card(page, "folders").get_by_label("in", exact=True).fill("")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("tab", name=re.compile("Problems"))).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("region", name="Problems")).to_contain_text("'in'")


def test_compiler_errors_and_a_dead_host_are_shown(page, digits, server):
    if not server.is_development:
        pytest.skip("sets the development server's host")
    server.ask("PUT", "/test/host", {"state": "failed", "compilerErrors": [
        {"file": "Sources/Digits/Classify.swift", "line": 3, "column": 9, "severity": "error", "message": "cannot find 'x' in scope"}]})
    expect(page.get_by_role("alert")).to_contain_text("does not build: 1 error.")
    expect(page.get_by_role("alert")).to_contain_text("Sources/Digits/Classify.swift:3:9")
    server.ask("PUT", "/test/host", {"state": "died", "message": "It was at node 'classify': index out of range."})
    expect(page.get_by_role("alert")).to_contain_text("index out of range")
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("status").filter(has_text="Building")).to_be_visible()
    expect(page.locator(".banner")).to_have_count(0)


def test_the_machines_load_is_shown(page, digits):
    expect(page.locator(".meter").first).to_contain_text("CPU")
    expect(page.locator(".meter").nth(1)).to_contain_text("MEM")


def test_ports_count_what_left_by_them(page, digits):
    run(page)
    card(page, "folders").get_by_role("button", name=re.compile("Show the 10 outputs of folders")).click()
    expect(page.get_by_role("tab", name="Outputs")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("region", name="Outputs of folders, port out")).to_be_visible()
    expect(pin(page, "Output out of folders")).to_be_visible()
