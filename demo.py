"""`make demo`: the shop with a seeded catalogue and a local Telegram in the browser. No token, no account."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import structlog
from pydantic import SecretStr

from config.settings import ConfigurationError

log = structlog.get_logger(__name__)

ANNA, TOM, MARINA, OLEG = 700_000_001, 700_000_002, 700_000_003, 700_000_004
STAFF_GROUP = -1_001_700_000_001
BOT_USERNAME = "mayak_shop_bot"
BOT_NAME = "Лавка «Маяк»"
# The sandbox takes any provider token; this one only shows that cards are on.
DEMO_PROVIDER_TOKEN = "381764678:TEST:100037"  # noqa: S105


@dataclass(frozen=True, slots=True)
class LocalTelegram:
    """The running sandbox."""

    url: str


def demo_token(data_dir: Path) -> str:
    """Return the demo bot's token: made once per data folder."""
    path = data_dir / "demo.json"
    if path.exists():
        return str(json.loads(path.read_text())["bot_token"])
    data_dir.mkdir(parents=True, exist_ok=True)
    token = f"{7_000_000_000 + secrets.randbelow(99_999_999)}:{secrets.token_urlsafe(26)[:35]}"
    path.write_text(json.dumps({"bot_token": token}))
    path.chmod(0o600)
    return token


@asynccontextmanager
async def local_telegram(data_dir: Path, port: int) -> AsyncIterator[LocalTelegram]:
    """Run the sandbox beside us and start it again if it falls; it ends with us, however we end.

    Raises:
        ConfigurationError: it does not start (the port is taken).
    """
    stopping = asyncio.Event()
    first: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    keeper = asyncio.create_task(_keep_running(data_dir, port, first, stopping), name="sandbox")
    try:
        url = await first
        yield LocalTelegram(url)
    finally:
        stopping.set()
        await keeper


async def _keep_running(data_dir: Path, port: int, first: "asyncio.Future[str]", stopping: asyncio.Event) -> None:
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sandbox",
            "--port",
            str(port),
            "--data",
            str(data_dir / "sandbox"),
            "--exit-with-parent",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE if not first.done() else None,
            cwd=Path(__file__).parent,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
            start_new_session=True,
        )
        line = (await process.stdout.readline()).decode().strip() if process.stdout else ""
        if not first.done():
            if not line:
                why = (await process.stderr.read()).decode().strip() if process.stderr else ""
                last = why.splitlines()[-1] if why else "it gave no reason"
                first.set_exception(ConfigurationError(f"The local Telegram did not start: {last}"))
                return
            first.set_result(line.rpartition(" ")[2])
        ended = asyncio.create_task(process.wait())
        stop = asyncio.create_task(stopping.wait())
        await asyncio.wait({ended, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if stopping.is_set():
            if process.stdin is not None:
                process.stdin.close()
            try:
                async with asyncio.timeout(5):
                    await ended
            except TimeoutError:
                process.kill()
                await ended
            return
        log.warning("sandbox.fell", status=process.returncode)
        await asyncio.sleep(0.5)


def local_ways(telegram: LocalTelegram) -> dict[str, object]:
    """Return the settings of every way to pay at the sandbox's gateways: no account, no real money."""
    from sandbox.gateways import defaults

    gateways = f"{telegram.url}/gateways"
    return {
        "telegram_provider_token": SecretStr(DEMO_PROVIDER_TOKEN),
        "yookassa_api_url": f"{gateways}/yookassa/v3/",
        "yookassa_shop_id": defaults.YOOKASSA_SHOP,
        "yookassa_secret_key": SecretStr(defaults.YOOKASSA_KEY),
        "stripe_api_url": f"{gateways}/stripe",
        "stripe_secret_key": SecretStr(defaults.STRIPE_KEY),
        "stripe_webhook_secret": SecretStr(defaults.STRIPE_SECRET),
        "bazu_enabled": True,
        "bazu_api_url": f"{gateways}/bazu/v1",
        "bazu_api_key": SecretStr(defaults.BAZU_KEY),
        "bazu_webhook_secret": SecretStr(defaults.BAZU_SECRET),
        "cryptopay_api_url": f"{gateways}/cryptopay/api",
        "cryptopay_token": SecretStr(defaults.CRYPTOPAY_TOKEN),
        "ton_api_url": f"{gateways}/ton/api/v3",
        "ton_address": defaults.TON_ADDRESS,
        "ton_rate": "250",
        "ton_wallet_url": f"{gateways}/ton/pay",
        "transfer_bank": "Маяк Банк",
        "transfer_account": "40702810900000000001",
        "transfer_bank_code": "044525000",
        "transfer_holder": "ООО «Маяк»",
    }


async def let_people_log_in(telegram: LocalTelegram, shop_url: str) -> dict[str, object]:
    """Do what @BotFather's Web Login does for the demo bot; return the settings it gives."""
    from sandbox.driver import Driver

    async with Driver(telegram.url) as driver:
        secret = await driver.web_login(BOT_USERNAME, [shop_url, shop_url.replace("127.0.0.1", "localhost")])
    return {"telegram_login_url": f"{telegram.url}/oauth", "telegram_login_secret": SecretStr(secret)}


async def send_webhooks_to(telegram: LocalTelegram, shop_url: str, slug: str) -> None:
    """Let the sandbox's gateways tell the shop of what was paid; harmless when they do already."""
    async with aiohttp.ClientSession() as session:
        for code in ("bazu", "yookassa", "stripe", "cryptopay"):
            address = f"{shop_url}/webhooks/payments/{code}/{slug}"
            async with session.post(f"{telegram.url}/control/gateways/{code}", json={"webhook_url": address}) as done:
                done.raise_for_status()


async def set_the_scene(telegram: LocalTelegram, token: str) -> None:
    """Put people, the bot and the staff group into the sandbox; harmless when they are there."""
    from sandbox.driver import Driver

    async with Driver(telegram.url) as driver:
        await driver.add_bot(token, BOT_USERNAME, BOT_NAME)
        await driver.add_person(ANNA, "Анна", "Ветрова", "anna_vetrova", "ru", "+79000000001")
        await driver.add_person(TOM, "Tom", "Hardwick", "tom_hardwick", "en", "+442079460958")
        await driver.add_person(MARINA, "Марина", "Маякова", "marina_mayak", "ru", "+79000000003")
        await driver.add_person(OLEG, "Олег", "Складов", "oleg_sklad", "ru", "+79000000004")
        await driver.add_group(STAFF_GROUP, "Маяк · заказы", [MARINA, OLEG], [BOT_USERNAME])
