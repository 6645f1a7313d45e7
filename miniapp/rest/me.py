"""Oneself in a shop: language, addresses, choices, points, one's data."""

from dataclasses import replace
from typing import Annotated, Literal

from aiohttp import web
from pydantic import Field

from core.auth.people import ChooseLanguage
from core.kit.i18n.words import words_of
from core.kit.limits import Limit
from core.notifications.choices import ChooseNotifications
from core.orders.addresses import Addresses
from core.orders.cart import Carts
from core.orders.loyalty import Loyalty
from core.orders.my_data import MyData
from db.types.enums import NotificationKind
from miniapp.rest.basket import AddressTold
from miniapp.rest.route import Call, Repeat, Route
from miniapp.rest.shapes import Asked, Id, Money, Told

_DATA = Limit("api.data", 5, 3600, strict=True)


class Bonus(Told):
    """One's points and guests."""

    points: Money
    level: str | None
    code: str  # of the invitation: `?start=r_<code>`
    invited: int
    earned: Money


class MeTold(Told):
    """Oneself in this shop."""

    id: Id
    name: str
    language: str
    phone: str | None
    role: str | None
    second_factor: bool
    proven: bool
    notifications: dict[str, bool]
    addresses: list[AddressTold]


class ChangeMe(Asked):
    """What is to change; the rest stays."""

    language: Literal["ru", "en"] | None = None
    phone: Annotated[str | None, Field(max_length=64)] = None
    notifications: dict[NotificationKind, bool] | None = None


class AddressTyped(Asked):
    """An address, with a label before a colon if it has one."""

    address: Annotated[str, Field(min_length=1, max_length=400)]


class AddressChanged(Asked):
    """Call it something, or fill it in from now on."""

    label: Annotated[str | None, Field(max_length=64)] = None
    preferred: Literal[True] | None = None


class AddressesTold(Told):
    """One's addresses."""

    items: list[AddressTold]


class MeResource:
    """`/me…`."""

    def __init__(
        self,
        languages: ChooseLanguage,
        choices: ChooseNotifications,
        addresses: Addresses,
        carts: Carts,
        loyalty: Loyalty,
        data: MyData,
    ) -> None:
        self._languages = languages
        self._choices = choices
        self._addresses = addresses
        self._carts = carts
        self._loyalty = loyalty
        self._data = data

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("GET", "/me", self.me),
            Route("PATCH", "/me", self.change),
            Route("GET", "/me/export", self.export, raw=True, limit=_DATA),
            Route("DELETE", "/me", self.forget, repeat=Repeat.NEVER, status=204, limit=_DATA),
            Route("GET", "/me/bonus", self.bonus),
            Route("GET", "/me/addresses", self.addresses),
            Route("POST", "/me/addresses", self.add_address, status=201),
            Route("PATCH", "/me/addresses/{address_id}", self.change_address),
            Route("DELETE", "/me/addresses/{address_id}", self.drop_address),
        ]

    async def me(self, call: Call) -> MeTold:
        """Show oneself."""
        phone, _ = await self._carts.known(call.actor)
        chosen = await self._choices(call.actor)
        return MeTold(
            id=call.who.person_id,
            name=call.who.name,
            language=call.language,
            phone=phone,
            role=call.actor.role,
            second_factor=call.who.enrolled,
            proven=bool(call.actor.proven),
            notifications={kind.value: allowed for kind, allowed in chosen.items()},
            addresses=(await self.addresses(call)).items,
        )

    async def change(self, call: Call, body: ChangeMe) -> MeTold:
        """Change one's language, phone or what one is written to about."""
        if body.language is not None:
            await self._languages(call.who.person_id, body.language)
        if body.phone is not None:
            if body.phone:
                await self._addresses.set_phone(call.actor, body.phone)
            else:
                await self._addresses.forget_phone(call.actor)
        for kind, allowed in (body.notifications or {}).items():
            wording = words_of(call.language).plain("consent-wording", shop=call.shop.title)
            await self._choices.choose(call.actor, kind, allowed=allowed, wording=wording)
        return await self.me(replace(call, language=body.language or call.language))

    async def export(self, call: Call) -> web.Response:
        """Download everything this shop keeps about oneself."""
        return web.Response(
            body=await self._data.export(call.actor),
            content_type="application/json",
            headers={
                "Content-Disposition": f'attachment; filename="{call.shop.slug}-my-data.json"',
                "Cache-Control": "no-store",
            },
        )

    async def forget(self, call: Call) -> None:
        """Be forgotten by this shop, but for what the law keeps; every session ends."""
        await self._data.forget(call.actor)

    async def bonus(self, call: Call) -> Bonus:
        """Show one's points, level and invitation."""
        found = await self._loyalty(call.actor, call.shop)
        return Bonus(
            points=Money(amount=found.points, currency=call.shop.currency),
            level=words_of(call.language).plain(f"level-{found.level.place}") if call.shop.rules.levels else None,
            code=found.code,
            invited=found.invited,
            earned=Money(amount=found.earned, currency=call.shop.currency),
        )

    async def addresses(self, call: Call) -> AddressesTold:
        """List one's addresses."""
        found = await self._addresses.mine(call.actor)
        return AddressesTold(
            items=[
                AddressTold(id=one.id, label=one.label, address=one.address, preferred=one.preferred) for one in found
            ]
        )

    async def add_address(self, call: Call, body: AddressTyped) -> AddressesTold:
        """Keep an address."""
        await self._addresses.add(call.actor, body.address)
        return await self.addresses(call)

    async def change_address(self, call: Call, address_id: int, body: AddressChanged) -> AddressesTold:
        """Name an address, or prefer it."""
        if body.label is not None:
            await self._addresses.label(call.actor, address_id, body.label)
        if body.preferred:
            await self._addresses.prefer(call.actor, address_id)
        return await self.addresses(call)

    async def drop_address(self, call: Call, address_id: int) -> AddressesTold:
        """Forget an address."""
        await self._addresses.drop(call.actor, address_id)
        return await self.addresses(call)
