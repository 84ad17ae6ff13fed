"""Runs one program and measures what it cannot see itself."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36
# Seconds between two looks at the memory, and how many times longer than a look that is at least: 2 % of one core.
SAMPLE_INTERVAL, SAMPLE_REST = 0.02, 50


def supervised(command, timeout, quiet_wait=0):
    """Runs a command that prints one line of JSON, and returns it with these fields added.

    wall_s       the whole life of the program
    startup_s    of that, what is outside of its own measurement
    peak_pss_mb  the most memory of it and all its descendants, pages that are shared counted once; sampled
    other_cores  cores that everybody else kept busy meanwhile
    error        why there is no result: the program's last words, or that it took too long

    timeout: seconds after which it is ended, with all its descendants.
    quiet_wait: the most seconds to wait for the machine to be quiet.
    """
    # Descendants whose parent has ended become children of this process, so that none is missed or left.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    wait_for_quiet(quiet_wait)
    environment = os.environ | {"BENCH_ROOT": str(os.getpid()), "PYTHONUNBUFFERED": "1"}
    busy, own = busy_seconds(), own_cpu()
    start = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, errors="replace", env=environment, start_new_session=True)
    said = [collected(process.stdout), collected(process.stderr)]
    peak = watch(process, start + timeout)
    wall = time.monotonic() - start
    end_all()
    for _, reader in said:
        reader.join(2)
    other = max(0.0, busy_seconds() - busy - (own_cpu() - own)) / wall
    result = result_of([line for lines, _ in said for line in lines], process.returncode, wall >= timeout, timeout)
    result |= {"wall_s": wall, "peak_pss_mb": peak / 1024, "other_cores": other}
    if "seconds" in result:
        result["startup_s"] = wall - result["seconds"]
    return result


def result_of(lines, code, is_late, timeout):
    for line in reversed(lines):
        if line.startswith("{"):
            try:
                result = json.loads(line)
            except ValueError:
                continue  # a line of something else
            if "seconds" in result and result.get("items", 0) > 0:
                return result
    if is_late:
        return {"error": f"took more than {timeout:.0f} s"}
    return {"error": next((line.strip() for line in reversed(lines) if line.strip()), f"exit code {code}")[-300:]}


def collected(stream):
    """The lines of a stream as they come, and the thread that reads them."""
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(stream), daemon=True)
    reader.start()
    return lines, reader


def watch(process, deadline):
    """Waits for a program's end, at most until a deadline. Returns the most memory it took, in KB."""
    peak, look = 0, 0.0
    while time.monotonic() < deadline:
        if time.monotonic() >= look:
            before = time.monotonic()
            peak = max(peak, sum(pss(child) for child in descendants()))
            cost = time.monotonic() - before
            look = before + max(SAMPLE_INTERVAL, SAMPLE_REST * cost)
        if process.poll() is not None:
            break
        time.sleep(0.005)
    return peak


def end_all():
    """Ends what is left below this process, by its number, and waits for it."""
    while left := descendants():
        for child in left:
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it has ended by itself
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.01)


def descendants():
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(entry))
    found, left = [], list(children.get(os.getpid(), []))
    while left:
        found.append(left.pop())
        left += children.get(found[-1], [])
    return found


def pss(process):
    """KB of memory, each page divided by the number of processes that share it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has ended meanwhile
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def busy_seconds():
    """CPU seconds of all processes since the machine was started."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS  # all but idle, and waiting for disks


def own_cpu():
    """CPU seconds of this process and all children it has waited for."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def wait_for_quiet(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(0.5)
        if (busy_seconds() - before) / 0.5 < 0.15:
            return
