"""Bot API methods; importing this package fills the registry ``HANDLERS``."""

from sandbox.methods import answering, chats, editing, moving, paying, profile, receiving, sending
from sandbox.methods.base import HANDLERS, Call

__all__ = ["HANDLERS", "Call", "answering", "chats", "editing", "moving", "paying", "profile", "receiving", "sending"]
