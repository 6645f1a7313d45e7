"""The import contracts of importlinter.toml, run as a test, and the contracts themselves looked at."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "importlinter.toml"


def test_every_import_contract_holds() -> None:
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(  # noqa: S603 – our own source
        [sys.executable, "-c", linter, "--config", str(CONFIG), "--no-cache"],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_contracts_name_only_what_exists() -> None:
    contracts = tomllib.loads(CONFIG.read_text())["tool"]["importlinter"]["contracts"]
    for contract in contracts:
        named = [
            *contract.get("source_modules", ()), *contract.get("forbidden_modules", ()),
            *contract.get("protected_modules", ()), *contract.get("allowed_importers", ()),
        ]  # fmt: skip
        for name in named:
            top = name.partition(".")[0]
            if not (ROOT / top).is_dir():
                continue  # another's package
            path = ROOT / name.replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").exists(), f"{contract['name']}: no {name}"


def test_every_room_is_under_contract() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(tomllib.loads(CONFIG.read_text())["tool"]["importlinter"]["root_packages"])
