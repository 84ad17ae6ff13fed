"""Where the benchmarks keep what they make: BENCH_HOME, or `.bench` in this package."""

import os
import re
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("BENCH_HOME") or PACKAGE / ".bench").resolve()
SCRIPTS = PACKAGE / "Peers"
PHOTOS, LARGE = HOME / "photos", HOME / "large"
MODEL = HOME / "text-detector.onnx"
RUNS = HOME / "runs.jsonl"
BENCH = PACKAGE / ".build/release/Bench"
COMMAND = PACKAGE.parent / "bin/graphbook"
BARE = HOME / "bare"


def python(environment):
    """The interpreter of a virtual environment: that of a peer, by its script's name, or `tools`."""
    return HOME / "peers" / environment / "bin" / "python"


def requirements(script):
    """What a script says of itself between `# /// script` and `# ///`, as PEP 723 has it; None for one that doesn't."""
    block = re.search(r"^# /// script\n((?:#.*\n)+?)# ///$", script.read_text(), re.MULTILINE)
    return tomllib.loads(re.sub(r"^# ?", "", block[1], flags=re.MULTILINE)) if block else None


def peers():
    """The peers' scripts and what they need, by name."""
    found = {script.stem: requirements(script) for script in sorted(SCRIPTS.glob("*.py"))}
    return {name: needs for name, needs in found.items() if needs}
