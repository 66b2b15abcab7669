"""Behind the door: every act of an editor or administrator is written down here, so that no route can forget it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.people.viewer import Viewer
from assistant.reporting import report
from assistant.web.acts import Deed, act_of
from corpus.acts import Acts, By


class Recording:
    """ASGI middleware; needs the viewer and the rule that the door found."""

    def __init__(self, app: ASGIApp, *, acts: Acts, sign_in: bool) -> None:
        self.app = app
        self.acts = acts
        self.sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer; before anybody hears that something was done it is written down."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["deed"] = deed = Deed()
        act = act_of(scope["rule"])

        async def send_recorded(message: Message) -> None:
            if act and message["type"] == "http.response.start":
                subjects = deed.subjects(scope, message["status"])
                await run_in_threadpool(self._record, scope["viewer"], act, subjects)
            await send(message)

        await self.app(scope, receive, send_recorded)

    def _record(self, viewer: Viewer, act: str, subjects: list[str]) -> None:
        by = By.PERSON if viewer.person else By.COMMAND if self.sign_in else By.ANYBODY
        try:
            self.acts.write(act, subjects, by=by, person_id=viewer.person.id if viewer.person else None)
        except Exception as error:  # it is done and stays done; that its record is missing, the log must say
            report(error)
