"""The documents say what is there: commands, links, paths, folders, decisions."""

import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest

from bot.commands import CUSTOMER_MENU, GROUP_MENU, STAFF_MENU
from handlers import ROUTERS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    chain(
        ROOT.glob("README*.md"),
        (ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
        (ROOT / "docs").rglob("*.md"),
    )
)
GUIDES = ("guide.en.md", "guide.ru.md")
DECISIONS = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
# Made when the program runs, so not part of a checkout.
MADE_LATER = (".venv/", ".tools/", "var/")
# Pictures are taken of the running page; until the first one is, the place is kept.
PICTURES_TO_COME: set[str] = set()

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")


def folders() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return {name.partition("/")[0] for name in listed.stdout.splitlines() if "/" in name}


def paths_in(text: str) -> set[str]:
    """Return what is written in backticks and begins with a folder of the repository."""
    tops = folders()
    codes = (code for code in _CODE.findall(_FENCE.sub("", text)) if "/" in code and _PATH.fullmatch(code))
    return {code for code in codes if code.partition("/")[0] in tops and not code.startswith(MADE_LATER)}


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_readme_shows_the_two_commands(name: str) -> None:
    text = (ROOT / name).read_text()
    shown = re.findall(r"^make (demo|test)\b", text, re.MULTILINE)
    assert shown == ["demo", "test"]


def test_both_readmes_have_the_same_parts() -> None:
    english, russian = ((ROOT / name).read_text() for name in ("README.md", "README.ru.md"))
    assert english.count("\n## ") == russian.count("\n## ")
    for shared in (r"^\| ", r"^- ", r"^\d\. ", r"^```"):
        assert len(re.findall(shared, english, re.MULTILINE)) == len(re.findall(shared, russian, re.MULTILINE)), shared


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_path_leads_somewhere(document: Path) -> None:
    text = document.read_text()
    links = {link.partition("#")[0] for link in _LINK.findall(_FENCE.sub("", text)) if "://" not in link}
    missing = {link for link in links if link and not (document.parent / link).exists()}
    assert sorted(missing - PICTURES_TO_COME) == []
    assert sorted(path for path in paths_in(text) if not (ROOT / path).exists()) == []


def test_every_top_level_folder_and_module_is_placed_in_the_house() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    modules = {path.name for path in ROOT.glob("*.py")}
    assert sorted(name for name in folders() if f"{name}/" not in text) == []
    assert sorted(name for name in modules if name not in text) == []


def test_decisions_are_numbered_without_gaps_and_titled_alike() -> None:
    assert [name[:5] for name in DECISIONS] == [f"{number:04}-" for number in range(1, len(DECISIONS) + 1)]
    assert len(DECISIONS) >= 15
    for name in DECISIONS:
        text = (ROOT / "docs" / "adr" / name).read_text()
        assert text.startswith(f"# {name[:4]}. "), name
        parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives"], name


def test_decisions_that_the_code_names_exist() -> None:
    named = {
        number
        for folder in ("bot", "config", "core", "db", "handlers", "miniapp", "payments")
        for path in (ROOT / folder).rglob("*.py")
        for number in re.findall(r"\bADR (\d{4})", path.read_text())
    }
    assert named - {name[:4] for name in DECISIONS} == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_mention_every_command(guide: str) -> None:
    text = (ROOT / "docs" / guide).read_text()
    for_staff = {spec.name for talk in ROUTERS for spec in talk.staff_commands.values()}
    wanted = {*CUSTOMER_MENU, *STAFF_MENU, *GROUP_MENU, *for_staff}
    assert sorted(name for name in wanted if not re.search(rf"/{name}\b", text)) == []


def test_the_guides_name_no_command_that_is_not_there() -> None:
    known = set(chain.from_iterable((*talk.commands, *talk.staff_commands) for talk in ROUTERS))
    for guide in GUIDES:
        said = set(re.findall(r"(?:^|`)/([a-z]+)\b(?!/)", (ROOT / "docs" / guide).read_text(), re.MULTILINE))
        assert said - known == set(), guide
