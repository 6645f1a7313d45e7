"""Rows as the chat page and the driver see them."""

from sandbox.jsontypes import JsonObject
from sandbox.model import Callback, Chat, Checkout, Message
from sandbox.world import World


def sender_view(world: World, message: Message) -> JsonObject:
    if message.bot:
        bot = world.bots.rows[str(message.bot)]
        return {"kind": "bot", "id": bot.id, "name": bot.name, "username": bot.username}
    person = world.people.get(message.person)
    if person is None:
        return {"kind": "service", "id": 0, "name": "", "username": None}
    name = f"{person.first_name} {person.last_name or ''}".strip()
    return {"kind": "person", "id": person.id, "name": name, "username": person.username}


def invoice_view(world: World, slug: str) -> JsonObject | None:
    invoice = world.invoices.get(slug)
    if invoice is None:
        return None
    terms = {name: value for name, value in invoice.terms.items() if name not in {"payload", "provider_data"}}
    bot = world.bots.get(invoice.bot)
    test = ":TEST:" in str(terms.pop("provider_token", "") or "")
    seller = bot.name if bot else ""
    return {**terms, "slug": slug, "total": invoice.total, "bot": invoice.bot, "seller": seller, "test": test}


def message_view(world: World, message: Message) -> JsonObject:
    chat = Chat.of(message.chat)
    via = world.bots.get(message.via_bot) if message.via_bot else None
    return {
        "chat": message.chat,
        "refs": {str(person): world.ref_for(chat, person) for person in world.people_in(chat)},
        "id": message.id,
        "from": sender_view(world, message),
        "date": message.date,
        "edited": message.edited,
        "edits": message.edits,
        "deleted": message.deleted,
        "content": message.content,
        "markup": message.markup,
        "reply_to": message.reply_to,
        "thread": message.thread,
        "forward": message.forward,
        "via": via.username if via else None,
        "invoice": invoice_view(world, message.invoice) if message.invoice else None,
        "paid_by": message.paid_by,
        "album": message.album,
        "pinned": message.pinned,
        "reactions": message.reactions,
    }


def callback_view(callback: Callback) -> JsonObject:
    chat_key, _, message_id = callback.message.rpartition("/")
    return {
        "id": callback.id,
        "person": callback.person,
        "chat": chat_key,
        "message_id": int(message_id or 0),
        "data": callback.data,
        "asked": callback.asked,
        "answered": bool(callback.answered),
        "text": callback.text,
        "alert": callback.alert,
        "url": callback.url,
    }


def checkout_view(world: World, checkout: Checkout) -> JsonObject:
    invoice = world.invoices.get(checkout.invoice)
    return {
        "id": checkout.id,
        "person": checkout.person,
        "stage": checkout.stage,
        "done": checkout.stage == "done",
        "ok": checkout.ok,
        "error": checkout.error,
        "options": checkout.options,
        "total": checkout.total,
        "charge": checkout.charge,
        "currency": invoice.terms["currency"] if invoice else "",
    }


def chat_view(world: World, chat: Chat, person_id: int) -> JsonObject:
    person = world.person(person_id)
    history = [m for m in world.history.get(chat.key, {}).values() if not m.deleted]
    shown: JsonObject = {"ref": world.ref_for(chat, person_id), "key": chat.key, "kind": chat.kind}
    shown["last"] = message_view(world, history[-1]) if history else None
    if chat.kind == "bot":
        bot = world.bots.rows[str(chat.first)]
        menu = bot.menu.get(str(person_id)) or bot.menu.get("") or {"type": "commands"}
        shown |= {
            "title": bot.name,
            "username": bot.username,
            "started": bot.id in person.started,
            "blocked": bot.id in person.blocked,
            "menu": menu,
            "description": _text(bot.texts, "description", person.language_code),
            "commands": commands_for(world, bot.id, chat, person_id),
        }
    elif chat.kind == "group":
        group = world.groups.rows[str(chat.first)]
        bots = [world.bots.rows[str(bot)].username for bot in group.bots]
        shown |= {"title": group.title, "members": len(group.members) + len(group.bots), "bots": bots}
        shown |= {"forum": group.forum, "topics": group.topics, "commands": []}
        for bot_id in group.bots:
            shown["commands"] += commands_for(world, bot_id, chat, person_id)
    else:
        other = world.person(chat.second if chat.first == person_id else chat.first)
        shown["title"] = f"{other.first_name} {other.last_name or ''}".strip()
    return shown


def _text(texts: dict[str, str], kind: str, language: str) -> str:
    return texts.get(f"{kind}|{language}") or texts.get(f"{kind}|") or ""


def commands_for(world: World, bot_id: int, chat: Chat, person_id: int) -> list[JsonObject]:
    """The command list by Telegram's precedence: narrower scope first, language before none."""
    bot = world.bots.rows[str(bot_id)]
    language = world.person(person_id).language_code
    if chat.kind == "bot":
        scopes = [f"chat:{person_id}", "all_private_chats", "default"]
    else:
        group = chat.first
        scopes = [f"chat_member:{group}:{person_id}", f"chat_administrators:{group}", f"chat:{group}"]
        scopes += ["all_chat_administrators", "all_group_chats", "default"]
    for scope in scopes:
        for key in (f"{scope}|{language}", f"{scope}|"):
            if bot.commands.get(key):
                return bot.commands[key]
    return []
