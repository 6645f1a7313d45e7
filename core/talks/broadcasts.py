"""Broadcasts: put one together, begin it now or later, pause, resume, cancel; see how it went."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.errors import UnknownSku
from core.shops.pictures import Picture, keep
from core.talks.campaign import Campaign, CampaignButton, Conditions, Results, check_length, results_of
from core.talks.errors import CampaignUnderWay, MomentPassed, NobodyToSendTo, NothingToSend
from db.repositories import assortment, campaigns, catalogue
from db.types.enums import Audience, CampaignKind, CampaignState, SendState
from db.types.ids import CategoryId, new_id

_LISTED = 8
_OPEN = (CampaignState.DRAFT, CampaignState.SCHEDULED)
_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class BroadcastView:
    """A broadcast, how many people it is for (of so many who did not all agree to news), and how it goes."""

    campaign: Campaign
    people: int
    of: int
    results: Results


class Broadcasts:
    """Everything staff do with broadcasts, up to sending itself."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def latest(self, actor: Actor) -> list[tuple[Campaign, int]]:
        """Return the newest broadcasts with how many messages each has sent. Raises: Forbidden."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await campaigns.campaigns(tx.connection, tx.shop_id, CampaignKind.BROADCAST, _LISTED)
        return [(Campaign.of(row), row["sent"]) for row in found]

    async def create(self, actor: Actor, language: str, html: str = "") -> int:
        """Begin a draft for everybody, with a text if there is one already. Raises: Forbidden, MessageTooLong."""
        actor.need(Permission.SEND_CAMPAIGNS)
        check_length(html, with_photo=False)
        campaign_id = new_id()
        async with self._uow(actor.shop_id) as tx:
            await campaigns.create_campaign(
                tx.connection,
                tx.shop_id,
                campaign_id,
                kind=CampaignKind.BROADCAST,
                state=CampaignState.DRAFT,
                created_by=actor.person_id,
                audience=Audience.ALL,
            )
            if html:
                await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, {"texts": {language: html}})
        return campaign_id

    async def one(self, actor: Actor, campaign_id: int) -> BroadcastView:
        """Return a broadcast. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await _broadcast(tx, campaign_id)
            people, everybody = await _people(tx, found), await _people(tx, found, everybody=True)
            return BroadcastView(found, people, everybody, await results_of(tx, campaign_id))

    async def counts(self, actor: Actor, campaign_id: int) -> dict[Audience, int]:
        """Return how many people each audience that needs no more words would reach. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await _broadcast(tx, campaign_id)
            return {
                audience: await _people(tx, replace(found, audience=audience))
                for audience in (Audience.ALL, Audience.BUYERS, Audience.LAPSED, Audience.CART)
            }

    # ── putting it together ──────────────────────────────────────────────────────────────────────────────

    async def write(self, actor: Actor, campaign_id: int, language: str, html: str) -> None:
        """Set the text in a language; empty takes it out.

        Raises:
            Forbidden, NotFound, CampaignUnderWay, MessageTooLong.
        """
        async with self._uow(actor.shop_id) as tx:
            found = await self._draft(tx, actor, campaign_id)
            check_length(html, with_photo=found.media_id is not None)
            texts = {**found.texts, language: html}
            await self._set(tx, campaign_id, texts={name: text for name, text in texts.items() if text})

    async def picture(self, actor: Actor, campaign_id: int, picture: Picture | None) -> None:
        """Set the picture, or take it out. Raises: as `write`."""
        async with self._uow(actor.shop_id) as tx:
            found = await self._draft(tx, actor, campaign_id)
            if picture is not None:
                for html in found.texts.values():
                    check_length(html, with_photo=True)
            await self._set(tx, campaign_id, media_id=await keep(tx, picture) if picture is not None else None)

    async def button(self, actor: Actor, campaign_id: int, title: str, target: str | CategoryId | None) -> None:
        """Set the button: a web address, a SKU or a category; None takes it out.

        Raises:
            UnknownSku; NotFound: no such category; and as `write`.
        """
        async with self._uow(actor.shop_id) as tx:
            await self._draft(tx, actor, campaign_id)
            made = await button_for(tx, actor.language, title, target) if target is not None else None
            await self._set(tx, campaign_id, button=made.stored() if made is not None else None)

    async def choose(self, actor: Actor, campaign_id: int, audience: Audience, **more: Any) -> None:
        """Set the audience; `sku`, `category_id`, `days` or `language` say which exactly. Raises: as `button`."""
        async with self._uow(actor.shop_id) as tx:
            found = await self._draft(tx, actor, campaign_id)
            asked = asdict(found.conditions)
            if "sku" in more:
                sku = str(more.pop("sku")).upper()
                variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
                if variant is None:
                    raise UnknownSku(sku=sku)
                more |= {"product_id": variant["product_id"], "title": _picked(variant["title"], actor.language)}
            if "category_id" in more:
                shelf = await catalogue.category(tx.connection, tx.shop_id, CategoryId(more["category_id"]))
                if shelf is None:
                    raise NotFound
                more["title"] = _picked(shelf["title"], actor.language)
            conditions = Conditions(**{**asked, **more})
            await self._set(tx, campaign_id, audience=audience.value, conditions=conditions.stored())

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────

    async def start(
        self, actor: Actor, campaign_id: int, at: Any = None, *, progress: tuple[int, int] | None = None
    ) -> int:
        """Begin now, or at a moment; return for how many people.

        `progress` is the message (chat, message) that shows how it goes.

        Raises:
            NothingToSend, NobodyToSendTo, MomentPassed, CampaignUnderWay, Forbidden, NotFound.
        """
        now = self._clock.now()
        if at is not None and not now < at < now + _A_YEAR:
            raise MomentPassed
        async with self._uow(actor.shop_id) as tx:
            found = await self._draft(tx, actor, campaign_id)
            if not found.texts:
                raise NothingToSend
            people = await _people(tx, found)
            if not people:
                raise NobodyToSendTo
            shown = progress or (None, None)
            await self._set(
                tx,
                campaign_id,
                state=CampaignState.SCHEDULED.value,
                starts_at=at or now,
                progress_chat_id=shown[0],
                progress_message_id=shown[1],
                progress_language=actor.language if progress else None,
            )
            action = "broadcast.scheduled" if at is not None else "broadcast.started"
            await record(tx, self._clock, actor, action, str(campaign_id), after={"people": people})
            return people

    async def unschedule(self, actor: Actor, campaign_id: int) -> None:
        """Make a scheduled broadcast a draft again. Raises: Forbidden, NotFound, CampaignUnderWay."""
        async with self._uow(actor.shop_id) as tx:
            await self._draft(tx, actor, campaign_id)
            await self._set(tx, campaign_id, state=CampaignState.DRAFT.value, starts_at=None)

    async def pause(self, actor: Actor, campaign_id: int, *, paused: bool) -> None:
        """Stop sending for a while, or go on; twice is once. Raises: Forbidden, NotFound, CampaignUnderWay."""
        before, after = CampaignState.SENDING, CampaignState.PAUSED
        await self._move(actor, campaign_id, *((before, after) if paused else (after, before)))

    async def cancel(self, actor: Actor, campaign_id: int) -> None:
        """Send no more of it. Raises: Forbidden, NotFound, CampaignUnderWay: it is over."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await _broadcast(tx, campaign_id, lock=True)
            if found.state not in (CampaignState.SENDING, CampaignState.PAUSED, CampaignState.SCHEDULED):
                raise CampaignUnderWay
            await self._set(tx, campaign_id, state=CampaignState.CANCELLED.value, finished_at=self._clock.now())
            await campaigns.skip_waiting(tx.connection, tx.shop_id, campaign_id)
            await record(tx, self._clock, actor, "broadcast.cancelled", str(campaign_id))

    async def decide_unknown(self, actor: Actor, campaign_id: int, *, again: bool) -> int:
        """Send to those again of whom nobody knows whether they got it, or leave them; return how many.

        Raises:
            Forbidden, NotFound.
        """
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await _broadcast(tx, campaign_id, lock=True)
            state = SendState.WAITING if again else SendState.FAILED
            decided = await campaigns.decide_unknown(tx.connection, tx.shop_id, campaign_id, state)
            if again and decided and found.state is CampaignState.DONE:
                await self._set(tx, campaign_id, state=CampaignState.SENDING.value, finished_at=None)
            if decided:
                after = {"again": again, "people": decided}
                await record(tx, self._clock, actor, "broadcast.unknown_decided", str(campaign_id), after=after)
            return decided

    async def remove(self, actor: Actor, campaign_id: int) -> None:
        """Throw a draft away. Raises: Forbidden, NotFound, CampaignUnderWay."""
        async with self._uow(actor.shop_id) as tx:
            await self._draft(tx, actor, campaign_id)
            await campaigns.remove_campaign(tx.connection, tx.shop_id, campaign_id)

    async def show_progress_in(self, actor: Actor, campaign_id: int, chat_id: int, message_id: int) -> None:
        """This message shows how it goes from now on. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            await _broadcast(tx, campaign_id)
            await self._set(
                tx,
                campaign_id,
                progress_chat_id=chat_id,
                progress_message_id=message_id,
                progress_language=actor.language,
            )

    async def _move(self, actor: Actor, campaign_id: int, before: CampaignState, after: CampaignState) -> None:
        actor.need(Permission.SEND_CAMPAIGNS)
        async with self._uow(actor.shop_id) as tx:
            found = await _broadcast(tx, campaign_id, lock=True)
            if found.state is after:
                return
            if found.state is not before:
                raise CampaignUnderWay
            await self._set(tx, campaign_id, state=after.value)
            await record(tx, self._clock, actor, f"broadcast.{after.value}", str(campaign_id))

    async def _draft(self, tx: Transaction, actor: Actor, campaign_id: int) -> Campaign:
        actor.need(Permission.SEND_CAMPAIGNS)
        found = await _broadcast(tx, campaign_id, lock=True)
        if found.state not in _OPEN:
            raise CampaignUnderWay
        return found

    @staticmethod
    async def _set(tx: Transaction, campaign_id: int, **changed: Any) -> None:
        await campaigns.set_campaign(tx.connection, tx.shop_id, campaign_id, changed)


async def _broadcast(tx: Transaction, campaign_id: int, *, lock: bool = False) -> Campaign:
    row = await campaigns.campaign(tx.connection, tx.shop_id, campaign_id, lock=lock)
    if row is None or row["kind"] != CampaignKind.BROADCAST:
        raise NotFound
    return Campaign.of(row)


async def _people(tx: Transaction, campaign: Campaign, *, everybody: bool = False) -> int:
    params = campaign.audience_params()
    return await campaigns.count_audience(tx.connection, tx.shop_id, **params, everybody=everybody)


async def button_for(tx: Transaction, language: str, title: str, target: str | CategoryId) -> CampaignButton:
    """Return the button for a web address, a SKU or a category. Raises: UnknownSku, NotFound."""
    if isinstance(target, int):
        shelf = await catalogue.category(tx.connection, tx.shop_id, CategoryId(target))
        if shelf is None:
            raise NotFound
        return CampaignButton(title or _picked(shelf["title"], language), category=target)
    if "://" in target:
        return CampaignButton(title, url=target)
    variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, target.upper())
    if variant is None:
        raise UnknownSku(sku=target.upper())
    return CampaignButton(title or _picked(variant["title"], language), product=variant["product_id"])


def _picked(titles: dict[str, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()), "")
