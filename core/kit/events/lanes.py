"""What must be handled in order: the lane of a Telegram update (pure)."""

from collections.abc import Mapping
from typing import Any


def lane_of(update: Mapping[str, Any]) -> str:
    """Return the lane of an update: its chat, else its sender, else itself.

    A tap counts as its message's chat, so that it waits for what was written there before it.
    """
    for body in update.values():
        if not isinstance(body, dict):
            continue
        message = body.get("message", body)
        # What happens to a person's subscription follows its payment, which comes to their private chat.
        for part, field, kind in ((message, "chat", "chat"), (body, "from", "user"), (body, "user", "chat")):
            found = part.get(field) if isinstance(part, dict) else None
            if isinstance(found, dict):
                return f"{kind}:{found.get('id')}"
    return f"update:{update.get('update_id')}"
