"""Rows as the Bot API shows them to a bot: users, chats, messages."""

from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Chat, Group, Message, Person
from sandbox.world import World


def user_json(person: Person) -> JsonObject:
    user: JsonObject = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.last_name:
        user["last_name"] = person.last_name
    if person.username:
        user["username"] = person.username
    if person.language_code:
        user["language_code"] = person.language_code
    return user


def bot_json(bot: Bot) -> JsonObject:
    return {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def me_json(bot: Bot) -> JsonObject:
    return {
        **bot_json(bot),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": True,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def private_chat_json(person: Person) -> JsonObject:
    chat: JsonObject = {"id": person.id, "type": "private", "first_name": person.first_name}
    if person.last_name:
        chat["last_name"] = person.last_name
    if person.username:
        chat["username"] = person.username
    return chat


def group_json(group: Group) -> JsonObject:
    chat: JsonObject = {"id": group.id, "type": group.kind, "title": group.title}
    if group.forum:
        chat["is_forum"] = True
    return chat


def chat_json(world: World, chat: Chat, sender: int = 0) -> JsonObject:
    if chat.kind == "group":
        return group_json(world.groups.rows[str(chat.first)])
    person_id = chat.second if chat.kind == "bot" or chat.first == sender else chat.first
    return private_chat_json(world.person(person_id))


def chat_id(chat: Chat) -> int:
    return chat.first if chat.kind == "group" else chat.second


def sender_json(world: World, message: Message) -> JsonObject:
    if message.bot:
        return bot_json(world.bots.rows[str(message.bot)])
    return user_json(world.person(message.person))


def message_json(world: World, message: Message, *, nested: bool = False) -> JsonObject:
    chat = Chat.of(message.chat)
    shown: JsonObject = {
        "message_id": message.id,
        "from": sender_json(world, message),
        "chat": chat_json(world, chat, message.person),
        "date": message.date,
        **message.content,
    }
    if shown["chat"]["type"] == "channel":
        # What stands in a channel is the channel's own.
        shown["sender_chat"] = shown["chat"]
        del shown["from"]
    if message.thread:
        shown["message_thread_id"] = message.thread
        shown["is_topic_message"] = True
    if message.edited:
        shown["edit_date"] = message.edited
    if message.forward:
        shown["forward_origin"] = message.forward
    if message.via_bot:
        shown["via_bot"] = bot_json(world.bots.rows[str(message.via_bot)])
    if message.album:
        shown["media_group_id"] = message.album
    if message.markup and "inline_keyboard" in message.markup:
        shown["reply_markup"] = message.markup
    if message.reply_to and not nested:
        original = world.message(chat, message.reply_to)
        if original is not None:
            shown["reply_to_message"] = message_json(world, original, nested=True)
    return shown
