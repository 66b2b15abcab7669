"""The methods of the Bot API, with Telegram's own rules."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any

from tests.servers.telegram_markup import Entity, Refused, keyboard_of, parsed, units
from tests.servers.telegram_place import BOT, Place
from tests.servers.telegram_shown import Shown

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_ALERT = 4096, 1024, 200
LARGEST_DOWNLOAD = 20 * 1024 * 1024


class Conflicting(Exception):
    """409."""


@dataclass
class Api(Place):
    """Each method by its name in small letters."""

    def answer(self, method: str, given: dict[str, Any]) -> Any:
        """The result of a call; raises Refused."""
        handler = getattr(self, "_api_" + method.lower(), None)
        if handler is None:
            raise Refused("method not found")
        return handler(given)

    def _api_getme(self, _: dict[str, Any]) -> Any:
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def _api_getupdates(self, given: dict[str, Any]) -> Any:
        if self.webhook.get("url"):
            raise Conflicting("can't use getUpdates method while webhook is active; use deleteWebhook to delete it")
        offset, deadline = int(given.get("offset", 0)), time.monotonic() + float(given.get("timeout", 0))
        with self.changed:
            self._polls += 1
            mine = self._polls
            self.changed.notify_all()
            while True:
                if mine != self._polls:
                    raise Conflicting("terminated by other getUpdates request; make sure only one bot instance runs")
                for known in [known for known in self.pending if known < offset]:
                    del self.pending[known]
                left = deadline - time.monotonic()
                if self.pending or left <= 0 or self.released.is_set() or self.is_refusing:
                    return [update for _, update in sorted(self.pending.items())][: int(given.get("limit", 100))]
                self.changed.wait(min(left, 0.2))

    def _api_sendmessage(self, given: dict[str, Any]) -> Any:
        text, entities = self._text(given, "text", LONGEST_TEXT, "message is too long", "message text is empty")
        return self._add(given, text, entities)

    def _api_sendphoto(self, given: dict[str, Any]) -> Any:
        text, entities = self._text(given, "caption", LONGEST_CAPTION, "message caption is too long")
        return self._add(given, text, entities, image=given["photo"][1])

    def _api_senddocument(self, given: dict[str, Any]) -> Any:
        text, entities = self._text(given, "caption", LONGEST_CAPTION, "message caption is too long")
        name, content = given["document"]
        return self._add(given, text, entities, document=content, file_name=name)

    def _api_editmessagetext(self, given: dict[str, Any]) -> Any:
        text, entities = self._text(given, "text", LONGEST_TEXT, "MESSAGE_TOO_LONG", "message text is empty")
        return self._change(given, text=text, entities=entities, html=given["text"])

    def _api_editmessagereplymarkup(self, given: dict[str, Any]) -> Any:
        return self._change(given)

    def _api_sendchataction(self, given: dict[str, Any]) -> Any:
        self._reachable(given)
        return True

    def _api_answercallbackquery(self, given: dict[str, Any]) -> Any:
        press = str(given["callback_query_id"])
        if not press.isdigit() or int(press) > self._last_press:
            raise Refused("query is too old and response timeout expired or query ID is invalid")
        if units(given.get("text", "")) > LONGEST_ALERT:
            raise Refused("MESSAGE_TOO_LONG")
        self.acknowledged[press] = given
        return True

    def _api_getfile(self, given: dict[str, Any]) -> Any:
        content = self._files.get(given["file_id"])
        if content is None:
            raise Refused("invalid file_id")
        if len(content) > LARGEST_DOWNLOAD:
            raise Refused("file is too big")
        return {
            "file_id": given["file_id"],
            "file_unique_id": given["file_id"],
            "file_size": len(content),
            "file_path": f"documents/{given['file_id']}",
        }

    def _api_setmycommands(self, given: dict[str, Any]) -> Any:
        self.commands = json.loads(given["commands"])
        for command in self.commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refused("BOT_COMMAND_INVALID")
            if not 0 < units(command["description"]) <= 256:
                raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def _api_getmycommands(self, _: dict[str, Any]) -> Any:
        return self.commands

    def _api_getmydescription(self, _: dict[str, Any]) -> Any:
        return {"description": self.descriptions.get("description", "")}

    def _api_getmyshortdescription(self, _: dict[str, Any]) -> Any:
        return {"short_description": self.descriptions.get("short_description", "")}

    def _api_setmydescription(self, given: dict[str, Any]) -> Any:
        return self._described("description", given, 512)

    def _api_setmyshortdescription(self, given: dict[str, Any]) -> Any:
        return self._described("short_description", given, 120)

    def _api_setwebhook(self, given: dict[str, Any]) -> Any:
        secret = given.get("secret_token", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise Refused("secret token contains unallowed characters")
        self.webhook = {"url": given["url"], "secret": secret}
        return True

    def _api_deletewebhook(self, _: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def _text(
        self, given: dict[str, Any], name: str, longest: int, too_long: str, empty: str = ""
    ) -> tuple[str, list[Entity]]:
        said = given.get(name, "")
        text, entities = parsed(said) if given.get("parse_mode", "").upper() == "HTML" else (said.strip(), [])
        if not text and empty:
            raise Refused(empty)
        if units(text) > longest:
            raise Refused(too_long)
        return text, entities

    def _add(self, given: dict[str, Any], text: str, entities: list[Entity], **more: Any) -> Any:
        chat_id = self._reachable(given)
        reply = json.loads(given.get("reply_parameters", "{}"))
        preview = json.loads(given.get("link_preview_options", "{}"))
        shown = Shown(
            id=self._new_message(),
            chat_id=chat_id,
            text=text,
            html=given.get("text", given.get("caption", "")),
            entities=entities,
            keyboard=keyboard_of(given),
            reply_to=reply.get("message_id"),
            preview=not preview.get("is_disabled"),
            said=[text],
            **more,
        )
        with self.changed:
            self.messages[chat_id, shown.id] = shown
            self.changed.notify_all()
        return self._told(shown)

    def _change(self, given: dict[str, Any], **content: Any) -> Any:
        chat_id = self._reachable(given)
        keyboard = keyboard_of(given)
        with self.changed:
            shown = self.messages.get((chat_id, int(given["message_id"])))
            if shown is None:
                raise Refused("message to edit not found")
            new_text = content.get("text", shown.text)
            if (new_text, content.get("entities", shown.entities), keyboard) == (
                shown.text,
                shown.entities,
                shown.keyboard,
            ):
                raise Refused(
                    "message is not modified: specified new message content and reply markup are exactly the same as "
                    "a current content and reply markup of the message"
                )
            for name, value in content.items():
                setattr(shown, name, value)
            shown.keyboard = keyboard
            shown.edits += 1
            shown.said.append(new_text)
            self.changed.notify_all()
        return self._told(shown)

    def _described(self, name: str, given: dict[str, Any], longest: int) -> bool:
        said = given.get(name, "")
        if units(said) > longest:
            raise Refused("description is too long")
        self.descriptions[name] = said
        return True
