"""Pictures of the whole chat, made from the real demo: `pytest -m pictures`."""

import pytest

from demo import ANNA, MARINA, TOM
from tests.journeys.page import CHROMIUM, Pane, chromium
from tests.journeys.pictures import demo, opened, shoot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pictures,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium here"),
]
# Done without a picture, so that the pictures after it have something to show.
DONE = ("/stock MUG-COR +10", "/price MUG-SEA 1190 1290")
MERCHANT = dict.fromkeys(DONE, "") | {
    "/sales month": "chat-{}-sales", "/health": "chat-{}-health", "/texts": "chat-{}-texts", "/shop": "chat-{}-shop",
    "/report": "chat-{}-report", "/audit": "chat-{}-audit", "/stock": "chat-{}-stock",
    "/broadcast": "chat-{}-broadcast", "/scenarios": "chat-{}-scenarios", "/faq": "chat-{}-faq",
}  # fmt: skip
CUSTOMER = {"/profile": "chat-{}-profile", "/favorites": "chat-{}-favourites", "/help": "chat-{}-help"}


async def walks(pane: Pane, commands: dict[str, str], language: str, *typed: tuple[str, str]) -> None:
    """Send each command and take a picture of the answer."""
    await pane.starts()
    for command, name in (*commands.items(), *typed):
        before = await pane.root.locator("[data-message-id]").count()
        await pane.types(command)
        await pane.page.wait_for_function(
            "n => document.querySelectorAll('[data-message-id]').length > n + 1", arg=before, timeout=15_000
        )
        if not name:
            continue
        # A chart and what is said of it are one message: it is shown whole.
        await pane.page.set_viewport_size({"width": 412, "height": 1100 if name.endswith("sales") else 860})
        await shoot(pane, name.format(language))


async def test_the_chat_as_people_see_it() -> None:
    async with demo() as address, chromium() as browser:
        anna = await opened(browser, address, ANNA, "light", "ru")
        await walks(anna, CUSTOMER, "ru", ("кружка маяк", "chat-{}-search"))
        tom = await opened(browser, address, TOM, "dark", "en")
        await walks(tom, CUSTOMER, "en", ("blankets", "chat-{}-search"))
        marina = await opened(browser, address, MARINA, "light", "ru")
        await walks(marina, MERCHANT, "ru")
        marina = await opened(browser, address, MARINA, "dark", "en")
        await marina.types("/language")
        await marina.tap("🇬🇧")
        await walks(marina, MERCHANT, "en")
