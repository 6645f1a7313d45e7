"""Drives a running sandbox over its control API: sets up the world and acts as people, for tests and for the demo.

A chat is named as the person sees it: a bot's username, a group's (negative) id, or another person's id.
"""

import asyncio
import time
from base64 import b64encode
from typing import Any, Literal

from sandbox.jsontypes import JsonObject
from sandbox.launch import launch_url
from sandbox.results import InlineAnswer, Opened, Paid, Seen, Tapped, paid, seen_message, tapped
from sandbox.watcher import ChatRef, SandboxError, Watcher

__all__ = ["Driver", "InlineAnswer", "Opened", "Paid", "SandboxError", "Seen", "Tapped"]

Outcome = Literal["pay", "decline", "close"]


class Driver(Watcher):
    """Acts as people; the watching half is :class:`sandbox.watcher.Watcher`."""

    async def _act(self, verb: str, person: int, **fields: Any) -> Any:
        return await self.call(f"act/{verb}", person=person, **fields)

    async def _acted(self, verb: str, person: int, **fields: Any) -> Seen:
        return seen_message((await self._act(verb, person, **fields))["message"], person)

    # The world

    async def add_bot(self, token: str, username: str, name: str) -> int:
        return int((await self.call("bots", token=token, username=username, name=name))["id"])

    async def add_person(
        self, id: int, first_name: str, last_name: str | None = None, username: str | None = None,  # noqa: A002
        language_code: str = "ru", phone: str | None = None, stars: int | None = None,
    ) -> int:  # fmt: skip
        await self.call("people", id=id, first_name=first_name, last_name=last_name, username=username,
                        language_code=language_code, phone=phone, stars=stars)  # fmt: skip
        return id

    async def add_group(
        self, id: int, title: str, member_ids: list[int], bot_usernames: list[str], forum: bool = False,  # noqa: A002
        bots_are_admins: bool = True, channel: bool = False,
    ) -> int:  # fmt: skip
        await self.call("groups", id=id, title=title, member_ids=member_ids, bot_usernames=bot_usernames,
                        forum=forum, bots_are_admins=bots_are_admins, channel=channel)  # fmt: skip
        return id

    async def web_login(self, bot: str, urls: list[str]) -> str:
        """Allow a bot's logins to lead back to addresses; return its Client Secret."""
        return str((await self.call("web_login", bot=bot, urls=urls))["client_secret"])

    async def world(self) -> JsonObject:
        return dict(await self.call("world"))

    # Talking

    async def say(self, person: int, chat: ChatRef, text: str, reply_to: int | None = None, thread: int = 0) -> Seen:
        return await self._acted("say", person, chat=chat, text=text, reply_to=reply_to, thread=thread)

    async def edit(self, person: int, chat: ChatRef, message_id: int, text: str) -> Seen:
        return await self._acted("edit", person, chat=chat, message_id=message_id, text=text)

    async def delete(self, person: int, chat: ChatRef, message_id: int) -> None:
        await self._act("delete", person, chat=chat, message_id=message_id)

    async def start(self, person: int, bot: str, payload: str | None = None) -> Seen:
        return await self._acted("start", person, bot=bot, payload=payload)

    async def send_photo(
        self, person: int, chat: ChatRef, body: bytes, caption: str = "", reply_to: int | None = None, album: str = ""
    ) -> Seen:
        return await self._send_file(person, chat, "photo", body, "photo.jpg", "image/jpeg", caption, reply_to, album)

    async def send_document(
        self, person: int, chat: ChatRef, body: bytes, name: str = "file.bin", caption: str = "",
        mime: str = "application/octet-stream",
    ) -> Seen:  # fmt: skip
        return await self._send_file(person, chat, "document", body, name, mime, caption, None, "")

    async def send_sticker(self, person: int, chat: ChatRef) -> Seen:
        return await self._send_file(person, chat, "sticker", b"RIFF....WEBP", "s.webp", "image/webp", "", None, "")

    async def send_voice(self, person: int, chat: ChatRef, reply_to: int | None = None) -> Seen:
        return await self._send_file(person, chat, "voice", b"OggS", "v.ogg", "audio/ogg", "", reply_to, "")

    async def send_video(self, person: int, chat: ChatRef, caption: str = "", reply_to: int | None = None) -> Seen:
        return await self._send_file(person, chat, "video", b"....ftyp", "v.mp4", "video/mp4", caption, reply_to, "")

    async def _send_file(
        self, person: int, chat: ChatRef, kind: str, body: bytes, name: str, mime: str, caption: str,
        reply_to: int | None, album: str,
    ) -> Seen:  # fmt: skip
        return await self._acted("send_file", person, chat=chat, kind=kind, body=b64encode(body).decode(), name=name,
                                 mime=mime, caption=caption, reply_to=reply_to, album=album)  # fmt: skip

    async def share_contact(self, person: int, chat: ChatRef, contact_of: int | None = None) -> Seen:
        """Their own contact, or another person's one from the address book."""
        return await self._acted("share_contact", person, chat=chat, contact_of=contact_of)

    async def share_location(
        self, person: int, chat: ChatRef, latitude: float = 55.7558, longitude: float = 37.6173
    ) -> Seen:
        return await self._acted("share_location", person, chat=chat, latitude=latitude, longitude=longitude)

    async def forward(self, person: int, chat: ChatRef, message_id: int, to_chat: ChatRef) -> Seen:
        """``to_chat`` may also be another person's id."""
        return await self._acted("forward", person, chat=chat, message_id=message_id, to_chat=to_chat)

    async def react(self, person: int, chat: ChatRef, message_id: int, emoji: str) -> Seen:
        return await self._acted("react", person, chat=chat, message_id=message_id, emoji=emoji)

    async def block(self, person: int, bot: str) -> None:
        await self._act("block", person, bot=bot)

    async def unblock(self, person: int, bot: str) -> None:
        await self._act("unblock", person, bot=bot)

    # Pressing

    async def tap(
        self, person: int, chat: ChatRef, text: str, message_id: int | None = None, timeout: float = 10.0,  # noqa: ASYNC109
        wait: bool = True,
    ) -> Tapped:  # fmt: skip
        """Press the newest inline button with this text (exact, else beginning, else part) and wait for its answer."""
        result = await self._act("tap", person, chat=chat, text=text, message_id=message_id)
        callback = result.get("callback")
        if callback and wait:
            callback = await self.call("wait", kind="callback", id=callback["id"], timeout=timeout)
        return tapped(result, callback)

    async def press_reply_keyboard(self, person: int, chat: ChatRef, text: str) -> Seen | Opened:
        """Press a reply-keyboard button; contact and location buttons share them, a Mini App button opens it."""
        result = await self._act("press_reply_keyboard", person, chat=chat, text=text)
        return seen_message(result["message"], person) if "message" in result else self._opened(result)

    async def open_link(self, person: int, url: str) -> JsonObject:
        return dict(await self._act("open_link", person, url=url))

    # Paying

    async def pay(
        self, person: int, chat: ChatRef, message_id: int | None = None, outcome: Outcome = "pay", twice: bool = False,
        order_info: JsonObject | None = None, tip: int = 0, shipping_option: str | None = None,
        timeout: float = 15.0,  # noqa: ASYNC109
    ) -> Paid:  # fmt: skip
        """Pay the named or newest invoice of a chat; ``twice`` presses Pay on two phones at once."""
        result = await self._act("pay", person, chat=chat, message_id=message_id, outcome=outcome, twice=twice,
                                 order_info=order_info, tip=tip)  # fmt: skip
        return await self._outcome(person, result["checkouts"], shipping_option, timeout)

    async def pay_link(
        self, person: int, link: str, outcome: Outcome = "pay", twice: bool = False,
        order_info: JsonObject | None = None, tip: int = 0, shipping_option: str | None = None,
        timeout: float = 15.0,  # noqa: ASYNC109
    ) -> Paid:  # fmt: skip
        """Pay an invoice link (``createInvoiceLink``) or an invoice's slug, as anybody."""
        result = await self._act("pay", person, slug=link, outcome=outcome, twice=twice, order_info=order_info, tip=tip)
        return await self._outcome(person, result["checkouts"], shipping_option, timeout)

    async def pay_as(
        self, other: int, person: int, chat: ChatRef, message_id: int | None = None, outcome: Outcome = "pay"
    ) -> Paid:
        """``person`` forwards their invoice to ``other``, who pays the forwarded copy."""
        if message_id is None:
            invoices = [m for m in await self.messages(person, chat) if m.invoice and not m.deleted]
            if not invoices:
                raise SandboxError("there is no invoice to forward")
            message_id = invoices[-1].id
        copy = await self.forward(person, chat, message_id, other)
        return await self.pay(other, person, copy.id, outcome=outcome)

    async def _outcome(
        self,
        person: int,
        checkouts: list[JsonObject],
        option: str | None,
        timeout: float,  # noqa: ASYNC109
    ) -> Paid:
        if not checkouts:
            return Paid(ok=False, error="", charge_id="", total=0, currency="", closed=True)
        ends = await asyncio.gather(*(self._paid(person, item["id"], option, timeout) for item in checkouts))
        first = ends[0]
        if len(ends) == 1:
            return first
        return Paid(first.ok, first.error, first.charge_id, first.total, first.currency, second=ends[1])

    async def _paid(self, person: int, checkout: str, option: str | None, timeout: float) -> Paid:  # noqa: ASYNC109
        view = await self.call("wait", kind="checkout", id=checkout, timeout=timeout)
        if view["stage"] == "choosing":
            chosen = option or view["options"][0]["id"]
            await self._act("choose_shipping", person, checkout=checkout, option=chosen)
            view = await self.call("wait", kind="checkout", id=checkout, timeout=timeout)
        return paid(view)

    async def subscription(
        self, person: int, charge: str, state: Literal["canceled", "active", "failed", "renew"]
    ) -> str:
        return str((await self._act("subscription", person, charge=charge, state=state))["charge"])

    # Inline mode and Mini Apps

    async def inline_query(
        self, person: int, bot: str, text: str, chat: ChatRef | None = None, offset: str = "",
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> InlineAnswer:  # fmt: skip
        query = await self._act("inline_query", person, bot=bot, text=text, chat=chat, offset=offset)
        view = await self.call("wait", kind="inline", id=query["id"], timeout=timeout)
        return InlineAnswer(view["id"], view["answered"], tuple(view["results"]), view["button"])

    async def choose_inline_result(self, person: int, query_id: str, result_id: str, chat: ChatRef) -> Seen:
        return await self._acted("choose_inline_result", person, query=query_id, result=result_id, chat=chat)

    async def open_menu_app(self, person: int, bot: str) -> Opened:
        return self._opened(await self._act("menu_app", person, bot=bot))

    async def open_web_app(
        self, person: int, bot: str, url: str, source: str = "inline", start_param: str = ""
    ) -> Opened:
        """Signed launch data for any address; ``source``: inline, menu, link, or keyboard (then it is empty)."""
        result = await self._act("open_web_app", person, bot=bot, url=url, source=source, start_param=start_param)
        return self._opened(result)

    def _opened(self, result: JsonObject) -> Opened:
        url = launch_url(result["url"], result["init_data"], result["start_param"])
        return Opened(url, result["session"], result["init_data"], result["bot"])

    async def send_web_app_data(self, person: int, session: str, text: str) -> Seen:
        return await self._acted("web_app_data", person, session=session, data=text)

    async def share_prepared(self, person: int, prepared_id: str, chat: ChatRef) -> Seen:
        return await self._acted("share_prepared", person, prepared=prepared_id, chat=chat)

    # Looking

    async def messages(self, person: int, chat: ChatRef, deleted: bool = False) -> list[Seen]:
        views = await self.call("messages", person=person, chat=chat)
        return [seen_message(view, person) for view in views if deleted or not view["deleted"]]

    async def last_message(self, person: int, chat: ChatRef) -> Seen:
        found = await self.messages(person, chat)
        if not found:
            raise SandboxError("the chat is empty")
        return found[-1]

    async def wait_for(
        self, person: int, chat: ChatRef, text_contains: str | None = None, button: str | None = None,
        timeout: float = 10.0, after: int = 0,  # noqa: ASYNC109
    ) -> Seen:  # fmt: skip
        """The newest message from others (after id ``after``) with this text and this button, waiting for it."""
        deadline = time.monotonic() + timeout
        while True:
            found = await self.messages(person, chat)
            for seen in reversed(found):
                mine = seen.sender_kind == "person" and seen.raw["from"]["id"] == person and not seen.payment
                if mine or seen.id <= after:
                    continue
                if text_contains and text_contains.casefold() not in seen.text.casefold():
                    continue
                if button and seen.button(button) is None:
                    continue
                return seen
            if time.monotonic() > deadline:
                tail = " | ".join(f"{s.id} {s.sender}: {s.text[:60]!r} {s.button_texts}" for s in found[-4:])
                raise SandboxError(f"no message with text {text_contains!r}, button {button!r}; last: {tail or 'none'}")
            await asyncio.sleep(0.02)

    async def chats(self, person: int) -> list[JsonObject]:
        return list(await self.call("chats", person=person))
