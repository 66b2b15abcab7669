"""A real mail server on loopback that keeps what it is handed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.conftest import any_free_port

USER, PASSWORD = "lotse", "Postgeheimnis 4714"


@dataclass
class Sink:
    """The running server; `refuses` lets it take no mail. `mails` is what came, `receivers` for whom."""

    port: int = 0
    refuses: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert server
        if self.refuses:
            return "550 mailbox unavailable"
        if not session.authenticated:
            return "530 authentication required"
        self.receivers += envelope.rcpt_tos
        mail = message_from_bytes(cast(bytes, envelope.original_content), policy=policy.default)
        self.mails.append(cast(EmailMessage, mail))
        return "250 OK"

    def wait_for(self, count: int) -> list[EmailMessage]:
        """The mails, once so many have come."""
        deadline = time.monotonic() + 20
        while len(self.mails) < count:
            assert time.monotonic() < deadline, f"{len(self.mails)} of {count} mails after 20 s"
            time.sleep(0.02)
        return self.mails


@contextmanager
def mail_sink(security: str = "none", certificate: SSLContext | None = None) -> Iterator[Sink]:
    """The server on a free port of this machine; it takes mail from USER alone.

    `security` is as in the settings; what is encrypted at all needs a context with a `certificate`.
    """
    sink = Sink(port=any_free_port())

    def authenticate(*given: object) -> AuthResult:
        shown = given[-1]
        known = isinstance(shown, LoginPassword) and (shown.login, shown.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known)

    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        authenticator=authenticate,
        auth_require_tls=False,
        ssl_context=certificate if security == "tls" else None,
        tls_context=certificate if security == "starttls" else None,
        require_starttls=security == "starttls",
    )
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
