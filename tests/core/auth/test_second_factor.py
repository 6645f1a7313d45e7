"""The second factor: each code once, five guesses, no way around it on the web or in the chat."""

import asyncio
from datetime import timedelta

import pyotp
import pytest

from core.auth.actor import Actor
from core.auth.errors import SecondFactorExists, SecondFactorMissing, StepUpNeeded, WrongCode
from core.auth.identify import Identify, TelegramPerson
from core.auth.people import ActorIn
from core.auth.roles import Permission, asks_for_proof
from core.auth.second_factor import SecondFactor
from core.auth.sessions import Tokens
from core.kit.limits import TooMany
from core.kit.security.cipher import Cipher
from db.types.enums import Role
from tests.core.auth.test_sessions import PHONE, Door, door_of
from tests.factories.clock import MovableClock
from tests.factories.town import Town

OLGA = 51


@pytest.fixture
async def door(town: Town, clock: MovableClock) -> Door:
    return await door_of(town, clock)


@pytest.fixture
def factor(door: Door) -> SecondFactor:
    return SecondFactor(door.town.uow, door.cipher, door.clock)


async def test_the_vectors_of_the_standard_agree() -> None:
    totp = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    told = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
    assert {at: totp.at(at) for at in told} == told


async def enrolled(door: Door, factor: SecondFactor) -> tuple[Tokens, pyotp.TOTP, tuple[str, ...]]:
    tokens = await door.enters(OLGA)
    proposed = await factor.propose(tokens.person_id, "Olga", "Lighthouse")
    totp = pyotp.TOTP(proposed.secret)
    codes = await factor.confirm(tokens.person_id, totp.at(door.clock.now()))
    door.clock.move(seconds=60)
    return tokens, totp, codes


async def test_enrolling_needs_a_first_code_and_protects_from_then_on(door: Door, factor: SecondFactor) -> None:
    tokens = await door.enters(OLGA)
    proposed = await factor.propose(tokens.person_id, "Olga", "Lighthouse")
    assert proposed.uri.startswith("otpauth://totp/Lighthouse:Olga?secret=")
    with pytest.raises(WrongCode):
        await factor.confirm(tokens.person_id, "000000")
    assert not (await factor.state(tokens.person_id)).enrolled
    with pytest.raises(SecondFactorMissing):
        await factor.show(tokens.person_id, "000000", tokens.session_id)

    codes = await factor.confirm(tokens.person_id, pyotp.TOTP(proposed.secret).at(door.clock.now()))

    assert len(set(codes)) == 10
    assert (await factor.state(tokens.person_id)).backup_codes == 10
    for again in (
        factor.propose(tokens.person_id, "Olga", "Lighthouse"),
        factor.confirm(tokens.person_id, "000000"),
    ):
        with pytest.raises(SecondFactorExists):
            await again


async def test_a_code_is_good_once_and_so_is_every_one_before_it(door: Door, factor: SecondFactor) -> None:
    tokens, totp, _ = await enrolled(door, factor)
    now, before = door.clock.now(), totp.at(door.clock.now() - timedelta(seconds=30))
    await factor.show(tokens.person_id, f" {totp.at(now)[:3]} {totp.at(now)[3:]} ", tokens.session_id)
    for used in (totp.at(now), before):
        with pytest.raises(WrongCode):
            await factor.show(tokens.person_id, used, tokens.session_id)


async def test_twenty_at_once_with_one_code_get_in_once(door: Door, factor: SecondFactor) -> None:
    tokens, totp, codes = await enrolled(door, factor)
    for code in (totp.at(door.clock.now()), codes[0]):
        tried = await asyncio.gather(
            *(factor.show(tokens.person_id, code, tokens.session_id) for _ in range(4)),
            return_exceptions=True,
        )
        assert [type(one) for one in tried].count(type(None)) == 1


async def test_five_wrong_codes_lock_it_for_a_while_right_ones_too(door: Door, factor: SecondFactor) -> None:
    tokens, totp, codes = await enrolled(door, factor)
    for _ in range(5):
        with pytest.raises(WrongCode):
            await factor.show(tokens.person_id, "123", tokens.session_id)
    for code in (totp.at(door.clock.now()), codes[0]):
        with pytest.raises(TooMany):
            await factor.show(tokens.person_id, code, tokens.session_id)
    door.clock.move(minutes=16)
    await factor.show(tokens.person_id, totp.at(door.clock.now()), tokens.session_id)


async def test_each_further_five_lock_it_for_twice_as_long(door: Door, factor: SecondFactor) -> None:
    tokens, totp, _ = await enrolled(door, factor)
    for minutes in (15, 30, 60):
        for _ in range(5):
            with pytest.raises(WrongCode):
                await factor.show(tokens.person_id, "123", tokens.session_id)
        door.clock.move(minutes=minutes - 1)
        with pytest.raises(TooMany):
            await factor.show(tokens.person_id, totp.at(door.clock.now()), tokens.session_id)
        door.clock.move(minutes=2)
    await factor.show(tokens.person_id, totp.at(door.clock.now()), tokens.session_id)
    for _ in range(5):
        with pytest.raises(WrongCode):
            await factor.show(tokens.person_id, "123", tokens.session_id)
    door.clock.move(minutes=16)
    await factor.show(tokens.person_id, totp.at(door.clock.now()), tokens.session_id)


async def test_a_backup_code_opens_once_and_new_ones_replace_the_former(door: Door, factor: SecondFactor) -> None:
    tokens, totp, codes = await enrolled(door, factor)
    await factor.show(tokens.person_id, codes[0].upper().replace("-", " "), tokens.session_id)
    with pytest.raises(WrongCode):
        await factor.show(tokens.person_id, codes[0], tokens.session_id)
    assert (await factor.state(tokens.person_id)).backup_codes == 9

    new = await factor.renew_codes(tokens.person_id, totp.at(door.clock.now()))
    with pytest.raises(WrongCode):
        await factor.show(tokens.person_id, codes[1], tokens.session_id)
    await factor.show(tokens.person_id, new[1], tokens.session_id)


async def test_what_costs_most_waits_for_it_on_the_web(door: Door, factor: SecondFactor) -> None:
    tokens, totp, _ = await enrolled(door, factor)
    await door.shop.tell(
        f"INSERT INTO staff (shop_id, person_id, role) VALUES ({door.shop.id}, {tokens.person_id}, 'owner')"
    )

    async def actor() -> Actor:
        found = (await door.authenticate(tokens.access, door.shop.shop.slug)).actor
        assert found is not None
        return found

    for permission in Permission:
        if asks_for_proof(permission):
            with pytest.raises(StepUpNeeded):
                (await actor()).need(permission)
        else:
            (await actor()).need(permission)
    await factor.show(tokens.person_id, totp.at(door.clock.now()), tokens.session_id)
    for permission in Permission:
        (await actor()).need(permission)
    door.clock.move(minutes=11)
    # The access token is too old by now; so is what was shown.
    later = await door.sign_in.refresh(tokens.refresh, PHONE)
    again = (await door.authenticate(later.access, door.shop.shop.slug)).actor
    assert again is not None
    with pytest.raises(StepUpNeeded):
        again.need(Permission.REFUND_ORDERS)


async def test_whoever_has_one_is_asked_in_the_chat_too(door: Door, factor: SecondFactor) -> None:
    tokens, totp, _ = await enrolled(door, factor)
    await door.shop.tell(
        f"INSERT INTO staff (shop_id, person_id, role) VALUES ({door.shop.id}, {tokens.person_id}, 'owner')"
    )
    identify, actor_in = Identify(door.town.uow, frozenset()), ActorIn(door.town.uow, frozenset())

    async def actors() -> list[Actor]:
        found = (await identify(door.bot_id, TelegramPerson(OLGA, "Anna", None, None, "ru"))).actor
        assert found is not None
        return [found, await actor_in(door.shop.id, OLGA, "ru")]

    for actor in await actors():
        assert actor.role is Role.OWNER
        with pytest.raises(StepUpNeeded):
            actor.need(Permission.CHANGE_TEAM)
    await factor.show(tokens.person_id, totp.at(door.clock.now()), None)
    for actor in await actors():
        actor.need(Permission.CHANGE_TEAM)

    door.clock.move(seconds=60)
    await factor.remove(tokens.person_id, totp.at(door.clock.now()))
    for actor in await actors():
        actor.need(Permission.CHANGE_TEAM)


async def test_a_secret_rests_encrypted_and_codes_as_digests(door: Door, factor: SecondFactor) -> None:
    tokens = await door.enters(OLGA)
    secret = (await factor.propose(tokens.person_id, "Olga", "Lighthouse")).secret
    codes = await factor.confirm(tokens.person_id, pyotp.TOTP(secret).at(door.clock.now()))
    kept = await door.shop.ask("SELECT string_agg(t::text, ' ') FROM second_factors t")
    kept += await door.shop.ask("SELECT string_agg(t::text, ' ') FROM backup_codes t")
    for shown in (secret, secret.encode().hex(), codes[0], codes[0].replace("-", "")):
        assert shown not in kept
    assert Cipher("another key of the tests, 32 chars").digest("x", "y") not in kept
