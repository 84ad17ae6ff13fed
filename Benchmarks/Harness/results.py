"""The runs that were made, and their medians."""

import json
import statistics
from pathlib import Path

# Cores that others kept busy during a run that counts as undisturbed.
QUIET = 0.2
# Ray's helpers are counted as others: what they use is lost when they end.
NEVER_QUIET = {"Ray Data"}
# Medians are of undisturbed runs only, where there are this many.
FEW = 2
# A case that failed this often without a result is not tried again.
TRIES = 2


class Results:
    """All runs, kept in a file, one a line; its first line tells of the machine."""

    def __init__(self, path, facts):
        self.path, self.facts = Path(path), facts
        self.runs = {}
        self.failures = {}
        self.rounds = 0

    @staticmethod
    def started(path, facts):
        results = Results(path, facts)
        results.path.parent.mkdir(parents=True, exist_ok=True)
        results.path.write_text(json.dumps({"facts": facts}) + "\n")
        return results

    @staticmethod
    def read(path):
        lines = [json.loads(line) for line in Path(path).read_text().splitlines()]
        results = Results(path, lines[0]["facts"])
        for line in lines[1:]:
            results.keep(line)
        return results

    def add(self, case, result):
        line = {
            "key": case.key, "section": case.section, "peer": case.peer, "label": case.label, "round": self.rounds,
        } | {name: value for name, value in result.items() if name not in ("peer", "work", "variant")}
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")
        self.keep(line)

    def keep(self, line):
        self.rounds = max(self.rounds, line["round"])
        kept = self.failures if "error" in line else self.runs
        kept.setdefault(line["key"], []).append(line)

    def clean(self, key):
        return [
            run for run in self.runs.get(key, []) if run["other_cores"] <= QUIET or run["peer"] in NEVER_QUIET]

    def clean_count(self, key):
        return len(self.clean(key))

    def gave_up(self, key):
        return len(self.failures.get(key, [])) >= TRIES and key not in self.runs

    def rows(self, section):
        """The medians of a section's cases, in the order in which they were first run."""
        return [Row(self, key) for key, runs in self.runs.items() if runs[0]["section"] == section]

    def row(self, section, peer, label):
        """The medians of one case; None where it has not run."""
        key = f"{section} | {peer} | {label}"
        return Row(self, key) if key in self.runs else None


class Row:
    """The medians of one case."""

    def __init__(self, results, key):
        runs = results.runs[key]
        clean = results.clean(key)
        self.is_clean = len(clean) >= FEW
        used = clean if self.is_clean else runs
        self.peer, self.label = runs[0]["peer"], runs[0]["label"]
        self.count, self.clean_count = len(runs), len(clean)
        rates = [run["items_per_s"] for run in used]
        self.rate, self.slowest, self.fastest = statistics.median(rates), min(rates), max(rates)
        self.cpu = 1e6 * statistics.median(run["cpu_s"] / run["items"] for run in used)  # µs an item
        self.memory = statistics.median(run["peak_pss_mb"] for run in used)  # MB, all processes
        peaks = [run["peak_mb"] for run in used if "peak_mb" in run]
        self.own_peak = statistics.median(peaks) if peaks else None  # MB, the host alone, as the kernel has it
        first = [run["first_batch_s"] for run in used if run.get("first_batch_s")]
        self.first_batch = statistics.median(first) if first else None  # s
        self.startup = statistics.median(run["startup_s"] for run in used)  # s

    @property
    def name(self):
        return f"{self.peer}, {self.label}" if self.label else self.peer
