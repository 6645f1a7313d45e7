"""A shop's own texts: any text or button of the bot, in each language, with a preview and a way back."""

import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.i18n.templates import BadTemplate, Template, check_html, names, parse
from core.kit.i18n.words import LANGUAGES, OwnWords, Words, templates_of, words_of
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.errors import TextRefused
from core.shops.shop import Shop
from db.repositories import shops, texts
from db.types.ids import ShopId

TEXT_LIMIT, BUTTON_LIMIT = 2000, 60
_PREFIX, _DRAFT = "words:", "draft:"
_MOST_SHOPS = 512
_BUTTON = ("button-",)


def text_number(key: str) -> int:
    """Return the number a button carries for a text's key: keys are too long for one."""
    return zlib.crc32(key.encode())


@lru_cache
def _keys() -> dict[int, str]:
    return {text_number(key): key for key in templates_of(LANGUAGES[0])}


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as staff see it: what it says by itself and what the shop says instead, by language."""

    key: str
    usual: dict[str, str]
    own: dict[str, str]
    draft: dict[str, str]
    variables: tuple[str, ...]

    def said(self, language: str) -> str:
        """Return what is said now."""
        return self.own.get(language) or self.usual[language]


class ShopWords:
    """The words of a shop in a language; its own texts are read once per change, in every process."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._known: OrderedDict[tuple[ShopId, int], dict[str, dict[str, Template]]] = OrderedDict()

    async def of(self, shop: Shop, language: str) -> Words:
        """Return the words."""
        usual = words_of(language)
        if not shop.rules.texts_version:
            return usual
        key = (shop.id, shop.rules.texts_version)
        own = self._known.get(key)
        if own is None:
            async with self._uow(shop.id) as tx:
                own = await _own_templates(tx)
            self._known[key] = own
            while len(self._known) > _MOST_SHOPS:
                self._known.popitem(last=False)
        return OwnWords(usual, own.get(usual.language, {}))


class EditTexts:
    """Look for texts, try new ones, keep them, put the usual ones back."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def changed(self, actor: Actor) -> list[str]:
        """Return the keys of the texts the shop wrote itself. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            found = await texts.texts_like(tx.connection, tx.shop_id, _PREFIX)
        return sorted(key for row in found if (key := row["key"].removeprefix(_PREFIX)) in templates_of("en"))

    async def find(self, actor: Actor, words: str) -> list[str]:
        """Return the keys of texts that contain the words, or whose key does. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        wanted = words.casefold().strip()
        async with self._uow(actor.shop_id) as tx:
            rows = await texts.texts_like(tx.connection, tx.shop_id, _PREFIX)
        own = {row["key"].removeprefix(_PREFIX): row["texts"] for row in rows}
        found = [
            key
            for key in templates_of("en")
            if wanted in key or any(wanted in said.casefold() for said in _said(key, own.get(key, {})))
        ]
        # Short texts first: who looks for a button's word means the button.
        return sorted(found, key=lambda key: (not key.startswith(wanted), len(templates_of("en")[key]), key))

    async def one(self, actor: Actor, number: int) -> TextView:
        """Return a text. Raises: Forbidden. NotFound: no text of this release has the number."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            return await _view(tx, number)

    async def draft(self, actor: Actor, number: int, language: str, typed: str) -> TextView:
        """Keep what was typed for a look before it is said to anybody.

        Raises:
            Forbidden, NotFound. TextRefused: it could not be shown, with the rule it breaks.
        """
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            view = await _view(tx, number)
            said = typed.strip().replace("\r\n", "\n")
            _check(view, said)
            await texts.set_text(tx.connection, tx.shop_id, _DRAFT + view.key, {**view.draft, language: said})
            return await _view(tx, number)

    async def keep(self, actor: Actor, number: int, language: str) -> TextView:
        """Say the draft from now on. Raises: Forbidden, NotFound (also: no draft)."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            await _lock(tx)
            view = await _view(tx, number)
            said = view.draft.get(language)
            if said is None:
                raise NotFound
            _check(view, said)
            await self._write(tx, actor, view, {**view.own, language: said}, language)
            return await _view(tx, number)

    async def restore(self, actor: Actor, number: int) -> TextView:
        """Say the usual text again, in all languages. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            await _lock(tx)
            view = await _view(tx, number)
            if view.own:
                await self._write(tx, actor, view, {}, "")
            return await _view(tx, number)

    async def _write(self, tx: Transaction, actor: Actor, view: TextView, own: dict[str, str], language: str) -> None:
        row = await shops.shop(tx.connection, tx.shop_id)
        if row is None:
            raise NotFound
        if own:
            await texts.set_text(tx.connection, tx.shop_id, _PREFIX + view.key, own)
        else:
            await texts.drop_text(tx.connection, tx.shop_id, _PREFIX + view.key)
        await texts.drop_text(tx.connection, tx.shop_id, _DRAFT + view.key)
        version = Shop.from_row(row).rules.texts_version + 1
        await shops.set_rule(tx.connection, tx.shop_id, "texts_version", version)
        await record(
            tx, self._clock, actor, "text.changed", view.key, before=dict(view.own), after={**own, "language": language}
        )


async def _lock(tx: Transaction) -> None:
    if await shops.shop(tx.connection, tx.shop_id, lock=True) is None:
        raise NotFound


async def _view(tx: Transaction, number: int) -> TextView:
    key = _keys().get(number)
    if key is None:
        raise NotFound
    usual = {language: templates_of(language)[key] for language in LANGUAGES}
    variables: set[str] = set()
    for said in usual.values():
        variables |= names(parse(said))
    return TextView(
        key,
        usual,
        await texts.text_of(tx.connection, tx.shop_id, _PREFIX + key),
        await texts.text_of(tx.connection, tx.shop_id, _DRAFT + key),
        tuple(sorted(variables)),
    )


async def _own_templates(tx: Transaction) -> dict[str, dict[str, Template]]:
    found: dict[str, dict[str, Template]] = {}
    for row in await texts.texts_like(tx.connection, tx.shop_id, _PREFIX):
        for language, said in row["texts"].items():
            found.setdefault(language, {})[row["key"].removeprefix(_PREFIX)] = parse(said)
    return found


def _said(key: str, own: dict[str, str]) -> Sequence[str]:
    return [*own.values(), *(templates_of(language)[key] for language in LANGUAGES)]


def _check(view: TextView, said: str) -> None:
    button = view.key.startswith(_BUTTON)
    limit = BUTTON_LIMIT if button else TEXT_LIMIT
    if not said or len(said) > limit:
        raise TextRefused(why="length", part=str(limit))
    if button and "\n" in said:
        raise TextRefused(why="line", part="")
    try:
        template = parse(said)
        check_html(said, tags=any("<" in usual for usual in view.usual.values()))
    except BadTemplate as error:
        raise TextRefused(why=error.args[0], part=error.args[1]) from error
    unknown = names(template) - set(view.variables)
    if unknown:
        raise TextRefused(why="unknown", part="{" + min(unknown) + "}")
