"""Writes RESULTS.md and results.svg from the runs that were made.

    python3 report.py        from those in BENCH_HOME/runs.jsonl
"""

import chart
import home
from cases import OURS, SECTIONS, cases
from results import QUIET, Results
from targets import targets
from words import duration, significant


def write(results, missing):
    (home.PACKAGE / "RESULTS.md").write_text(text(results, missing))
    (home.PACKAGE / "results.svg").write_text(chart.svg(results))
    print(f"==> {home.PACKAGE / 'RESULTS.md'}")


def text(results, missing):
    parts = [
        "# Results\n\nWritten by `make bench`. [README.md](README.md) says what the work is and how it is measured.",
        "| | |\n|---|---|\n" + "\n".join(f"| {name} | {value} |" for name, value in results.facts.items()),
        disturbance(results), "![Photos a second, the cost of an item, and memory](results.svg)",
        "## Targets\n\n" + target_table(targets(results)),
    ]
    for section, title in SECTIONS.items():
        if rows := results.rows(section):
            parts.append(f"## {section}: {title}\n\n" + section_table(section, rows))
    parts.append(absent(results, missing))
    return "\n\n".join(part for part in parts if part) + "\n"


def disturbance(results):
    runs = [run for runs in results.runs.values() for run in runs]
    disturbed = sum(run["other_cores"] > QUIET for run in runs)
    said = (
        f"{len(runs)} runs in {results.rounds} rounds. During {disturbed} of them others kept more than {QUIET} cores "
        "busy; medians leave these out where two or more undisturbed ones are left.")
    rows = [row for section in SECTIONS for row in results.rows(section)]
    if any(not row.is_clean for row in rows):
        said += " **Rows marked with * are of disturbed runs: no measurement, nor are the targets that stand on them.**"
    return said


def target_table(all_targets):
    lines = ["| target | measured | |", "|---|---|---|"]
    for target in all_targets:
        measured, is_met = target.outcome or ("not measured", None)
        verdict = {True: "met", False: "**not met**", None: ""}[is_met]
        if target.outcome and not target.is_clean:
            measured, verdict = f"{measured}*", "disturbed"
        lines.append(f"| {target.claim} | {measured} | {verdict} |")
    return "\n".join(lines)


# Sections whose rows are of one program: in the order they were run, not by speed.
ALONE = ("Memory", "Workers", "Tuning", "Start")


def section_table(section, rows):
    ours = max((row for row in rows if row.peer == OURS), key=lambda row: row.rate, default=None)
    columns = {
        "": lambda row: f"**{row.name}**" if row.peer == OURS else row.name,
        "items/s": lambda row: significant(row.rate) + ("" if row.is_clean else "*"),
        "slowest to fastest": lambda row: f"{significant(row.slowest)} to {significant(row.fastest)}",
        "CPU µs an item": lambda row: significant(row.cpu),
        "MB": lambda row: significant(row.memory),
        "first batch": lambda row: duration(row.first_batch),
        "start and end": lambda row: duration(row.startup),
        "runs": lambda row: f"{row.count}" + (f", {row.clean_count} quiet" if row.clean_count < row.count else ""),
    }
    if section not in ALONE:
        rows = sorted(rows, key=lambda row: -row.rate)
        if ours:
            columns[f"{ours.name}, is × as fast"] = lambda row: (
                "" if row.peer == OURS else f"{ours.rate / row.rate:.3g} ×")
    lines = [list(columns), ["---"] + ["--:"] * (len(columns) - 1)]
    lines += [[cell(row) for cell in columns.values()] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def absent(results, missing):
    lines = [f"- {peer}: not installed (`make bench-peers`)." for peer in missing]
    lines += [
        f"- {key.replace(' | ', ', ').rstrip(', ')}: {failures[-1]['error']}"
        for key, failures in results.failures.items() if key not in results.runs]
    return "## Left out\n\n" + "\n".join(lines) if lines else ""


if __name__ == "__main__":
    write(Results.read(home.RUNS), sorted({case.peer for case in cases() if not case.is_runnable}))
