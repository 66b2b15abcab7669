"""HEAD is answered as GET would be, without the body: routes need not know of it, and monitors may ask so."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """ASGI middleware; stands before the door, so that HEAD needs what GET needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer GET in place of HEAD; the answer ends with its head, so that a stream does not go on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})

        asked = {**scope, "method": "GET"}
        await self.app(asked, receive, send_head)
        scope["rule"] = asked.get("rule")
