"""Puts messages into chats: stores them, shows them on the page, tells the bots that may read them."""

from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Chat, Group, Message
from sandbox.render import bot_json, chat_json, group_json, message_json, user_json
from sandbox.telegram import Telegram
from sandbox.views import message_view

_SERVICE = {
    "new_chat_members", "left_chat_member", "pinned_message", "forum_topic_created", "forum_topic_edited",
    "forum_topic_closed", "forum_topic_reopened", "successful_payment", "refunded_payment", "web_app_data",
    "write_access_allowed",
}  # fmt: skip


def is_service(message: Message) -> bool:
    return not _SERVICE.isdisjoint(message.content)


def show(tg: Telegram, message: Message) -> None:
    """Tell open pages that a message is new or has changed."""
    tg.events.publish("message", message=message_view(tg.world, message))


def post(tg: Telegram, message: Message) -> Message:
    tg.world.save(message)
    show(tg, message)
    if message.bot:
        tg.events.publish("typing", chat=message.chat, bot=message.bot, on=False)
    _tell_bots(tg, message, "message")
    return message


def edited(tg: Telegram, message: Message, *, count: bool = True, marked: bool = True) -> Message:
    """Save a changed message; only a change of words (``marked``) shows as "edited", as in Telegram."""
    if count:
        message.edits += 1
    if count and marked:
        message.edited = tg.world.now()
    tg.world.save(message)
    show(tg, message)
    return message


def remove(tg: Telegram, message: Message) -> None:
    message.deleted = True
    tg.world.save(message)
    show(tg, message)


def _tell_bots(tg: Telegram, message: Message, kind: str) -> None:
    chat = Chat.of(message.chat)
    for bot_id in tg.world.bots_in(chat):
        bot = tg.world.bots.rows[str(bot_id)]
        # Bots never see what bots write; a refund is the one service message they hear of.
        if (message.bot and "refunded_payment" not in message.content) or not _reads(tg, bot, chat, message):
            continue
        body = message_json(tg.world, message)
        tg.updates.push(bot, "channel_post" if body["chat"]["type"] == "channel" else kind, body)


def _reads(tg: Telegram, bot: Bot, chat: Chat, message: Message) -> bool:
    """Group privacy: a bot that is no administrator sees commands, mentions, replies to it and service messages."""
    if chat.kind != "group":
        return True
    group = tg.world.groups.rows[str(chat.first)]
    if bot.id in group.admin_bots or is_service(message) or message.via_bot == bot.id:
        return True
    text = str(message.content.get("text") or message.content.get("caption") or "")
    replied = tg.world.message(chat, message.reply_to) if message.reply_to else None
    return text.startswith("/") or f"@{bot.username}" in text or (replied is not None and replied.bot == bot.id)


def tell_member_change(tg: Telegram, bot: Bot, person_id: int, *, blocked: bool) -> None:
    """``my_chat_member`` of a private chat: it comes on blocking and unblocking only."""
    member: JsonObject = {"user": bot_json(bot), "status": "member"}
    kicked: JsonObject = {"user": bot_json(bot), "status": "kicked", "until_date": 0}
    body: JsonObject = {
        "chat": chat_json(tg.world, Chat.with_bot(bot.id, person_id)),
        "from": user_json(tg.world.person(person_id)),
        "date": tg.world.now(),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    tg.updates.push(bot, "my_chat_member", body)


def tell_group_joined(tg: Telegram, bot: Bot, group_id: int, person_id: int, status: str) -> None:
    group = tg.world.groups.rows[str(group_id)]
    before = "left" if status != "left" else "administrator"
    body: JsonObject = {
        "chat": group_json(group),
        "from": user_json(tg.world.person(person_id)),
        "date": tg.world.now(),
        "old_chat_member": {"user": bot_json(bot), "status": before, **_rights(before, group)},
        "new_chat_member": {"user": bot_json(bot), "status": status, **_rights(status, group)},
    }
    tg.updates.push(bot, "my_chat_member", body)


def _rights(status: str, group: Group) -> JsonObject:
    if status != "administrator":
        return {}
    # In a channel an administrator posts; topics and invitations are a group's.
    more = {"can_post_messages": True, "can_edit_messages": True} if group.kind == "channel" else {}
    return {**administrator_rights(), **more}


def administrator_rights() -> JsonObject:
    on = (
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
        "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_send_welcome_messages",
    )  # fmt: skip
    off = (
        "can_be_edited", "is_anonymous", "can_promote_members", "can_post_stories", "can_edit_stories",
        "can_delete_stories",
    )  # fmt: skip
    return {**dict.fromkeys(on, True), **dict.fromkeys(off, False)}
