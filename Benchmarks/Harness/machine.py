"""What the results depend on besides the code: the machine, and the versions of what is compared."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

import home


def said(*command):
    """The first line that a command prints; empty when there is no such command, or it fails."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, cwd=home.PACKAGE)
    except FileNotFoundError:
        return ""
    lines = result.stdout.splitlines()
    return lines[0].strip() if lines and result.returncode == 0 else ""


def facts(is_quick=False):
    """Names and values, for people to read."""
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    commit = said("git", "describe", "--always", "--dirty", "--exclude=*")
    peers = [
        requirement for needs in home.peers().values() for requirement in needs["dependencies"][:1]
        if "==" in requirement
    ]
    return {
        "Date": f"{datetime.date.today():%d %B %Y}".lstrip("0"),
        "Machine": f"{os.cpu_count()} cores of {processor[1] if processor else platform.machine()}, "
        f"{int(memory[1]) / 2**20:.0f} GB",
        "System": f"{system()}, Linux {platform.release()}",
        "Graphbook": f"commit {commit}" if commit else "outside of a repository",
        "Swift": said("swift", "--version"),
        "libjpeg-turbo": said("pkg-config", "--modversion", "libturbojpeg"),
        "Python": platform.python_version(),
        "Peers": ", ".join(sorted(peer.replace("==", " ").replace("[data]", "") for peer in peers)),
        "Photos": "2,000 JPEGs of 500 × 375, 51 KB each; 64 of 4000 × 3000, 2.5 MB each; warm page cache",
    } | ({"Runs": "short ones, to see that all works: no measurement"} if is_quick else {})


def system():
    name = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    return name[1] if name else platform.system()
