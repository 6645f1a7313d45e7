"""A person at the chat page in a browser: presses and types as they would on a phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


class Pane:
    """One person's phone on the page."""

    def __init__(self, page: Page, person: int) -> None:
        self.page = page
        self.person = person
        self.root = page.locator(f'[data-person="{person}"]')

    def button(self, beginning: str) -> Locator:
        """The newest inline button that begins with this."""
        return self.root.locator(f'[data-message-id] [data-button^="{beginning}"]').last

    async def tap(self, *beginnings: str) -> None:
        """Press inline buttons one after another, each as soon as it is there."""
        for beginning in beginnings:
            await self.button(beginning).click(timeout=10_000)

    async def types(self, text: str) -> None:
        """Type into the field and send."""
        await self.root.locator("textarea").fill(text)
        await self.root.locator("textarea").press("Enter")

    async def sees(self, words: str) -> None:
        """Wait until the newest message has these words."""
        await expect(self.root.locator("[data-message-id]").last).to_contain_text(words, timeout=10_000)

    async def reads(self, words: str) -> None:
        """Wait until some message has these words."""
        await expect(self.root.locator("[data-message-id]", has_text=words).last).to_be_visible(timeout=10_000)

    async def starts(self) -> None:
        """Press START."""
        await self.root.get_by_role("button", name="НАЧАТЬ").or_(self.root.get_by_role("button", name="START")).click()

    async def opens_sheet(self) -> None:
        """Press "Pay" on the invoice."""
        await self.root.locator("[data-message-id]:has(.invoice-card) [data-button^='💳']").last.click(timeout=10_000)
        await expect(self.sheet).to_be_visible()

    @property
    def sheet(self) -> Locator:
        """The payment sheet."""
        # The newest: another person's may still be saying goodbye.
        return self.page.locator(".sheet").last

    async def pays(self) -> None:
        """Press "Pay" on the sheet."""
        await self.sheet.locator('[data-button="pay"]').click()

    async def goes_to(self, chat: int | str) -> None:
        """Leave the open chat for another."""
        back = self.root.locator('[data-action="back"]')
        if await back.is_visible():
            await back.click()
        await self.root.locator(f'[data-chat="{chat}"]').first.click()
