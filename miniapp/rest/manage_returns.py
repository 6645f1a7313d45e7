"""`/manage/shops/{slug}/returns`: letting goods come back, receiving and inspecting them, and closing the return."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from core.auth.roles import Permission
from core.kit.i18n.words import words_of
from core.orders.close_return import CloseReturn
from core.orders.decide_return import DecideReturn
from core.orders.receive_return import Inspected, Received, ReceiveReturn
from core.orders.return_state import OPEN
from core.orders.view_returns import ReturnLine, ReturnSummary, ReturnView, ViewReturns
from db.types.enums import Reception, ReturnOutcome, ReturnState, StockVerdict
from db.types.ids import encode_id
from miniapp.rest.manage import AT, DidTold, staff_route
from miniapp.rest.orders import ReturnTold, return_told
from miniapp.rest.route import Call, Route, id_of
from miniapp.rest.shapes import Asked, Id, Money, Page, Told
from payments.settings import ProviderSettings

_P = Permission
_PAGE = 20


class ReturnsAsked(Asked):
    """Which returns: those in a state; nothing: those that are not over."""

    state: ReturnState | None = None
    cursor: Annotated[str | None, Field(max_length=13)] = None


class ReturnSummaryTold(Told):
    """A return in a list."""

    id: Id
    order: Id
    number: int
    state: str
    outcome: str
    customer: str
    created_at: datetime


class StaffReturnLine(Told):
    """A line of a return: how it came, and what is taken of it."""

    position: int
    title: str
    options: str
    quantity: int
    reception: str
    received: int
    acceptance: str
    accepted: int
    verdict: str | None
    instead: str | None
    worth: Money


class StaffReturn(Told):
    """A return as staff see it. `steps`: what this person may do with it now."""

    told: ReturnTold
    customer: str
    username: str | None
    tracking: str | None
    photos: int
    lines: list[StaffReturnLine]
    worth: Money
    delivery: Money
    amount: Money
    credit: Money
    exchange: int | None
    closing_by: str | None
    steps: list[str]
    journal: list[DidTold]


class Answered(Asked):
    """Approve or reject, with words for the buyer."""

    decision: Literal["approve", "reject"]
    words: Annotated[str, Field(max_length=500)] = ""


class LineCame(Asked):
    """How much of a line came, and how."""

    position: Annotated[int, Field(ge=1, le=1000)]
    reception: Reception
    number: Annotated[int, Field(ge=0, le=9999)]


class ReceptionAsked(Asked):
    """What came; nothing named: the rest, as announced."""

    lines: Annotated[list[LineCame], Field(max_length=50)] = Field(default_factory=list)


class LineTaken(Asked):
    """How much of a line is taken, and what becomes of the goods."""

    position: Annotated[int, Field(ge=1, le=1000)]
    accepted: Annotated[int, Field(ge=0, le=9999)]
    verdict: StockVerdict = StockVerdict.RESTOCK


class InspectionAsked(Asked):
    """What is taken; nothing named: the rest, back on the shelf."""

    lines: Annotated[list[LineTaken], Field(max_length=50)] = Field(default_factory=list)


class Closing(Asked):
    """What the buyer gets; null: what they asked for. `delivery`: the delivery is given back, too."""

    outcome: ReturnOutcome | None = None
    delivery: bool = False


class ManageReturns:
    """Returns, step by step."""

    def __init__(
        self,
        view: ViewReturns,
        decide: DecideReturn,
        receive: ReceiveReturn,
        close: CloseReturn,
        settings: ProviderSettings,
    ) -> None:
        self._view = view
        self._decide = decide
        self._receive = receive
        self._close = close
        self._settings = settings

    def routes(self) -> list[Route]:
        """Return the routes, each with the permission its use case asks for."""
        one = f"{AT}/returns/{{return_id}}"
        return [
            staff_route("GET", f"{AT}/returns", self.returns, _P.SEE_ORDERS),
            staff_route("GET", one, self.one_return, _P.SEE_ORDERS),
            staff_route("POST", f"{one}/decision", self.decide, _P.DECIDE_RETURNS),
            staff_route("POST", f"{one}/reception", self.receive, _P.RECEIVE_RETURNS),
            staff_route("POST", f"{one}/inspection", self.inspect, _P.RECEIVE_RETURNS),
            staff_route("POST", f"{one}/close", self.close, _P.DECIDE_RETURNS),
        ]

    async def returns(self, call: Call, query: ReturnsAsked) -> Page[ReturnSummaryTold]:
        """List returns, the newest first."""
        states = [query.state] if query.state is not None else list(OPEN)
        before = id_of(query.cursor) if query.cursor else 0
        found, more = await self._view.in_state(call.actor, states, before=before, limit=_PAGE)
        return Page[ReturnSummaryTold](
            items=[_summary(one) for one in found], next=encode_id(found[-1].id) if found and more else None
        )

    async def one_return(self, call: Call, return_id: int) -> StaffReturn:
        """Show a return."""
        return _return(call, await self._view.for_staff(call.actor, return_id))

    async def decide(self, call: Call, return_id: int, body: Answered) -> StaffReturn:
        """Let goods come back, or refuse with words."""
        if body.decision == "approve":
            await self._decide.approve(call.actor, return_id, body.words)
        else:
            await self._decide.reject(call.actor, return_id, body.words)
        return await self.one_return(call, return_id)

    async def receive(self, call: Call, return_id: int, body: ReceptionAsked) -> StaffReturn:
        """Say what came."""
        said = [Received(one.position, one.reception, one.number) for one in body.lines]
        await self._receive.receive(call.actor, return_id, said)
        return await self.one_return(call, return_id)

    async def inspect(self, call: Call, return_id: int, body: InspectionAsked) -> StaffReturn:
        """Say what is taken, and what becomes of it."""
        said = [Inspected(one.position, one.accepted, one.verdict) for one in body.lines]
        await self._receive.inspect(call.actor, return_id, said)
        return await self.one_return(call, return_id)

    async def close(self, call: Call, return_id: int, body: Closing) -> StaffReturn:
        """Carry out what the return comes to. Where money goes back, needs the second factor."""
        await self._close(
            call.actor,
            call.shop,
            return_id,
            outcome=body.outcome,
            delivery=body.delivery,
            offered=self._settings.offered(call.shop),
        )
        return await self.one_return(call, return_id)


def _steps(call: Call, view: ReturnView) -> list[str]:
    decides, receives = call.actor.may(_P.DECIDE_RETURNS), call.actor.may(_P.RECEIVE_RETURNS)
    if view.state is ReturnState.REQUESTED:
        return ["decide"] if decides else []
    if view.state is not ReturnState.APPROVED:
        return []
    came = any(line.received for line in view.lines)
    steps = (
        ("receive", receives),
        ("inspect", receives and view.received and came),
        ("close", decides and view.inspected),
    )
    return [step for step, fits in steps if fits]


def _return(call: Call, view: ReturnView) -> StaffReturn:
    def money(amount: int) -> Money:
        return Money(amount=amount, currency=view.currency)

    return StaffReturn(
        told=return_told(call, view),
        customer=view.customer_name,
        username=view.customer_username,
        tracking=view.tracking,
        photos=len(view.photos),
        lines=[_line(call, view, line) for line in view.lines],
        worth=money(view.worth if view.inspected else view.asked_worth),
        delivery=money(view.delivery_total),
        amount=money(view.amount),
        credit=money(view.credit),
        exchange=view.exchange.number if view.exchange is not None else None,
        closing_by=view.closing_by_name,
        steps=_steps(call, view),
        journal=[
            DidTold(at=one.at, event=one.event, status=None, who=one.actor_name, reason=None) for one in view.journal
        ],
    )


def _line(call: Call, view: ReturnView, line: ReturnLine) -> StaffReturnLine:
    words = words_of(call.language)
    return StaffReturnLine(
        position=line.position,
        title=words.pick(line.title),
        options=words.pick(line.options_text),
        quantity=line.quantity,
        reception=line.reception.value,
        received=line.received,
        acceptance=line.acceptance.value,
        accepted=line.accepted,
        verdict=line.verdict.value if line.verdict is not None else None,
        instead=words.pick(line.instead) if line.instead else None,
        worth=Money(amount=line.asked_worth, currency=view.currency),
    )


def _summary(one: ReturnSummary) -> ReturnSummaryTold:
    return ReturnSummaryTold(
        id=one.id,
        order=one.order_id,
        number=one.number,
        state=one.state.value,
        outcome=one.outcome.value,
        customer=one.customer_name,
        created_at=one.created_at,
    )
