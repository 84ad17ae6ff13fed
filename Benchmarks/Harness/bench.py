"""Runs all cases in rounds, one at a time, until the time is up; keeps every result as a line in BENCH_HOME/runs.jsonl.

    python3 bench.py --minutes 20              anew
    python3 bench.py --minutes 10 --resume     goes on with the rounds that are there
    python3 bench.py --quick                   one short round, to see that all works
    python3 bench.py --only W1 Memory          these sections only

A round runs each case once, so that a case's runs are spread over the whole time, and what disturbs the machine
disturbs all alike. A case whose runs are long gets no more of them than there is time for.
"""

import argparse
import json
import subprocess
import time

import home
import machine
import report
from cases import SECTIONS, cases
from results import Results
from supervise import supervised

QUICK_SCALE = 0.1
# A case with this many undisturbed runs is not run again.
ENOUGH = 7
# Seconds to wait for a quiet machine before each run.
PATIENCE = 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="*", metavar="SECTION", choices=list(SECTIONS), default=list(SECTIONS))
    given = parser.parse_args()
    chosen = [case for case in cases(QUICK_SCALE if given.quick else 1) if case.section in given.only]
    runs = home.HOME / "quick.jsonl" if given.quick else home.RUNS
    results = Results.read(runs) if given.resume else Results.started(runs, machine.facts(given.quick))
    run_rounds(chosen, results, time.monotonic() + 60 * given.minutes, most=1 if given.quick else None)
    missing = sorted({case.peer for case in chosen if not case.is_runnable})
    if given.quick:
        print(report.text(results, missing))
    else:
        report.write(results, missing)


def run_rounds(chosen, results, end, most):
    runnable = [case for case in chosen if case.is_runnable]
    for name in ("c", "swift"):
        (home.HOME / "out" / name).mkdir(parents=True, exist_ok=True)
    took = {}  # seconds of each case's last run, starting and ending included
    while most is None or results.rounds < most:
        results.rounds += 1
        ran = 0
        for case in runnable:
            if results.clean_count(case.key) >= ENOUGH or results.gave_up(case.key):
                continue
            if time.monotonic() + took.get(case.key, 5) > end:
                continue
            start = time.monotonic()
            result = supervised(case.command, min(case.timeout, max(5, end + 30 - start)), PATIENCE)
            took[case.key] = time.monotonic() - start
            results.add(case, result)
            ran += 1
            print(f"{time.strftime('%H:%M:%S')}  round {results.rounds}  {case.key:50}  {summary(result)}", flush=True)
        if ran == 0:
            return


def summary(result):
    if "error" in result:
        return f"failed: {result['error']}"
    disturbed = f", {result['other_cores']:.1f} cores busy otherwise" if result["other_cores"] > 0.2 else ""
    return f"{result['items_per_s']:12,.0f}/s  {result['peak_pss_mb']:6,.0f} MB{disturbed}"


if __name__ == "__main__":
    main()
