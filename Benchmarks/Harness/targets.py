"""What the figures are held against. Each is said to be met or not; none is left out because it isn't."""

from dataclasses import dataclass

from cases import BARE, OURS


@dataclass
class Target:
    claim: str
    # What was measured, in words, and whether that meets it; None where a run that it takes is missing.
    outcome: tuple | None


def targets(results):
    def row(section, label="", peer=OURS):
        return results.row(section, peer, label)

    def share(section, ours, theirs, least, peer=BARE):
        ours, theirs = row(section, ours), row(section, theirs, peer)
        return ours and theirs and (f"{ours.rate / theirs.rate:.0%}", ours.rate >= least * theirs.rate)

    def times(label, peer, least):
        ours, theirs = row("W1", "exact"), row("W1", label, peer)
        return ours and theirs and (f"{ours.rate / theirs.rate:.1f} times", ours.rate >= least * theirs.rate)

    def rate(section, label, least):
        ours = row(section, label)
        return ours and (f"{ours.rate:,.0f}/s", ours.rate >= least)

    def cpu(label, most):
        ours = row("W2", label)
        return ours and (f"{ours.cpu:.2f} µs", ours.cpu <= most)

    return [
        Target("W1, Pillow's pixels: at least 95 % of the bare C loop's speed", share("W1", "exact", "exact", 0.95)),
        Target("W1: twice the speed of the fastest peer with Pillow's pixels (Grain)", times("Pillow", "Grain", 2)),
        Target("W1: three times that of torch's DataLoader", times("pillow", "torch DataLoader", 3)),
        Target("W1: forty times that of Graphbook 0.13.3", times("generator", "Graphbook 0.13.3", 40)),
        Target("W1: under 60 MB, workers included", memory(row("W1", "exact"), 60)),
        Target("W1, fast: at least 90 % of its bare C loop's speed", share("W1", "fast", "planes", 0.9)),
        Target("W1, fast: ahead of every peer", ahead(results)),
        Target("W2: at most 2 µs of CPU an item with threads", cpu("threads", 2)),
        Target("W2: at most 4 µs of CPU an item with processes", cpu("processes", 4)),
        Target("W3: at least 90 % of the bare C loop's speed", share("W3", "", "exact", 0.9)),
        Target("W4: at least 1,000,000 notes a second through five steps", rate("W4", "", 1_000_000)),
        Target("Memory: the same (± 5 %) for 2,000 and for 200,000 notes", flat(row)),
        Target("Start: the first batch within 100 ms of the command", start(row("Start", "graphbook run"))),
        Target("Tuning: within 5 % of the best fixed number of workers, on three kinds of work", tuning(results)),
        Target("Workers: 32 of them cost at most twice the CPU an item that one costs", overhead(row)),
        Target("Workers: 32 that wait do at least 25 times what one does", scaling(row)),
    ]


def memory(ours, most):
    return ours and (f"{ours.memory:.0f} MB", ours.memory < most)


def start(ours):
    return ours and (f"{1000 / ours.rate:.0f} ms", ours.rate >= 10)


def ahead(results):
    ours = results.row("W1", OURS, "fast")
    peers = [row for row in results.rows("W1") if row.peer not in (OURS, BARE)]
    if not ours or not peers:
        return None
    best = max(peers, key=lambda row: row.rate)
    return f"{ours.rate / best.rate:.2f} times {best.name}", ours.rate > best.rate


def flat(row):
    few, many = row("Memory", "2,000 notes"), row("Memory", "200,000 notes")
    if not few or not many:
        return None
    change = many.own_peak / few.own_peak - 1
    return f"{few.own_peak:.1f} MB and {many.own_peak:.1f} MB: {change:+.1%}", abs(change) <= 0.05


def tuning(results):
    found = {}
    for row in results.rows("Tuning"):
        name, _, workers = row.label.rpartition(", ")
        found.setdefault(name, {})[workers] = row.rate
    shares = {
        name: rates["by itself"] / max(rates.values()) for name, rates in found.items() if "by itself" in rates}
    if len(shares) < 3:
        return None
    return "; ".join(f"{name} {share:.0%}" for name, share in shares.items()), min(shares.values()) >= 0.95


def overhead(row):
    one, many = row("Workers", "1, no-op"), row("Workers", "32, no-op")
    return one and many and (f"{one.cpu:.2f} µs and {many.cpu:.2f} µs", many.cpu <= 2 * one.cpu)


def scaling(row):
    one, many = row("Workers", "1, 1 ms of sleep"), row("Workers", "32, 1 ms of sleep")
    return one and many and (f"{many.rate / one.rate:.1f} times", many.rate >= 25 * one.rate)
