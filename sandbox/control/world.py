"""Control API: who exists. Everything here may be repeated without harm."""

from typing import Any

from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Chat, Group, Person
from sandbox.post import tell_group_joined
from sandbox.render import bot_json
from sandbox.telegram import Telegram
from sandbox.views import chat_view


def add_bot(tg: Telegram, given: JsonObject) -> JsonObject:
    token, username = str(given["token"]), str(given["username"]).lstrip("@")
    number = token.partition(":")[0]
    if not number.isdigit() or ":" not in token:
        raise PersonError("a bot token looks like 123456:ABC-DEF")
    same_name = tg.world.bot_by_name(username)
    if same_name is not None and same_name.id != int(number):
        raise PersonError(f"@{username} is taken by another bot")
    bot = tg.world.bots.get(number)
    if bot is None:
        bot = Bot(int(number), token, username, str(given["name"]))
    bot.token, bot.username, bot.name = token, username, str(given["name"])
    tg.world.bots.put(bot.id, bot)
    tg.events.publish("world")
    return {"id": bot.id}


def add_person(tg: Telegram, given: JsonObject) -> JsonObject:
    number = int(given["id"])
    person = tg.world.people.get(number) or Person(number, "")
    for name in ("first_name", "last_name", "username", "language_code", "phone", "stars"):
        if name in given and not (given[name] is None and name in {"language_code", "stars"}):
            setattr(person, name, given[name])
    tg.world.people.put(number, person)
    tg.events.publish("world")
    return {"id": number}


def add_group(tg: Telegram, given: JsonObject) -> JsonObject:
    number = int(given["id"])
    if number >= 0:
        raise PersonError("a group's id is negative, like -1001234567890")
    members = [int(person) for person in given["member_ids"]]
    if not members:
        raise PersonError("a group needs a member")
    for person in members:
        tg.world.person(person)
    bots = [_named(tg, name) for name in given.get("bot_usernames") or []]
    group = tg.world.groups.get(number)
    if group is None:
        group = Group(number, str(given["title"]), forum=bool(given.get("forum")))
        group.kind = "channel" if given.get("channel") else "supergroup"
    added = [bot for bot in bots if bot.id not in group.bots]
    group.title, group.members = str(given["title"]), members
    group.forum = bool(given.get("forum", group.forum))
    group.bots += [bot.id for bot in added]
    status = "administrator" if given.get("bots_are_admins", True) else "member"
    group.admin_bots = [bot.id for bot in bots] if status == "administrator" else []
    tg.world.groups.put(number, group)
    for bot in added:
        tell_group_joined(tg, bot, number, members[0], status)
    tg.events.publish("world")
    return {"id": number}


def _named(tg: Telegram, username: str) -> Bot:
    bot = tg.world.bot_by_name(username)
    if bot is None:
        raise PersonError(f"there is no bot @{username}")
    return bot


def world(tg: Telegram, given: JsonObject) -> JsonObject:  # noqa: ARG001 - every control call has this shape
    people = [_person(person) for person in tg.world.people.all()]
    bots = [{**bot_json(bot), "name": bot.name, "stars": bot.stars} for bot in tg.world.bots.all()]
    groups = [
        {"id": g.id, "title": g.title, "members": g.members, "bots": g.bots, "forum": g.forum, "topics": g.topics}
        for g in tg.world.groups.all()
    ]
    return {"people": people, "bots": bots, "groups": groups}


def _person(person: Person) -> JsonObject:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
        "phone": person.phone,
        "stars": person.stars,
    }


def chats(tg: Telegram, given: JsonObject) -> list[JsonObject]:
    """The person's chat list: every bot, their groups, and people they wrote with; newest first."""
    person = tg.world.person(int(given["person"]))
    found = [Chat.with_bot(bot.id, person.id) for bot in tg.world.bots.all()]
    found += [Chat.group(group.id) for group in tg.world.groups.all() if person.id in group.members]
    for key in tg.world.history:
        chat = Chat.of(key)
        if chat.kind == "people" and person.id in chat[1:]:
            found.append(chat)
    views = [chat_view(tg.world, chat, person.id) for chat in found]
    return sorted(views, key=_last_date, reverse=True)


def _last_date(view: JsonObject) -> Any:
    return view["last"]["date"] if view["last"] else 0


def commands(tg: Telegram, given: JsonObject) -> list[JsonObject]:
    """What a client of this language shows in a private chat (default scopes, or the one asked for)."""
    bot = _named(tg, str(given["bot"]))
    language, wanted = str(given.get("language") or ""), given.get("scope")
    for scope in [str(wanted)] if wanted else ["all_private_chats", "default"]:
        for key in (f"{scope}|{language}", f"{scope}|"):
            if bot.commands.get(key):
                return bot.commands[key]
    return []
