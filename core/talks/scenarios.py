"""Scenarios: something happens, some time later a message follows; at most once for each person and occasion."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.i18n.words import LANGUAGES, READS_RUSSIAN, words_of
from core.kit.uow import Transaction, UnitOfWork
from core.orders.gift_cards import tidy_code
from core.shops.audit import record
from core.talks.broadcasts import button_for
from core.talks.campaign import Campaign, Conditions, Results, check_length, results_of
from core.talks.errors import NothingToSend, ScenarioOff, UnknownPromo
from db.repositories import campaigns, promotions, scenarios
from db.types.enums import CampaignKind, CampaignState, SendState, Trigger
from db.types.ids import CategoryId, ProductId, ShopId, new_id

_HOUR, _DAY = 60, 24 * 60
_LISTED = 30
# What happened before is news to nobody: a scenario that was away for longer lets it pass.
_LOOKS_BACK = timedelta(days=2)
_ASKED_EVERY = timedelta(seconds=30)
# These wait for what does not happen any more: a person who comes back in time is not written to.
_LEFT_ALONE = frozenset({Trigger.VIEWED, Trigger.CART_LEFT})


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready-made scenario: its words stand in the locale files under its name."""

    trigger: Trigger
    delay_minutes: int
    conditions: Conditions = field(default_factory=Conditions)
    cap_days: int = 3


READY: dict[str, Ready] = {
    "cart": Ready(Trigger.CART_LEFT, 3 * _HOUR),
    "welcome": Ready(Trigger.OPENED, _DAY, Conditions(bought="no")),
    "viewed": Ready(Trigger.VIEWED, _DAY),
    "thanks": Ready(Trigger.PAID, _HOUR, Conditions(first_order=True), cap_days=0),
    "care": Ready(Trigger.DELIVERED, 3 * _DAY, cap_days=1),
    "again": Ready(Trigger.DELIVERED, 30 * _DAY, cap_days=7),
}
QUIET = (21, 10)


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """A scenario and what came of it."""

    campaign: Campaign
    results: Results


class Scenarios:
    """What staff do with scenarios."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor) -> list[tuple[Campaign, int]]:
        """Return every scenario with how many messages it sent; the ready-made ones are always there, off.

        Raises:
            Forbidden.
        """
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await campaigns.campaigns(tx.connection, tx.shop_id, CampaignKind.SCENARIO, _LISTED)
            missing = READY.keys() - {row["code"] for row in found}
            if missing:
                for code, ready in READY.items():
                    if code in missing:
                        await _furnish(tx, actor, code, ready)
                found = await campaigns.campaigns(tx.connection, tx.shop_id, CampaignKind.SCENARIO, _LISTED)
        return sorted(((Campaign.of(row), row["sent"]) for row in found), key=lambda one: one[0].id)

    async def one(self, actor: Actor, campaign_id: int) -> ScenarioView:
        """Return one scenario. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            return ScenarioView(await _scenario(tx, campaign_id), await results_of(tx, campaign_id))

    async def create(self, actor: Actor, trigger: Trigger) -> int:
        """Begin a scenario of one's own, off and without words. Raises: Forbidden."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            return await _create(tx, actor, trigger, None, {"delay_minutes": _DAY, "cap_days": 3})

    async def turn(self, actor: Actor, campaign_id: int, *, on: bool) -> None:
        """Switch it on, for what happens from now on, or off. Raises: Forbidden, NotFound, NothingToSend."""
        async with self._changing(actor) as tx:
            found = await _scenario(tx, campaign_id, lock=True)
            if on and not found.texts:
                raise NothingToSend
            if (found.state is CampaignState.ON) == on:
                return
            changed: dict[str, Any] = {"state": (CampaignState.ON if on else CampaignState.OFF).value}
            if on:
                changed["started_at"] = self._clock.now()
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, changed)
            if not on:
                await campaigns.skip_waiting(tx.connection, tx.shop_id, campaign_id)
            await record(tx, self._clock, actor, f"scenario.{'on' if on else 'off'}", found.code or str(campaign_id))

    async def write(self, actor: Actor, campaign_id: int, language: str, html: str) -> None:
        """Set the text in a language. Raises: Forbidden, NotFound, MessageTooLong."""
        check_length(html, with_photo=False)
        async with self._changing(actor) as tx:
            found = await _scenario(tx, campaign_id, lock=True)
            texts = {name: text for name, text in {**found.texts, language: html}.items() if text}
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {"texts": texts})

    async def restore(self, actor: Actor, campaign_id: int) -> None:
        """Give a ready-made scenario its first words back. Raises: Forbidden, NotFound."""
        async with self._changing(actor) as tx:
            found = await _scenario(tx, campaign_id, lock=True)
            if found.code is None:
                raise NotFound
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {"texts": _words(found.code)})

    async def set(self, actor: Actor, campaign_id: int, **changed: Any) -> None:
        """Set delay_minutes, cap_days, or quiet_from with quiet_to. Raises: Forbidden, NotFound."""
        async with self._changing(actor) as tx:
            await _scenario(tx, campaign_id, lock=True)
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, changed)

    async def condition(self, actor: Actor, campaign_id: int, **asked: Any) -> None:
        """Set language, bought, least or first_order. Raises: Forbidden, NotFound."""
        async with self._changing(actor) as tx:
            found = await _scenario(tx, campaign_id, lock=True)
            conditions = Conditions(**{**asdict(found.conditions), **asked})
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {"conditions": conditions.stored()})

    async def promo(self, actor: Actor, campaign_id: int, typed: str) -> None:
        """Add a promo code of the shop's, or (empty) none. Raises: Forbidden, NotFound, UnknownPromo."""
        async with self._changing(actor) as tx:
            await _scenario(tx, campaign_id, lock=True)
            code = tidy_code(typed) if typed else None
            found = await promotions.promo_by_code(tx.connection, tx.shop_id, code) if code is not None else None
            if code is not None and (found is None or found["person_id"] is not None):
                # One person's own code is nothing to send to others.
                raise UnknownPromo(code=code)
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {"promo_code": code})

    async def button(self, actor: Actor, campaign_id: int, title: str, target: str | CategoryId | None) -> None:
        """Set the button, None takes it out. Raises: Forbidden, NotFound, UnknownSku."""
        async with self._changing(actor) as tx:
            await _scenario(tx, campaign_id, lock=True)
            made = await button_for(tx, actor.language, title, target) if target is not None else None
            stored = made.stored() if made is not None else None
            await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {"button": stored})

    async def decide_unknown(self, actor: Actor, campaign_id: int, *, again: bool) -> int:
        """Write to those again of whom nobody knows whether they got it, or leave them; return how many.

        Raises:
            Forbidden, NotFound. ScenarioOff: nothing is sent again by a scenario that is off.
        """
        async with self._changing(actor) as tx:
            found = await _scenario(tx, campaign_id, lock=True)
            if again and found.state is not CampaignState.ON:
                raise ScenarioOff
            if again:
                # The message in doubt has used up their share of messages: this is that very message.
                for person_id in await campaigns.people_in_doubt(tx.connection, tx.shop_id, campaign_id):
                    now = self._clock.now()
                    await scenarios.release_cap(tx.connection, tx.shop_id, person_id, now, found.cap_days)
            state = SendState.WAITING if again else SendState.FAILED
            decided: int = await campaigns.decide_unknown(tx.connection, tx.shop_id, campaign_id, state)
            if decided:
                after = {"again": again, "people": decided}
                about = found.code or str(campaign_id)
                await record(tx, self._clock, actor, "scenario.unknown_decided", about, after=after)
            return decided

    async def remove(self, actor: Actor, campaign_id: int) -> None:
        """Delete a scenario of one's own. Raises: Forbidden, NotFound: it is a ready-made one."""
        async with self._changing(actor) as tx:
            found = await _scenario(tx, campaign_id, lock=True)
            if found.code is not None:
                raise NotFound
            await campaigns.remove_campaign(tx.connection, tx.shop_id, campaign_id)
            await record(tx, self._clock, actor, "scenario.removed", str(campaign_id))

    def _changing(self, actor: Actor) -> Any:
        actor.need(Permission.SEND_CAMPAIGNS)
        return self._uow(actor.shop_id)


class WatchOccasions:
    """The timer: writes down what happened that a scenario waits for; sending is the mailer's."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self) -> int:
        """Look at every scenario that is on; return how many messages are planned anew."""
        async with self._uow.platform() as connection:
            found = await scenarios.scenarios_on(connection)
        planned = 0
        for row in found:
            planned += await self._one(ShopId(row["shop_id"]), row["id"])
        return planned

    async def _one(self, shop_id: ShopId, campaign_id: int) -> int:
        now = self._clock.now()
        async with self._uow(shop_id) as tx:
            row = await campaigns.campaign(tx.connection, shop_id, campaign_id)
            if row is None or row["trigger"] is None:
                return 0
            found = Campaign.of(row)
            trigger = Trigger(row["trigger"])
            delay = timedelta(minutes=found.delay_minutes)
            until = now - delay if trigger in _LEFT_ALONE else now
            asked = found.conditions
            return await scenarios.note_occasions(
                tx.connection,
                shop_id,
                campaign_id,
                trigger=trigger,
                since=max(found.started_at or now, until - _LOOKS_BACK),
                until=until,
                language=asked.language,
                bought=asked.bought,
                first_order=asked.first_order,
                least=asked.least,
                reads_russian=sorted(READS_RUSSIAN),
            )


class NoteView:
    """Remembers what a customer looked at last, in shops where a scenario waits for that."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        # Looking is the commonest tap there is: who waits for it is asked twice a minute, not each time.
        self._wanted: dict[ShopId, tuple[datetime, bool]] = {}

    async def __call__(self, actor: Actor, product_id: ProductId) -> None:
        """Write it; staff look at goods for other reasons."""
        now = self._clock.now()
        if actor.is_staff or not await self._waited_for(actor.shop_id, now):
            return
        async with self._uow(actor.shop_id) as tx:
            await scenarios.note_view(tx.connection, tx.shop_id, actor.person_id, product_id, now)

    async def _waited_for(self, shop_id: ShopId, now: datetime) -> bool:
        asked_at, wanted = self._wanted.get(shop_id, (None, False))
        if asked_at is None or now - asked_at > _ASKED_EVERY:
            async with self._uow(shop_id) as tx:
                wanted = await scenarios.viewing_matters(tx.connection, shop_id)
            self._wanted[shop_id] = (now, wanted)
        return wanted


def _words(code: str) -> dict[str, str]:
    return {language: words_of(language)(f"scenario-text-{code}") for language in LANGUAGES}


async def _furnish(tx: Transaction, actor: Actor, code: str, ready: Ready) -> None:
    changed = {
        "texts": _words(code),
        "delay_minutes": ready.delay_minutes,
        "cap_days": ready.cap_days,
        "conditions": ready.conditions.stored(),
    }
    await _create(tx, actor, ready.trigger, code, changed)


async def _create(tx: Transaction, actor: Actor, trigger: Trigger, code: str | None, changed: dict[str, Any]) -> int:
    campaign_id = new_id()
    await campaigns.create_campaign(
        tx.connection,
        tx.shop_id,
        campaign_id,
        kind=CampaignKind.SCENARIO,
        state=CampaignState.OFF,
        created_by=actor.person_id,
        code=code,
        trigger=trigger,
    )
    quiet = {"quiet_from": QUIET[0], "quiet_to": QUIET[1]}
    await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {**changed, **quiet})
    return campaign_id


async def _scenario(tx: Transaction, campaign_id: int, *, lock: bool = False) -> Campaign:
    row = await campaigns.campaign(tx.connection, tx.shop_id, campaign_id, lock=lock)
    if row is None or row["kind"] != CampaignKind.SCENARIO:
        raise NotFound
    return Campaign.of(row)
