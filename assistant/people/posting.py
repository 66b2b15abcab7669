"""Links for passwords by mail: invitations, and for who has forgotten theirs."""

from __future__ import annotations

import logging
from contextvars import copy_context
from threading import Thread

from assistant.people.addresses import base_url, link_url
from assistant.people.attempts import MINUTES, Attempts
from assistant.people.links import Links
from assistant.people.mail import Mailer
from assistant.people.models import LinkKind, Person
from assistant.people.names import LONGEST_SIGN_IN_NAME, folded
from assistant.people.register import Register
from corpus.errors import TooManyAttempts, TransferlotseError, Unavailable
from corpus.settings import Settings
from corpus.texts import people as texts

_log = logging.getLogger(__name__)


class Posting:
    """Sends links to the addresses of people; without a mailer it sends nothing."""

    def __init__(
        self, register: Register, links: Links, mailer: Mailer | None, settings: Settings, asked: Attempts
    ) -> None:
        """`asked` counts who asks for a link."""
        self._register = register
        self._links = links
        self._mailer = mailer
        self._settings = settings
        self._asked = asked

    @property
    def is_on(self) -> bool:
        """Whether mail is set up."""
        return self._mailer is not None

    def hand_over(self, person: Person, token: str) -> bool:
        """Send a link that was just made -> whether it is on its way; without an address it is not."""
        if self._mailer is None or not person.email:
            return False
        try:
            self._send(self._mailer, person, person.email, token)
        except Unavailable:
            return False
        return True

    def forgotten(self, sign_in_name: str, address: str) -> None:
        """Send a link to who signs in with this name, if there is one with an address.

        Nothing tells whether there is, not even the time it takes: all of it is done afterwards. Raises
        TooManyAttempts for a name, or who asks from `address`, that asks again and again.
        """
        name = folded(sign_in_name[: 2 * LONGEST_SIGN_IN_NAME])
        try:
            self._asked.check(name, address)
        except TooManyAttempts as error:
            raise TooManyAttempts(texts.FORGOTTEN_TOO_OFTEN.format(minutes=MINUTES)) from error
        self._asked.failed(name, address)
        Thread(target=copy_context().run, args=(self._send_if_known, name), daemon=True).start()

    def _send_if_known(self, name: str) -> None:
        try:
            person = self._register.named(name)
            # Whoever is only invited keeps the link they got.
            if self._mailer and person.email and person.has_password and not person.disabled:
                self._send(self._mailer, person, person.email, self._links.for_person(person))
        except TransferlotseError as error:
            _log.info("no link for a forgotten password was sent: %s", type(error).__name__)

    def _send(self, mailer: Mailer, person: Person, to: str, token: str) -> None:
        kind = LinkKind.RESET if person.has_password else LinkKind.INVITATION
        given = {
            "name": person.name,
            "sign_in_name": person.sign_in_name,
            "link": link_url(self._settings, token),
            "house": base_url(self._settings),
        }
        mailer.send(to, texts.MAIL_SUBJECTS[kind], texts.MAIL_TEXTS[kind].format(**given))
