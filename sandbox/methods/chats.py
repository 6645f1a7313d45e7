"""Chats, members and forum topics."""

from sandbox.errors import bad, forbidden
from sandbox.jsontypes import JsonObject
from sandbox.methods.base import Call, chat_named, method, writable_chat
from sandbox.model import Group, Message
from sandbox.post import administrator_rights, post, remove, tell_group_joined
from sandbox.render import bot_json, chat_json, user_json

_COLOURS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}


@method("getChat")
async def get_chat(call: Call) -> JsonObject:
    chat = chat_named(call, call.params.values["chat_id"])
    shown = {**chat_json(call.tg.world, chat), "accent_color_id": 0, "max_reaction_count": 11}
    shown["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    if chat.kind == "group":
        shown["permissions"] = {"can_send_messages": True}
    return shown


def _group(call: Call) -> Group:
    chat = chat_named(call, call.params.values["chat_id"])
    if chat.kind != "group":
        raise bad("there are no administrators in the private chat")
    group = call.tg.world.groups.rows[str(chat.first)]
    if call.bot.id not in group.bots:
        raise forbidden(f"bot is not a member of the {group.kind} chat")
    return group


def _member(call: Call, group: Group, user_id: int) -> JsonObject:
    bot = call.tg.world.bots.get(user_id)
    if bot is not None and bot.id in group.bots:
        if bot.id in group.admin_bots:
            return {"status": "administrator", "user": bot_json(bot), **administrator_rights()}
        return {"status": "member", "user": bot_json(bot)}
    person = call.tg.world.people.get(user_id)
    if person is None:
        raise bad("member not found")
    if person.id not in group.members:
        return {"status": "left", "user": user_json(person)}
    if group.members[0] == person.id:
        return {"status": "creator", "user": user_json(person), "is_anonymous": False}
    return {"status": "member", "user": user_json(person)}


@method("getChatMember")
async def get_chat_member(call: Call) -> JsonObject:
    chat = chat_named(call, call.params.values["chat_id"])
    if chat.kind == "bot":
        return {"status": "member", "user": user_json(call.tg.world.person(chat.second))}
    return _member(call, _group(call), call.params.number("user_id"))


@method("getChatAdministrators")
async def get_chat_administrators(call: Call) -> list[JsonObject]:
    group = _group(call)
    members = [_member(call, group, user) for user in [*group.members, *group.bots]]
    return [member for member in members if member["status"] in {"creator", "administrator"}]


@method("getChatMemberCount")
async def get_chat_member_count(call: Call) -> int:
    chat = chat_named(call, call.params.values["chat_id"])
    if chat.kind == "bot":
        return 2
    group = _group(call)
    return len(group.members) + len(group.bots)


@method("leaveChat")
async def leave_chat(call: Call) -> bool:
    group = _group(call)
    group.bots.remove(call.bot.id)
    group.admin_bots = [bot for bot in group.admin_bots if bot != call.bot.id]
    call.tg.world.groups.put(group.id, group)
    call.tg.events.publish("world")
    tell_group_joined(call.tg, call.bot, group.id, group.members[0], "left")
    return True


@method("exportChatInviteLink")
async def export_chat_invite_link(call: Call) -> str:
    return f"https://t.me/+sandbox{abs(_group(call).id)}"


def _forum(call: Call) -> Group:
    group = _group(call)
    if not group.forum:
        raise bad("the chat is not a forum")
    if call.bot.id not in group.admin_bots:
        raise bad("not enough rights to create a topic")
    return group


def _service(call: Call, content: JsonObject, thread: int) -> Message:
    chat = writable_chat(call)
    number = call.tg.world.new_message_id(chat)
    message = Message(chat.key, number, call.bot.id, 0, call.tg.world.now(), content, thread=thread or number)
    return post(call.tg, message)


def _topic(call: Call, group: Group) -> JsonObject:
    topic = call.tg.world.topic(group, call.params.number("message_thread_id"))
    if topic is None:
        raise bad("message thread not found")
    return topic


@method("createForumTopic")
async def create_forum_topic(call: Call) -> JsonObject:
    group = _forum(call)
    name = call.params.text("name")
    if not 1 <= len(name) <= 128:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    colour = call.params.number("icon_color", 7322096)
    if colour not in _COLOURS:
        raise bad("invalid icon color specified")
    message = _service(call, {"forum_topic_created": {"name": name, "icon_color": colour}}, 0)
    topic: JsonObject = {"message_thread_id": message.id, "name": name, "icon_color": colour}
    group.topics.append({**topic, "closed": False})
    call.tg.world.groups.put(group.id, group)
    call.tg.events.publish("world")
    return topic


@method("editForumTopic")
async def edit_forum_topic(call: Call) -> bool:
    group = _forum(call)
    topic = _topic(call, group)
    name = call.params.text("name")
    if name == topic["name"]:
        raise bad("TOPIC_NOT_MODIFIED")
    topic["name"] = name or topic["name"]
    call.tg.world.groups.put(group.id, group)
    _service(call, {"forum_topic_edited": {"name": name}}, topic["message_thread_id"])
    call.tg.events.publish("world")
    return True


async def _set_closed(call: Call, *, closed: bool) -> bool:
    group = _forum(call)
    topic = _topic(call, group)
    if topic["closed"] == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic["closed"] = closed
    call.tg.world.groups.put(group.id, group)
    _service(call, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, topic["message_thread_id"])
    call.tg.events.publish("world")
    return True


@method("closeForumTopic")
async def close_forum_topic(call: Call) -> bool:
    return await _set_closed(call, closed=True)


@method("reopenForumTopic")
async def reopen_forum_topic(call: Call) -> bool:
    return await _set_closed(call, closed=False)


@method("deleteForumTopic")
async def delete_forum_topic(call: Call) -> bool:
    group = _forum(call)
    topic = _topic(call, group)
    group.topics.remove(topic)
    call.tg.world.groups.put(group.id, group)
    chat = writable_chat(call)
    for message in list(call.tg.world.history.get(chat.key, {}).values()):
        if message.thread == topic["message_thread_id"] and not message.deleted:
            remove(call.tg, message)
    call.tg.events.publish("world")
    return True
