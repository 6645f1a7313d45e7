"""Sessions: one proof, one session; keys that change; a thief is found out; logging out acts at once."""

import asyncio
from dataclasses import dataclass

import jwt
import pytest

from core.auth import sessions
from core.auth.errors import ForgedProof, NotSignedIn, StaleProof
from core.auth.identify import Identify
from core.auth.sessions import Authenticate, Device, Sessions, SignIn, Tokens
from core.auth.tokens import AccessTokens, Claims
from core.kit.errors import NotFound
from core.kit.security.cipher import Cipher
from core.shops.open_shop import Bots, Shops
from db.types.enums import Role, SignInWay
from db.types.ids import BotId, PersonId
from tests.core.auth.web import init_data, widget
from tests.factories.clock import MovableClock
from tests.factories.town import Stall, Town

PHONE = Device("Telegram/Android", "203.0.113.7")
ANNA = 51
_numbers = iter(range(700_000_100, 700_100_000))


@dataclass
class Door:
    """A shop with a bot of its own, and everything to sign in with."""

    town: Town
    clock: MovableClock
    shop: Stall
    bot_id: BotId
    token: str
    cipher: Cipher
    tokens: AccessTokens
    sign_in: SignIn
    authenticate: Authenticate
    sessions: Sessions

    async def enters(self, telegram_id: int = ANNA) -> Tokens:
        said = init_data(self.token, telegram_id, self.clock.now(), query_id=f"Q{next(_numbers)}")
        return await self.sign_in.by_init_data(self.shop.shop.slug, said, PHONE)

    async def asks(self, tokens: Tokens) -> PersonId:
        return (await self.authenticate(tokens.access)).person_id


async def door_of(town: Town, clock: MovableClock) -> Door:
    shop = await town.shop()
    cipher = Cipher("a key of the tests, 32 characters")
    bots = Bots(town.uow, cipher)
    number = next(_numbers)
    token = f"{number}:" + "a" * 35
    bot_id = await bots.save(token, number, f"bot{number}", "Lighthouse")
    await Shops(town.uow).give_bot(shop.owner, bot_id)
    tokens = AccessTokens(town.uow, cipher, clock)
    identify = Identify(town.uow, frozenset())
    return Door(
        town,
        clock,
        shop,
        bot_id,
        token,
        cipher,
        tokens,
        SignIn(town.uow, cipher, clock, tokens, identify, bots.token_of),
        Authenticate(town.uow, clock, tokens, frozenset()),
        Sessions(town.uow, clock),
    )


@pytest.fixture
async def door(town: Town, clock: MovableClock) -> Door:
    return await door_of(town, clock)


async def test_telegrams_word_opens_a_session_in_the_shop_it_was_said_for(door: Door) -> None:
    tokens = await door.enters()

    caller = await door.authenticate(tokens.access, door.shop.shop.slug)

    assert caller.actor is not None
    assert (caller.telegram_id, caller.actor.shop_id, caller.actor.role) == (ANNA, door.shop.id, None)
    assert caller.language == "ru"


async def test_a_plain_browser_enters_by_the_widget(door: Door) -> None:
    tokens = await door.sign_in.by_widget(door.shop.shop.slug, widget(door.token, ANNA, door.clock.now()), PHONE)
    [session] = await door.sessions.mine(tokens.person_id, door.bot_id)
    assert (session.way, session.device) == (SignInWay.WIDGET, "Telegram/Android")


async def test_another_bots_word_opens_nothing_here(door: Door, town: Town, clock: MovableClock) -> None:
    """The owner of a bot can make it say anything of anybody: that must end at their own shop."""
    other = await door_of(town, clock)
    with pytest.raises(ForgedProof):
        await door.sign_in.by_init_data(door.shop.shop.slug, init_data(other.token, ANNA, clock.now()), PHONE)

    theirs = await other.enters()
    with pytest.raises(NotFound):
        await door.authenticate(theirs.access, door.shop.shop.slug)
    with pytest.raises(NotFound):
        await door.authenticate(theirs.access, "no-such-shop")


async def test_a_word_is_good_once_and_for_a_moment_more_for_an_answer_that_got_lost(door: Door) -> None:
    said = init_data(door.token, ANNA, door.clock.now())
    first = await door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE)
    door.clock.move(seconds=8)
    again = await door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE)
    assert again.session_id == first.session_id

    door.clock.move(seconds=3)
    with pytest.raises(StaleProof):
        await door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE)


async def test_twenty_at_once_with_one_word_open_one_session(door: Door) -> None:
    said = init_data(door.token, ANNA, door.clock.now())
    entered = await asyncio.gather(*(door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE) for _ in range(20)))
    assert len({tokens.session_id for tokens in entered}) == 1
    assert len(await door.sessions.mine(entered[0].person_id, door.bot_id)) == 1


async def test_a_session_goes_on_with_a_new_key_each_time(door: Door) -> None:
    tokens = await door.enters()
    for _ in range(3):
        door.clock.move(minutes=11)
        with pytest.raises(NotSignedIn):
            await door.asks(tokens)
        tokens = await door.sign_in.refresh(tokens.refresh, PHONE)
        assert await door.asks(tokens) == tokens.person_id


async def test_a_key_used_twice_within_the_grace_goes_on_and_later_ends_everything(door: Door) -> None:
    tokens = await door.enters()
    lost = await door.sign_in.refresh(tokens.refresh, PHONE)
    door.clock.move(seconds=9)
    repeated = await door.sign_in.refresh(tokens.refresh, PHONE)
    assert repeated.refresh != lost.refresh
    assert await door.asks(repeated) == tokens.person_id

    door.clock.move(seconds=9)
    with pytest.raises(NotSignedIn):
        await door.sign_in.refresh(tokens.refresh, PHONE)
    for stolen in (lost, repeated):
        with pytest.raises(NotSignedIn):
            await door.asks(stolen)
        with pytest.raises(NotSignedIn):
            await door.sign_in.refresh(stolen.refresh, PHONE)


async def test_ten_at_once_with_one_key_all_go_on(door: Door) -> None:
    tokens = await door.enters()
    gone_on = await asyncio.gather(*(door.sign_in.refresh(tokens.refresh, PHONE) for _ in range(10)))
    assert len({one.refresh for one in gone_on}) == 10
    assert {await door.asks(one) for one in gone_on} == {tokens.person_id}


async def test_logging_out_acts_at_once_and_on_nobody_else(door: Door) -> None:
    mine, my_other, toms = await door.enters(), await door.enters(), await door.enters(52)

    with pytest.raises(NotFound):
        await door.sessions.end(toms.person_id, door.bot_id, mine.session_id)
    await door.sessions.end(mine.person_id, door.bot_id, mine.session_id, logged_out=True)

    with pytest.raises(NotSignedIn):
        await door.asks(mine)
    with pytest.raises(NotSignedIn):
        await door.sign_in.refresh(mine.refresh, PHONE)
    assert await door.asks(my_other) == mine.person_id
    assert await door.asks(toms) == toms.person_id

    assert await door.sessions.end_others(mine.person_id, door.bot_id) == 1
    with pytest.raises(NotSignedIn):
        await door.asks(my_other)
    assert await door.asks(toms) == toms.person_id


async def test_a_role_that_is_taken_is_gone_at_the_next_request(door: Door) -> None:
    tokens = await door.enters()
    await door.shop.tell(
        f"INSERT INTO staff (shop_id, person_id, role) VALUES ({door.shop.id}, {tokens.person_id}, 'manager')"
    )
    caller = await door.authenticate(tokens.access, door.shop.shop.slug)
    assert caller.actor is not None
    assert (caller.actor.role, caller.actor.proven) == (Role.MANAGER, False)

    await door.shop.tell(f"DELETE FROM staff WHERE person_id = {tokens.person_id}")
    caller = await door.authenticate(tokens.access, door.shop.shop.slug)
    assert caller.actor is not None
    assert caller.actor.role is None


async def test_a_session_ends_by_itself(door: Door) -> None:
    tokens = await door.enters()
    door.clock.move(days=31)
    with pytest.raises(NotSignedIn):  # nobody came for a month
        await door.sign_in.refresh(tokens.refresh, PHONE)

    tokens = await door.enters()
    for _ in range(6):
        door.clock.move(days=9)
        tokens = await door.sign_in.refresh(tokens.refresh, PHONE)
    door.clock.move(days=7)
    with pytest.raises(NotSignedIn):  # two months are the most
        await door.sign_in.refresh(tokens.refresh, PHONE)


async def test_attempts_are_written_down_with_what_came_of_them(door: Door) -> None:
    said = init_data(door.token, ANNA, door.clock.now())
    await door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE)
    with pytest.raises(ForgedProof):
        await door.sign_in.by_init_data(door.shop.shop.slug, said.replace("AAE1", "AAE2"), PHONE)
    door.clock.move(minutes=20)
    with pytest.raises(StaleProof):
        await door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE)
    door.clock.move(hours=1)
    with pytest.raises(StaleProof):
        await door.sign_in.by_init_data(door.shop.shop.slug, said, PHONE)
    with pytest.raises(NotSignedIn):
        await door.sign_in.refresh("nobody's", PHONE)

    noted = await door.shop.ask("SELECT string_agg(outcome, ' ' ORDER BY id) FROM sign_in_attempts")
    assert noted == "entered forged replayed stale wrong"
    kept = await door.shop.ask("SELECT string_agg(t::text, ' ') FROM sign_in_attempts t")
    assert PHONE.address not in kept


# ── access tokens ────────────────────────────────────────────────────────────────────────────────────────────


async def forged(door: Door, tokens: Tokens, **changes: object) -> str:
    """Return the token again, changed, signed with the right key unless `key` says otherwise."""
    header = jwt.get_unverified_header(tokens.access)
    payload = jwt.decode(tokens.access, options={"verify_signature": False})
    key = door.tokens._keys[header["kid"]].secret
    head = {"kid": header["kid"], "typ": header["typ"], **changes.pop("headers", {})}  # type: ignore[dict-item]
    chosen = changes.pop("key", key)
    algorithm = str(changes.pop("algorithm", "HS256"))
    body = {name: value for name, value in {**payload, **changes}.items() if value is not None}
    return jwt.encode(body, None if algorithm == "none" else chosen, algorithm, headers=head)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "none"},
        {"key": b"another key of thirty-two bytes..."},
        {"algorithm": "HS512"},
        {"aud": "somebody-else"},
        {"iss": "somebody-else"},
        {"exp": 1_700_000_000},
        {"nbf": 4_000_000_000},
        {"exp": None},
        {"sid": None},
        {"jti": None},
        {"sub": "not a number"},
        {"sub": "7"},
        {"sid": "7"},
        {"headers": {"typ": "JWT"}},
        {"headers": {"kid": "no-such-key"}},
        {"headers": {"kid": "../../etc/passwd"}},
    ],
    ids=str,
)
async def test_a_token_that_is_not_ours_as_it_stands_opens_nothing(door: Door, change: dict[str, object]) -> None:
    tokens = await door.enters()
    assert (await door.authenticate(await forged(door, tokens))).telegram_id == ANNA  # unchanged, it opens
    with pytest.raises(NotSignedIn):
        await door.authenticate(await forged(door, tokens, **change))


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ё.ё.ё", "." * 50, "e30.e30."])
async def test_nonsense_for_a_token_opens_nothing(door: Door, token: str) -> None:
    with pytest.raises(NotSignedIn):
        await door.authenticate(token)


async def test_a_refresh_token_is_no_access_token_and_the_other_way_round(door: Door) -> None:
    tokens = await door.enters()
    with pytest.raises(NotSignedIn):
        await door.authenticate(tokens.refresh)
    with pytest.raises(NotSignedIn):
        await door.sign_in.refresh(tokens.access, PHONE)


async def test_keys_are_replaced_and_what_the_former_signed_stays_good(door: Door) -> None:
    before = await door.enters()
    elsewhere = AccessTokens(door.town.uow, door.cipher, door.clock)  # another process
    await elsewhere.rotate()

    after = await elsewhere.sign(Claims(before.session_id, before.person_id))
    door.clock.move(seconds=6)
    assert (await door.tokens.read(after)).session_id == before.session_id
    assert await door.asks(before) == before.person_id
    assert jwt.get_unverified_header(after)["kid"] != jwt.get_unverified_header(before.access)["kid"]


async def test_processes_that_start_together_agree_on_one_key(door: Door) -> None:
    processes = [AccessTokens(door.town.uow, door.cipher, door.clock) for _ in range(6)]
    signed = await asyncio.gather(*(one.sign(Claims(1, PersonId(1))) for one in processes))
    assert len({jwt.get_unverified_header(token)["kid"] for token in signed}) == 1


async def test_no_key_and_no_token_rests_in_plain(door: Door) -> None:
    tokens = await door.enters()
    [key] = door.tokens._keys.values()
    tables = ("sessions", "refresh_tokens", "signing_keys", "sign_in_proofs")
    kept = [await door.shop.ask(f"SELECT string_agg(t::text, ' ') FROM {table} t") for table in tables]
    assert all(kept)
    assert tokens.refresh not in " ".join(kept)
    assert key.secret.hex() not in " ".join(kept)


async def test_a_new_token_of_the_bot_ends_what_the_former_one_could_have_opened(door: Door) -> None:
    """Whoever held the former token could sign in as anybody: sessions must not outlive it."""
    tokens = await door.enters()
    bots, number = Bots(door.town.uow, door.cipher), int(door.token.partition(":")[0])
    await bots.save(door.token, number, f"bot{number}", "Lighthouse")  # told again, as at each start
    assert await door.asks(tokens) == tokens.person_id

    await bots.save(f"{number}:" + "b" * 35, number, f"bot{number}", "Lighthouse")
    with pytest.raises(NotSignedIn):
        await door.asks(tokens)
    with pytest.raises(NotSignedIn):
        await door.sign_in.refresh(tokens.refresh, PHONE)


async def test_no_session_is_out_of_sight(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_SESSIONS", 3)
    entered = []
    for _ in range(5):
        door.clock.move(seconds=1)
        entered.append(await door.enters())
    toms = await door.enters(52)
    listed = [one.id for one in await door.sessions.mine(entered[0].person_id, door.bot_id)]
    assert listed == [one.session_id for one in reversed(entered[2:])]
    with pytest.raises(NotSignedIn):
        await door.asks(entered[0])
    assert await door.asks(toms) == toms.person_id


async def test_a_bot_cannot_be_made_to_rename_people_of_other_shops(
    door: Door, town: Town, clock: MovableClock
) -> None:
    await door.enters()
    other = await door_of(town, clock)
    said = init_data(other.token, ANNA, clock.now(), name="Somebody else")
    await other.sign_in.by_init_data(other.shop.shop.slug, said, PHONE)
    assert await door.shop.ask("SELECT first_name FROM people WHERE telegram_id = 51") == "Anna"


async def test_a_secret_key_that_was_lost_ends_sessions_and_not_the_signing_in(door: Door) -> None:
    tokens = await door.enters()
    anew = AccessTokens(door.town.uow, Cipher("another key of the tests, 32 chars."), door.clock)
    with pytest.raises(NotSignedIn):
        await anew.read(tokens.access)
    signed = await anew.sign(Claims(tokens.session_id, tokens.person_id))
    assert (await anew.read(signed)).session_id == tokens.session_id
