"""What can go wrong with Telegram, in our words; the library's own errors may name the bot's token."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from assistant.reporting import report
from corpus.database import is_away
from corpus.errors import TransferlotseError
from corpus.texts import telegram as texts

# What a chat is called that is not there for this bot.
NO_SUCH_CHAT = ("chat not found", "peer_id_invalid", "not enough rights", "have no rights", "topic_closed")
TOO_LARGE = "too large"


class Gone(Exception):
    """The chat takes nothing from this bot any more: blocked, left, or not there."""


class Revoked(Exception):
    """The token is none (any more)."""


class Rival(Exception):
    """Somebody else asks for news with the same token."""


class Unreachable(Exception):
    """Telegram does not answer just now, or wants to be left alone."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise ours for the library's errors in the block; BadRequest stays, for who asks must look at it."""
    try:
        yield
    except (Forbidden, ChatMigrated):
        raise Gone from None
    except InvalidToken:
        raise Revoked from None
    except Conflict:
        raise Rival from None
    except BadRequest as error:
        if any(said in error.message.casefold() for said in NO_SUCH_CHAT):
            raise Gone from None
        raise
    except (NetworkError, RetryAfter) as error:
        if TOO_LARGE in error.message.casefold():
            raise BadRequest(error.message) from None
        raise Unreachable from None


@asynccontextmanager
async def saying_what_went_wrong(tell: Callable[[str], Awaitable[object]]) -> AsyncIterator[None]:
    """Tell people in plain German what went wrong in the block; raises Gone, Revoked, and that the database is away."""
    try:
        yield
    except TransferlotseError as error:
        await tell(error.message)
    except (Gone, Revoked):
        raise
    except Exception as error:
        if is_away(error):
            raise
        report(error)
        await tell(texts.UNEXPECTED)
