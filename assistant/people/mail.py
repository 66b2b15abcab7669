"""Mail of the house by SMTP: plain text, to one person."""

from __future__ import annotations

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from assistant.people.mail_addresses import mail_address
from corpus.errors import RefusedInput, Unavailable
from corpus.settings import Settings
from corpus.texts import people as texts

SECONDS = 15.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mailer:
    """Where mail is handed in; `security` is starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    house: str

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand a mail in; raises Unavailable."""
        message = EmailMessage()
        user, _, domain = self.sender.rpartition("@")
        message["From"] = Address(self.house, user, domain)
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=domain)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        try:
            self._hand_in(message)
        except (OSError, smtplib.SMTPException) as error:
            _log.warning("mail could not be handed in: %s", type(error).__name__)
            raise Unavailable(texts.MAIL_FAILED) from error

    def _hand_in(self, message: EmailMessage) -> None:
        context = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        with server:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)


def open_mailer(settings: Settings) -> Mailer | None:
    """What sends mail, where it is set up; raises RefusedInput for a sender that is missing or no address."""
    if not settings.smtp_host:
        return None
    try:
        sender = mail_address(settings.mail_from or "")
    except RefusedInput as error:
        raise RefusedInput(texts.MAIL_SETTINGS) from error
    return Mailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user or "",
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else "",
        sender=sender,
        house=settings.house_name or texts.MAIL_FROM_NAME,
    )
