"""The Bot API on loopback, as far as the bot uses it: with Telegram's own rules, and ways for it to fail.

What people do at Telegram is done by the methods of `Telegram`; what they see then is told by `shown`.
"""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler
from threading import Condition, Event, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx

from tests.servers.loopback import serving
from tests.servers.telegram_markup import Entity, Refused, parsed, units

TOKEN = "4711:AAFrosch_streng_geheimer_Schluessel_x"
BOT = {"id": 4711, "is_bot": True, "first_name": "Transferlotse", "username": "transferlotse_bot"}
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, LONGEST_ALERT = 4096, 1024, 64, 200
LARGEST_DOWNLOAD = 20 * 1024 * 1024
EVERY_METHOD = "*"
MESSAGES = frozenset({"sendmessage", "sendphoto", "senddocument", "editmessagetext", "editmessagereplymarkup"})


@dataclass
class Shown:
    """A message as a person sees it now; `html` is what the bot sent last, `text` what is read, `edits` counts."""

    id: int
    chat_id: int
    text: str
    html: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    image: bytes | None = None
    document: bytes | None = None
    file_name: str = ""
    reply_to: int | None = None
    preview: bool = True
    edits: int = 0
    at: float = field(default_factory=time.monotonic)
    said: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[str]:
        """What the buttons say, in order."""
        return [button["text"] for row in self.keyboard for button in row]

    def data(self, button: str) -> str:
        """What a button with this text sends."""
        return next(b["callback_data"] for row in self.keyboard for b in row if b["text"] == button)


@dataclass
class Fault:
    """The next `times` calls of a method, after those to `skip`, get this instead of their result.

    `does_work` does the work all the same; `status` 0 closes the connection without a word, and `kills` the process
    with this id before.
    """

    status: int
    description: str = ""
    method: str = EVERY_METHOD
    times: int = 1
    retry_after: int = 0
    does_work: bool = False
    skip: int = 0
    kills: int = 0


@dataclass
class Telegram:
    """The running service. Tests may set what follows `token`, and read the rest.

    `is_refusing` closes every connection; `slow` are seconds before each reply; `rate` is how many messages a chat
    takes in a second, edits among them, before 429; `blocked` are the chats that blocked the bot. `calls` are (method,
    parameters, time); `acknowledged` what was said to each press.
    """

    url: str = ""
    token: str = TOKEN
    is_refusing: bool = False
    slow: float = 0.0
    rate: int = 0
    blocked: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any], float]] = field(default_factory=list)
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    commands: list[dict[str, str]] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    deliveries: list[int] = field(default_factory=list)
    messages: dict[tuple[int, int], Shown] = field(default_factory=dict)
    released: Event = field(default_factory=Event)
    changed: Condition = field(default_factory=Condition)
    _pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _users: dict[int, dict[str, Any]] = field(default_factory=dict)
    _titles: dict[int, str] = field(default_factory=dict)
    _sent: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    # As with Telegram, an update of another day has another number.
    _last_update: int = field(default_factory=lambda: int(time.time() * 1000))
    _last_message: int = 0
    _last_press: int = 0
    _polls: int = 0
    _told_at: list[tuple[str, float]] = field(default_factory=list)

    # What people do

    def write(self, chat_id: int, text: str, *, by: int | None = None, reply_to: int | None = None) -> int:
        """Somebody writes -> the message's id. In a group (a number below 0) `by` says who."""
        content: dict[str, Any] = {"text": text}
        entities = [
            {"type": kind, "offset": units(text[: found.start()]), "length": units(found.group())}
            for kind, pattern in (("bot_command", r"(?<!\S)/\w+(?:@\w+)?"), ("mention", r"(?<![\w/])@\w+"))
            for found in re.finditer(pattern, text)
        ]
        if entities:
            content["entities"] = entities
        return self.send(chat_id, by=by, reply_to=reply_to, **content)

    def send(self, chat_id: int, *, by: int | None = None, reply_to: int | None = None, **content: Any) -> int:
        """Somebody sends anything, in the Bot API's own fields -> the message's id."""
        message = self._message(chat_id, self._new_message(), by) | content
        if reply_to is not None:
            message["reply_to_message"] = self._replied(chat_id, reply_to)
        self._sent[chat_id, message["message_id"]] = message
        self.update(message=message)
        return int(message["message_id"])

    def send_file(self, chat_id: int, content: bytes, name: str, *, media_type: str = "", caption: str = "") -> int:
        """Somebody sends a file -> the message's id."""
        document = self._stored(content) | {"file_name": name, "mime_type": media_type}
        return self.send(chat_id, document=document, **({"caption": caption} if caption else {}))

    def send_photo(self, chat_id: int, content: bytes) -> int:
        """Somebody sends a picture -> the message's id."""
        return self.send(chat_id, photo=[self._stored(content) | {"width": 90, "height": 60}])

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        """Somebody changes what they wrote."""
        edited = self._message(chat_id, message_id, None) | {"text": text, "edit_date": int(time.time())}
        self.update(edited_message=edited)

    def press(self, message: Shown, button: str, *, by: int | None = None) -> str:
        """Somebody presses the button with this text -> the id of the press."""
        return self.call_back(message, message.data(button), by=by)

    def call_back(self, message: Shown, data: str, *, by: int | None = None) -> str:
        """Somebody sends any data from a message's buttons -> the id of the press."""
        with self.changed:
            self._last_press += 1
            press = str(self._last_press)
        carrier = self._message(message.chat_id, message.id, None) | {"from": BOT, "text": message.text}
        if message.reply_to is not None and (message.chat_id, message.reply_to) in self._sent:
            carrier["reply_to_message"] = self._sent[message.chat_id, message.reply_to]
        user = self._user(by or message.chat_id)
        self.update(callback_query={"id": press, "from": user, "message": carrier, "chat_instance": "1", "data": data})
        return press

    def update(self, **content: Any) -> int:
        """Anything at all happens -> the update's id."""
        with self.changed:
            self._last_update += 1
            self._pending[self._last_update] = {"update_id": self._last_update, **content}
            self.changed.notify_all()
            return self._last_update

    def replay(self, update: dict[str, Any]) -> None:
        """An update comes once more, as after a confirmation that was lost."""
        with self.changed:
            self._pending[update["update_id"]] = update
            self.changed.notify_all()

    def remove(self, message: Shown) -> None:
        """Somebody deletes a message of the bot for everybody."""
        with self.changed:
            del self.messages[message.chat_id, message.id]

    def remove_sent(self, chat_id: int, message_id: int) -> None:
        """Somebody deletes a message of their own for everybody."""
        del self._sent[chat_id, message_id]

    def name(self, user_id: int, **fields: Any) -> None:
        """What is known of somebody at Telegram: first_name, last_name, username, language_code."""
        self._users[user_id] = {"id": user_id, "is_bot": False, **fields}

    # What people see

    def shown(self, chat_id: int) -> list[Shown]:
        """The bot's messages in a chat, as they are now."""
        with self.changed:
            return [message for (chat, _), message in sorted(self.messages.items()) if chat == chat_id]

    def wait_for(self, condition: Callable[[], Any], seconds: float = 20) -> Any:
        """What the condition says, once that is anything."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while not (met := condition()):
                left = deadline - time.monotonic()
                assert left > 0, f"not after {seconds} s; shown: {[m.text for m in self.messages.values()]}"
                self.changed.wait(min(left, 0.1))
        return met

    def wait_for_text(self, chat_id: int, words: str, seconds: float = 20) -> Shown:
        """The newest message of the bot in a chat that holds these words."""

        def found() -> Shown | None:
            holding = [message for message in self.shown(chat_id) if words in message.text]
            return holding[-1] if holding else None

        message: Shown = self.wait_for(found, seconds)
        return message

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method."""
        with self.changed:
            return [parameters for name, parameters, _ in self.calls if name == method]

    @property
    def unconfirmed(self) -> list[int]:
        """The updates that the bot did not say it has."""
        with self.changed:
            return sorted(self._pending)

    # The Bot API

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
                for known in [known for known in self._pending if known < offset]:
                    del self._pending[known]
                left = deadline - time.monotonic()
                if self._pending or left <= 0 or self.released.is_set() or self.is_refusing:
                    return [update for _, update in sorted(self._pending.items())][: int(given.get("limit", 100))]
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

    # How it is done

    def deliver(self) -> None:
        """Bring what comes to the webhook where one is set, until the service ends; what fails comes again."""
        with httpx.Client(timeout=10, trust_env=False) as client:
            while not self.released.is_set():
                with self.changed:
                    update = self._pending[min(self._pending)] if self.webhook.get("url") and self._pending else None
                    if update is None:
                        self.changed.wait(0.1)
                        continue
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret"]}
                try:
                    status = client.post(self.webhook["url"], json=update, headers=headers).status_code
                except httpx.HTTPError:
                    status = 0
                self.deliveries.append(status)
                if status == 200:
                    with self.changed:
                        self._pending.pop(update["update_id"], None)
                else:
                    self.released.wait(0.2)

    def lose(self, file_id: str) -> None:
        """A file can be found no more by the time it is fetched."""
        self._files[file_id] = b""

    def file(self, path: str) -> bytes | None:
        """What stands at a path that `getFile` told."""
        return self._files.get(path.removeprefix("documents/")) or None

    def due_fault(self, method: str) -> Fault | None:
        """What goes wrong with this call, if anything does."""
        with self.changed:
            for fault in self.faults:
                if fault.method.lower() in (EVERY_METHOD, method.lower()):
                    if fault.skip:
                        fault.skip -= 1
                        return None
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                    return fault
        return None

    def did(self, method: str, given: dict[str, Any]) -> None:
        """A call was answered."""
        if method.lower() in MESSAGES:
            with self.changed:
                self._told_at.append((given["chat_id"], time.monotonic()))

    def is_too_much(self, method: str, given: dict[str, Any]) -> bool:
        """Whether the chat got all that it takes in a second."""
        if not self.rate or method.lower() not in MESSAGES:
            return False
        with self.changed:
            a_second_ago = time.monotonic() - 1
            recent = [1 for chat_id, at in self._told_at if chat_id == given["chat_id"] and at > a_second_ago]
            return len(recent) >= self.rate

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
            keyboard=_keyboard(given),
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
        keyboard = _keyboard(given)
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

    def _reachable(self, given: dict[str, Any]) -> int:
        chat_id = int(given["chat_id"])
        if chat_id in self.blocked:
            raise Forbidding("bot was blocked by the user" if chat_id > 0 else "bot was kicked from the group chat")
        if chat_id not in self._titles:
            raise Refused("chat not found")
        return chat_id

    def _described(self, name: str, given: dict[str, Any], longest: int) -> bool:
        said = given.get(name, "")
        if units(said) > longest:
            raise Refused("description is too long")
        self.descriptions[name] = said
        return True

    def _told(self, shown: Shown) -> dict[str, Any]:
        told = {"message_id": shown.id, "date": int(time.time()), "chat": self._chat(shown.chat_id), "from": BOT}
        if shown.document is not None:
            told["document"] = self._stored(shown.document)
        return told | ({"caption": shown.text} if shown.image or shown.document is not None else {"text": shown.text})

    def _message(self, chat_id: int, message_id: int, by: int | None) -> dict[str, Any]:
        self._titles.setdefault(chat_id, "Bauamt")
        user = self._user(by or abs(chat_id))
        return {"message_id": message_id, "date": int(time.time()), "chat": self._chat(chat_id), "from": user}

    def _replied(self, chat_id: int, message_id: int) -> dict[str, Any]:
        if shown := self.messages.get((chat_id, message_id)):
            return self._told(shown)
        return self._sent.get((chat_id, message_id)) or self._message(chat_id, message_id, None) | {"text": ""}

    def _chat(self, chat_id: int) -> dict[str, Any]:
        if chat_id < 0:
            return {"id": chat_id, "type": "supergroup", "title": self._titles[chat_id]}
        return {"id": chat_id, "type": "private", "first_name": self._user(chat_id)["first_name"]}

    def _user(self, user_id: int) -> dict[str, Any]:
        return self._users.get(user_id, {"id": user_id, "is_bot": False, "first_name": f"Person {user_id}"})

    def _stored(self, content: bytes) -> dict[str, Any]:
        with self.changed:
            file_id = f"file-{len(self._files) + 1}"
            self._files[file_id] = content
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}

    def _new_message(self) -> int:
        with self.changed:
            self._last_message += 1
            return self._last_message


class Conflicting(Exception):
    """409."""


class Forbidding(Exception):
    """403."""


@contextmanager
def telegram() -> Iterator[Telegram]:
    """The service on a free port of this machine, for as long as the block runs."""
    service = Telegram()
    with serving(_handler(service), service.released) as url:
        service.url = url.removesuffix("/v1")
        postman = Thread(target=service.deliver)
        postman.start()
        try:
            yield service
        finally:
            service.released.set()
            postman.join()


def _kill(fault: Fault) -> None:
    if fault.kills:
        os.kill(fault.kills, signal.SIGKILL)


def _keyboard(given: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Refused("inline keyboard button text is empty")
        if "url" in button:
            host = urlsplit(button["url"]).hostname or ""
            if urlsplit(button["url"]).scheme not in ("http", "https", "tg") or "." not in host:
                raise Refused(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        elif not 0 < len(button["callback_data"].encode()) <= LONGEST_DATA:
            raise Refused("BUTTON_DATA_INVALID")
    if sum(map(len, rows)) > 100:
        raise Refused("reply markup is too long")
    return rows


def _handler(service: Telegram) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if service.is_refusing:
                self.close_connection = True
                return
            path, query = unquote(urlsplit(self.path).path), urlsplit(self.path).query
            if path.startswith(f"/file/bot{service.token}/"):
                content = service.file(path.removeprefix(f"/file/bot{service.token}/"))
                self._send(404 if content is None else 200, content or b"", "application/octet-stream")
                return
            _, bot, method = (*path.split("/"), "", "")[:3]
            if bot != f"bot{service.token}":
                known = re.fullmatch(r"bot\d+:[A-Za-z0-9_-]{35,}", bot)
                self._fail(*((401, "Unauthorized") if known else (404, "Not Found")))
                return
            given = dict(parse_qsl(query)) | _parameters(self.headers.get("content-type", ""), body)
            self._answer(method, given)

        def _answer(self, method: str, given: dict[str, Any]) -> None:
            with service.changed:
                service.calls.append((method, given, time.monotonic()))
            service.released.wait(service.slow)
            fault = service.due_fault(method)
            if fault and not fault.does_work:
                _kill(fault)
                self._fail(fault.status, fault.description or "Fault", fault.retry_after)
                return
            if service.is_too_much(method, given):
                self._fail(429, "Too Many Requests: retry after 1", 1)
                return
            try:
                result = service.answer(method, given)
            except Refused as refused:
                self._fail(400, f"Bad Request: {refused}")
            except Conflicting as conflict:
                self._fail(409, f"Conflict: {conflict}")
            except Forbidding as forbidden:
                self._fail(403, f"Forbidden: {forbidden}")
            else:
                service.did(method, given)
                if fault:
                    _kill(fault)
                    self._fail(fault.status, fault.description or "Fault")
                else:
                    self._send(200, json.dumps({"ok": True, "result": result}).encode(), "application/json")

        def _fail(self, status: int, description: str, retry_after: int = 0) -> None:
            if not status:
                self.close_connection = True
                return
            body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
            if retry_after:
                body["parameters"] = {"retry_after": retry_after}
            self._send(status, json.dumps(body).encode(), "application/json")

        def _send(self, status: int, encoded: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _parameters(media_type: str, body: bytes) -> dict[str, Any]:
    """What a call was given; a file is its name and its content."""
    if not media_type.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    message = BytesParser(policy=policy.HTTP).parsebytes(b"content-type: " + media_type.encode() + b"\r\n\r\n" + body)
    given: dict[str, Any] = {}
    for part in message.iter_parts():
        name, file_name = part.get_param("name", header="content-disposition"), part.get_filename()
        content = part.get_payload(decode=True)
        given[str(name)] = content.decode() if file_name is None else (file_name, content)
    return {
        name: given[value.removeprefix("attach://")] if str(value).startswith("attach://") else value
        for name, value in given.items()
    }
