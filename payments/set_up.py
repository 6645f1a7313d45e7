"""Set providers up from a form that their settings model draws: fields, values, and a try."""

import typing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.open_shop import Shops
from core.shops.shop import Shop, WayRule
from db.types.money import Money
from payments.breaker import Breakers
from payments.protocol import PaymentProvider, ProviderDown, ProviderRefused
from payments.registry import Registry
from payments.settings import ProviderSettings


class FieldKind(StrEnum):
    """How a field is asked for."""

    SECRET = "secret"  # noqa: S105 – a kind of field, no secret
    SWITCH = "switch"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a provider's form. A secret's value is only whether it is set."""

    name: str
    kind: FieldKind
    value: str
    choices: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Return whether a switch is on, or anything else is filled in."""
        return self.value not in ("", "false")


@dataclass(frozen=True, slots=True)
class WayView:
    """A way to pay as the shop's owner sees it."""

    code: str
    ready: bool
    hidden: bool
    rule: WayRule
    fields: tuple[Field, ...]
    takes_webhooks: bool


class TryOutcome(StrEnum):
    """What a try of the settings came to."""

    GOOD = "good"
    REFUSED = "refused"
    DOWN = "down"
    INCOMPLETE = "incomplete"


class SetUpWays:
    """Reads and changes a shop's providers. All of it is the owner's: money rules."""

    def __init__(
        self,
        uow: UnitOfWork,
        clock: Clock,
        shops: Shops,
        registry: Registry,
        settings: ProviderSettings,
        breakers: Breakers,
    ) -> None:
        self._uow = uow
        self._clock = clock
        self._shops = shops
        self._registry = registry
        self._settings = settings
        self._breakers = breakers

    async def all(self, actor: Actor) -> list[WayView]:
        """Return every way to pay of this release. Raises: Forbidden."""
        actor.need(Permission.CHANGE_MONEY_RULES)
        shop = await self._shops.by_id(actor.shop_id)
        return [self._view(shop, provider) for provider in self._registry.all().values()]

    async def one(self, actor: Actor, code: str) -> WayView:
        """Return one way to pay. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_MONEY_RULES)
        shop = await self._shops.by_id(actor.shop_id)
        return self._view(shop, self._provider(code))

    async def change(self, actor: Actor, code: str, name: str, typed: str) -> WayView:
        """Set one field from what was typed or tapped.

        Raises:
            Forbidden, NotFound: no such way or field. BadInput: not a value of this field.
        """
        actor.need(Permission.CHANGE_MONEY_RULES)
        provider = self._provider(code)
        info = _fields(provider).get(name)
        if info is None:
            raise NotFound
        shop = await self._shops.by_id(actor.shop_id)
        present = self._settings.of(shop, provider)
        wanted = {**dict(present), name: _read(info, typed)}
        try:
            changed = provider.settings_model.model_validate(wanted)
        except ValidationError as error:
            raise BadInput(example=_example(info)) from error
        await self._settings.save(shop, code, changed)
        self._breakers.succeeded(shop.id, code)
        async with self._uow(shop.id) as tx:
            await record(tx, self._clock, actor, "payment_way.changed", code, after={"field": name})
        return await self.one(actor, code)

    async def try_out(self, actor: Actor, code: str) -> tuple[TryOutcome, Money | None]:
        """Try the settings with a harmless call; a provider that tells what it holds for the shop is asked.

        Raises:
            Forbidden, NotFound.
        """
        actor.need(Permission.CHANGE_MONEY_RULES)
        provider = self._provider(code)
        shop = await self._shops.by_id(actor.shop_id)
        if code not in self._settings.set_up(shop):
            return TryOutcome.INCOMPLETE, None
        try:
            settings = self._settings.of(shop, provider)
            await provider.check(settings)
            held = await provider.balance(settings)
        except ProviderRefused:
            return TryOutcome.REFUSED, None
        except ProviderDown:
            self._breakers.failed(shop.id, code)
            return TryOutcome.DOWN, None
        self._breakers.succeeded(shop.id, code)
        return TryOutcome.GOOD, Money(*held) if held is not None else None

    def _provider(self, code: str) -> PaymentProvider:
        provider = self._registry.get(code)
        if provider is None:
            raise NotFound
        return provider

    def _view(self, shop: Shop, provider: PaymentProvider) -> WayView:
        present = self._settings.of(shop, provider)
        return WayView(
            code=provider.code,
            ready=provider.code in self._settings.set_up(shop),
            hidden=not self._breakers.closed(shop.id, provider.code),
            rule=shop.rules.ways.get(provider.code, WayRule()),
            fields=tuple(_field(name, info, present) for name, info in _fields(provider).items()),
            takes_webhooks=provider.takes_webhooks,
        )


def _fields(provider: PaymentProvider) -> dict[str, FieldInfo]:
    # What the house fills in by itself is no question.
    return {name: info for name, info in provider.settings_model.model_fields.items() if name != "own_bot"}


def _field(name: str, info: FieldInfo, present: BaseModel) -> Field:
    value = getattr(present, name)
    if isinstance(value, SecretStr):
        return Field(name, FieldKind.SECRET, "•••" if value.get_secret_value() else "")
    if info.annotation is bool:
        return Field(name, FieldKind.SWITCH, "true" if value else "false")
    choices = tuple(str(choice) for choice in typing.get_args(info.annotation))
    if typing.get_origin(info.annotation) is Literal:
        return Field(name, FieldKind.CHOICE, str(value), choices)
    shown = ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
    return Field(name, FieldKind.TEXT, "" if value is None else shown)


def _read(info: FieldInfo, typed: str) -> Any:
    text = typed.strip()
    if typing.get_origin(info.annotation) is tuple:
        return [part for part in text.replace(",", " ").split() if part]
    if not text and type(None) in typing.get_args(info.annotation):
        return None
    return text


def _example(info: FieldInfo) -> str:
    default = info.get_default(call_default_factory=False)
    if isinstance(default, tuple):
        return "5000, 10000"
    return str(default) if default not in (None, "") and not isinstance(default, SecretStr) else "123"
