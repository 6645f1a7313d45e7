"""What rows of a file mean for the goods that are there: new, changed, the same or wrong (pure)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.kit.i18n.words import LANGUAGES
from core.shops.import_rows import Problem
from core.shops.latin import latin
from db.types.enums import ImportRowState as S
from db.types.enums import ProductKind

Said = Mapping[str, Any]
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row would do, or why it cannot."""

    state: S
    problem: Problem | None = None
    value: str = ""


def wrong(problem: Problem, value: object = "") -> Verdict:
    """Return the verdict on a row that cannot be carried out."""
    return Verdict(S.WRONG, problem, str(value))


def judge(said: Said, found: Found | None, shelves: Mapping[str, int], *, may_add: bool) -> Verdict:
    """Compare a row with the variant of its SKU, if there is one. `shelves`: ids by name in lower case."""
    if found is None:
        if not may_add:
            return wrong(Problem.UNKNOWN)
        if "name" not in said:
            return wrong(Problem.NO_NAME)
        return Verdict(S.NEW) if "price" in said else wrong(Problem.NO_PRICE)
    if "stock" in said and said["stock"] != found["on_hand"]:
        if found["kind"] == ProductKind.KEYS:
            return wrong(Problem.KEYS)
        if said["stock"] < found["held"]:
            return wrong(Problem.HELD, found["held"])
    if said.get("old_price") and said["old_price"] <= said.get("price", found["price"]):
        return wrong(Problem.OLD_PRICE_LOWER)
    if not _same_options(dict(said.get("options", ())), found):
        return wrong(Problem.OTHER_OPTIONS)
    changed = (
        prices(said, found) != (found["price"], found["old_price"])
        or said.get("stock", found["on_hand"]) != found["on_hand"]
        or product_after(said, found, "", shelves) is not None
    )
    return Verdict(S.CHANGED if changed else S.SAME)


def prices(said: Said, found: Found) -> tuple[int, int | None]:
    """Return the price and the struck one as they become; a struck price is kept while it is higher."""
    price = said.get("price", found["price"])
    struck = said.get("old_price", found["old_price"]) or None
    return price, struck if struck is not None and struck > price else None


def product_after(said: Said, found: Found, language: str, shelves: Mapping[str, int]) -> dict[str, Any] | None:
    """Return the product's title, description and shelf as they become; None when nothing of them changes.

    Texts that are the same in all languages stay so; else only the writer's language changes.
    """
    after = {name: dict(found[name]) for name in ("title", "description")}
    for name, column in (("title", "name"), ("description", "description")):
        if column in said and said[column] not in after[name].values():
            same = len(set(after[name].values())) <= 1
            after[name] |= dict.fromkeys(LANGUAGES, said[column]) if same or not language else {language: said[column]}
    shelf = found["category_id"]
    if "category" in said:
        shelf = shelves.get(said["category"].lower(), -1)
    if (after["title"], after["description"], shelf) == (found["title"], found["description"], found["category_id"]):
        return None
    return {**after, "category_id": shelf}


def _same_options(said: Mapping[str, str], found: Found) -> bool:
    """Whether the choices that a row names are the variant's own."""
    for name, value in said.items():
        option = option_called(found["options"], name)
        chosen = found["variant_options"].get(option["code"]) if option else None
        known = value_called(option["values"], value) if option else None
        if known is None or known["code"] != chosen:
            return False
    return True


def option_called(options: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """Return the option with this title in any language."""
    return next((one for one in options if _called(one, name)), None)


def value_called(values: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """Return the value with this title in any language."""
    return next((one for one in values if _called(one, name)), None)


def _called(one: Mapping[str, Any], name: str) -> bool:
    return name.lower() in {title.lower() for title in one["title"].values()}


_NOT_CODE = re.compile(r"[^a-z0-9]+")


def code_for(title: str, taken: Iterable[str]) -> str:
    """Return a short code for a title that none of these has."""
    known = set(taken)
    head = _NOT_CODE.sub("-", latin(title)).strip("-")[:20].strip("-") or "v"
    code, number = head, 2
    while code in known:
        code, number = f"{head}-{number}", number + 1
    return code


def with_values(
    options: Sequence[Mapping[str, Any]], chosen: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, str]] | None:
    """Return a product's options with the chosen values added where they are new, and the variant's codes.

    None when the choices are not the product's: it has other options, or more of them.
    """
    after = [{**one, "values": list(one["values"])} for one in options]
    codes: dict[str, str] = {}
    for name, value in chosen.items():
        option = option_called(after, name)
        if option is None:
            return None
        known = value_called(option["values"], value)
        if known is None:
            code = code_for(value, [one["code"] for one in option["values"]])
            known = {"code": code, "title": dict.fromkeys(LANGUAGES, value)}
            option["values"].append(known)
        codes[option["code"]] = known["code"]
    return (after, codes) if len(codes) == len(after) else None


def options_named(names: Iterable[str]) -> list[dict[str, Any]]:
    """Return options with these titles and no values yet."""
    made: list[dict[str, Any]] = []
    for name in names:
        code = code_for(name, [one["code"] for one in made])
        made.append({"code": code, "title": dict.fromkeys(LANGUAGES, name), "values": []})
    return made
