"""Take marketing messages that are due, one person at a time, and write down what became of each.

A message is claimed before it is sent and marked after it: whoever dies in between leaves it in doubt, and what is in
doubt is never sent again by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.kit.clock import Clock
from core.kit.uow import Transaction, UnitOfWork
from core.talks.campaign import Campaign, Results, results_of
from db.repositories import campaigns, scenarios
from db.types.enums import CampaignKind, CampaignState, SendState, Trigger
from db.types.ids import BotId, PersonId, ShopId

# Longer than any call to Telegram may take: a message claimed before was its sender's last.
LOST_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class AtWork:
    """A campaign with something to send, and the bot that sends it."""

    shop_id: ShopId
    campaign_id: int
    bot_id: BotId
    campaign: Campaign

    @property
    def scenario(self) -> bool:
        """Return whether it goes on for ever, a person at a time."""
        return self.campaign.kind is CampaignKind.SCENARIO


@dataclass(frozen=True, slots=True)
class Claimed:
    """One person's message, ours to send."""

    person_id: PersonId
    occasion: str
    telegram_id: int
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message."""

    message: Claimed
    state: SendState
    why: str | None = None


class SendCampaigns:
    """The worker's half of campaigns: any number of workers share the work by locking rows."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def at_work(self) -> list[AtWork]:
        """Return what there is to send now; broadcasts whose moment has come are begun."""
        now = self._clock.now()
        async with self._uow.platform() as connection:
            found = await campaigns.at_work(connection, now)
        work = []
        for row in found:
            hour = now.astimezone(ZoneInfo(row["timezone"])).hour
            if row["bot_id"] is None or _quiet(row["quiet_from"], row["quiet_to"], hour):
                continue
            if row["state"] == CampaignState.SCHEDULED:
                await self._begin(ShopId(row["shop_id"]), row["id"])
            work.append(AtWork(ShopId(row["shop_id"]), row["id"], BotId(row["bot_id"]), Campaign.of(row)))
        return work

    async def _begin(self, shop_id: ShopId, campaign_id: int) -> None:
        """Write a row for everybody in the audience, once: of several workers the first one does."""
        async with self._uow(shop_id) as tx:
            row = await campaigns.campaign(tx.connection, shop_id, campaign_id, lock=True)
            if row is None or row["state"] != CampaignState.SCHEDULED:
                return
            now = self._clock.now()
            await campaigns.write_audience(
                tx.connection, shop_id, campaign_id, due_at=now, **Campaign.of(row).audience_params()
            )
            changed = {"state": CampaignState.SENDING.value, "started_at": now}
            await campaigns.set_campaign(tx.connection, shop_id, campaign_id, changed)

    async def campaign(self, shop_id: ShopId, campaign_id: int) -> Campaign | None:
        """Return a campaign as it says now; None: it is gone."""
        async with self._uow(shop_id) as tx:
            row = await campaigns.campaign(tx.connection, shop_id, campaign_id)
        return Campaign.of(row) if row is not None else None

    async def claim(self, work: AtWork, limit: int) -> list[Claimed]:
        """Take up to so many messages; from here on they are in doubt until they are marked."""
        async with self._uow(work.shop_id) as tx:
            found = await campaigns.claim_messages(
                tx.connection,
                work.shop_id,
                work.campaign_id,
                self._clock.now(),
                limit,
                kind=work.campaign.about,
            )
            taken = [_claimed(row) for row in found if row["state"] == SendState.CLAIMED]
            return await self._fitting(tx, work, taken) if work.scenario else taken

    async def _fitting(self, tx: Transaction, work: AtWork, taken: list[Claimed]) -> list[Claimed]:
        """Return those whose occasion still stands and who were not written to lately; the others are skipped."""
        fitting, skipped = [], []
        for message in taken:
            why = await self._why_not(tx, work.campaign, message)
            if why is None:
                fitting.append(message)
            else:
                skipped.append(_written(Outcome(message, SendState.SKIPPED, why)))
        if skipped:
            await campaigns.mark_messages(tx.connection, tx.shop_id, work.campaign_id, skipped, self._clock.now())
        return fitting

    async def _why_not(self, tx: Transaction, campaign: Campaign, message: Claimed) -> str | None:
        key = (tx.connection, tx.shop_id, message.person_id)
        if campaign.trigger is Trigger.CART_LEFT and not await scenarios.cart_stands(*key, message.occasion):
            return "passed"
        if campaign.trigger is Trigger.VIEWED and await scenarios.bought_since(*key, campaign.id, message.occasion):
            return "passed"
        return None if await scenarios.take_cap(*key, self._clock.now(), campaign.cap_days) else "cap"

    async def mark(self, work: AtWork, outcomes: Sequence[Outcome]) -> None:
        """Write what became of messages; `waiting` gives one back, because nothing was sent for certain."""
        now = self._clock.now()
        async with self._uow(work.shop_id) as tx:
            await campaigns.mark_messages(
                tx.connection, work.shop_id, work.campaign_id, list(map(_written, outcomes)), now
            )
            for outcome in outcomes:
                if work.scenario and outcome.state is SendState.WAITING:
                    person_id = outcome.message.person_id
                    await scenarios.release_cap(tx.connection, work.shop_id, person_id, now, work.campaign.cap_days)
        blocked = [outcome.message for outcome in outcomes if outcome.state is SendState.BLOCKED]
        if blocked:
            async with self._uow.platform() as connection:
                for message in blocked:
                    await campaigns.block_person(connection, work.bot_id, message.person_id)

    async def settle_lost(self) -> int:
        """Messages whose sender died are not known of; return how many there were."""
        async with self._uow.platform() as connection:
            return await campaigns.mark_lost(connection, self._clock.now() - LOST_AFTER)

    async def finish(self, work: AtWork) -> bool:
        """Close a broadcast that has nothing left to send; return whether this closed it."""
        async with self._uow(work.shop_id) as tx:
            return await campaigns.finish_if_done(tx.connection, work.shop_id, work.campaign_id, self._clock.now())

    async def progress(self, work: AtWork, every: int) -> tuple[Campaign, Results] | None:
        """Return what the progress message should say; None: not now, or there is none."""
        async with self._uow(work.shop_id) as tx:
            if not await campaigns.may_show_progress(
                tx.connection, work.shop_id, work.campaign_id, self._clock.now(), every
            ):
                return None
            row = await campaigns.campaign(tx.connection, work.shop_id, work.campaign_id)
            if row is None:
                return None
            return Campaign.of(row), await results_of(tx, work.campaign_id)


def _claimed(row: Mapping[str, Any]) -> Claimed:
    return Claimed(PersonId(row["person_id"]), row["occasion"], row["telegram_id"], row["name"], row["language"])


def _written(outcome: Outcome) -> dict[str, object]:
    return {
        "person_id": outcome.message.person_id,
        "occasion": outcome.message.occasion,
        "state": outcome.state.value,
        "why": outcome.why,
    }


def _quiet(begins: int | None, ends: int | None, hour: int) -> bool:
    """Return whether an hour of the shop's day is a quiet one (from 22 to 9 passes midnight)."""
    if begins is None or ends is None or begins == ends:
        return False
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends
