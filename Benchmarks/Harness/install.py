"""Makes a virtual environment for each peer, and says which cannot be made and why.

    python3 install.py          all peers
    python3 install.py tools    what makes the data

Can be run again: an environment that works is left as it is.
"""

import os
import shutil
import subprocess
import sys

import home

# Pictures to crop, and a wheel that holds a small text detector (PP-OCR, ONNX): its model is all that is used.
TOOLS = {"dependencies": ["scikit-image", "pillow", "numpy"]}
MODEL_WHEEL = "rapidocr-onnxruntime==1.4.4"
MODEL_NAME = "*det_infer.onnx"
PATIENCE = 1200  # seconds for one installation


def run(*command):
    """Runs a command. Throws RuntimeError with the last line that it said, when it fails."""
    try:
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"not done within {PATIENCE} s") from None
    if result.returncode:
        said = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
        raise RuntimeError(said[-1] if said else f"exit code {result.returncode}")


def debian(packages):
    """Installs those of Debian's packages that are missing."""
    missing = [
        package for package in packages if subprocess.run(["dpkg", "-s", package], capture_output=True).returncode]
    if missing:
        run(*([] if os.geteuid() == 0 else ["sudo"]), "apt-get", "install", "-y", "-q", *missing)


def install(name, needs):
    python = home.python(name)
    ready = python.parent.parent / ".ready"
    if ready.exists() and ready.read_text() == repr(needs):
        return
    debian(needs.get("tool", {}).get("bench", {}).get("debian", []))
    if not python.exists():
        run(sys.executable, "-m", "venv", python.parent.parent)
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *needs["dependencies"])
    script = home.SCRIPTS / f"{name}.py"
    if script.exists():
        run(python, script, "--help")  # it imports all that it uses
    ready.write_text(repr(needs))


def install_tools():
    install("tools", TOOLS)
    if home.MODEL.exists():
        return
    folder = home.HOME / "model-wheel"
    run(home.python("tools"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps",
        "--target", folder, MODEL_WHEEL)
    model = next(folder.rglob(MODEL_NAME), None)
    if model is None:
        raise RuntimeError(f"{MODEL_WHEEL} has no {MODEL_NAME}")
    shutil.copy(model, home.MODEL)
    shutil.rmtree(folder)


def main():
    if sys.argv[1:] == ["tools"]:
        try:
            return install_tools()
        except RuntimeError as error:
            sys.exit(f"the tools that make the data cannot be installed: {error}")
    missing = {}
    for name, needs in home.peers().items():
        print(f"==> {name}: {', '.join(needs['dependencies'])}", flush=True)
        try:
            install(name, needs)
        except RuntimeError as error:
            missing[name] = error
            print(f"    not installed: {error}", flush=True)
    print(f"==> {len(home.peers()) - len(missing)} of {len(home.peers())} peers are installed in {home.HOME / 'peers'}")
    for name, error in missing.items():
        print(f"    not {name}: {error}")


if __name__ == "__main__":
    main()
