"""What the figures are held against. Each is said to be met or not; none is left out because it isn't."""

from cases import BARE, OURS


class Evidence:
    """The rows that a target's measure looks at."""

    def __init__(self, results):
        self.results = results
        self.used = []

    def row(self, section, label="", peer=OURS):
        """One case's medians; None where it has not run."""
        row = self.results.row(section, peer, label)
        self.used += [row] if row else []
        return row

    def rows(self, section):
        rows = self.results.rows(section)
        self.used += rows
        return rows


class Target:
    """A claim, and what was measured."""

    def __init__(self, claim, measure, results):
        evidence = Evidence(results)
        self.claim = claim
        # In words, and whether that meets the claim; None where a run that it takes is missing.
        self.outcome = measure(evidence)
        self.is_clean = all(row.is_clean for row in evidence.used)


def targets(results):
    claims = {
        "W1, Pillow's pixels: at least 95 % of the bare C loop's speed": share("W1", "exact", "exact", 0.95),
        "W1: twice the speed of the fastest peer with Pillow's pixels (Grain)": times("Pillow", "Grain", 2),
        "W1: three times that of torch's DataLoader": times("pillow", "torch DataLoader", 3),
        "W1: forty times that of Graphbook 0.13.3": times("generator", "Graphbook 0.13.3", 40),
        "W1: under 60 MB, workers included": memory("W1", "exact", 60),
        "W1, fast: at least 90 % of its bare C loop's speed": share("W1", "fast", "planes", 0.9),
        "W1, fast: ahead of every peer": ahead,
        "W2: at most 2 µs of CPU an item with threads": cpu("threads", 2),
        "W2: at most 4 µs of CPU an item with processes": cpu("processes", 4),
        "W3: at least 90 % of the bare C loop's speed": share("W3", "", "exact", 0.9),
        "W4: at least 1,000,000 notes a second through five steps": rate("W4", "", 1_000_000),
        "Memory: the same (± 5 %) for 2,000 and for 200,000 notes": flat,
        "Start: the first batch within 100 ms of the command": start,
        "Tuning: within 5 % of the best fixed number of workers, on three kinds of work": tuning,
        "Workers: 32 of them cost at most twice the CPU an item that one costs": overhead,
        "Workers: 32 that wait do at least 25 times what one does": scaling,
    }
    return [Target(claim, measure, results) for claim, measure in claims.items()]


def share(section, ours, bare, least):
    def measure(evidence):
        mine, theirs = evidence.row(section, ours), evidence.row(section, bare, BARE)
        return mine and theirs and (f"{mine.rate / theirs.rate:.0%}", mine.rate >= least * theirs.rate)

    return measure


def times(label, peer, least):
    def measure(evidence):
        mine, theirs = evidence.row("W1", "exact"), evidence.row("W1", label, peer)
        return mine and theirs and (f"{mine.rate / theirs.rate:.1f} times", mine.rate >= least * theirs.rate)

    return measure


def rate(section, label, least):
    def measure(evidence):
        row = evidence.row(section, label)
        return row and (f"{row.rate:,.0f}/s", row.rate >= least)

    return measure


def cpu(label, most):
    def measure(evidence):
        row = evidence.row("W2", label)
        return row and (f"{row.cpu:.2f} µs", row.cpu <= most)

    return measure


def memory(section, label, limit):
    def measure(evidence):
        row = evidence.row(section, label)
        return row and (f"{row.memory:.0f} MB", row.memory < limit)

    return measure


def ahead(evidence):
    mine = evidence.row("W1", "fast")
    peers = [row for row in evidence.rows("W1") if row.peer not in (OURS, BARE)]
    if not mine or not peers:
        return None
    best = max(peers, key=lambda row: row.rate)
    return f"{mine.rate / best.rate:.2f} times {best.name}", mine.rate > best.rate


def flat(evidence):
    few, many = evidence.row("Memory", "2,000 notes"), evidence.row("Memory", "200,000 notes")
    if not few or not many:
        return None
    change = many.own_peak / few.own_peak - 1
    return f"{few.own_peak:.1f} MB and {many.own_peak:.1f} MB: {change:+.1%}", abs(change) <= 0.05


def start(evidence):
    row = evidence.row("Start", "graphbook run")
    return row and (f"{1000 / row.rate:.0f} ms", row.rate >= 10)


def tuning(evidence):
    found = {}
    for row in evidence.rows("Tuning"):
        name, _, workers = row.label.rpartition(", ")
        found.setdefault(name, {})[workers] = row.rate
    shares = {
        name: rates["by itself"] / max(rates.values()) for name, rates in found.items() if "by itself" in rates}
    if len(shares) < 3:
        return None
    return "; ".join(f"{name} {share:.0%}" for name, share in shares.items()), min(shares.values()) >= 0.95


def overhead(evidence):
    one, many = evidence.row("Workers", "1, no-op"), evidence.row("Workers", "32, no-op")
    return one and many and (f"{one.cpu:.2f} µs and {many.cpu:.2f} µs", many.cpu <= 2 * one.cpu)


def scaling(evidence):
    one, many = evidence.row("Workers", "1, 1 ms of sleep"), evidence.row("Workers", "32, 1 ms of sleep")
    return one and many and (f"{many.rate / one.rate:.1f} times", many.rate >= 25 * one.rate)
