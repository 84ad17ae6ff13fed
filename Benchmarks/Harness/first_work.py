"""How long the command takes to the first batch of photos, from when it is started to when its words arrive.

    python3 first_work.py GRAPHBOOK HOST PHOTOS

Prints the median of several starts as one line of JSON, as the peers do.
"""

import json
import resource
import statistics
import subprocess
import sys
import time

STARTS = 9


def first_batch(command):
    """Seconds until the host says that its first batch is there."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "log" and event["message"] == "the first batch":
                seconds = time.perf_counter() - start
                process.communicate()
                return seconds
    sys.exit("the run ended without a batch")


def main():
    graphbook, host, photos = sys.argv[1:]
    command = [
        graphbook, "run", "W1", "--host", host, "--json", "--set", f"photos.in={photos}", "--set", "photos.count=8"]
    seconds = statistics.median(first_batch(command) for _ in range(STARTS))
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({
        "peer": "Graphbook for Swift", "work": "Start", "workers": 0, "batch": 8, "items": 1, "seconds": seconds,
        "items_per_s": 1 / seconds, "cpu_s": (usage.ru_utime + usage.ru_stime) / STARTS, "first_batch_s": seconds}))


main()
