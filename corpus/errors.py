"""What can go wrong, as one small hierarchy.

TransferlotseError            every failure that people are told of
├── RefusedInput              what was handed in cannot be used; doing the same again will not help
│   ├── RefusedFile           a file that cannot be read or is not wanted
│   └── RefusedQuestion       an empty or over-long question, an unknown filter
├── NotSignedIn               who asks has not signed in, or not with the right name and password
├── NotAllowed                the role of who asks does not reach so far
├── TooManyAttempts           a wrong password was tried too often; later it may be tried again
├── TooManyRequests           more was asked for in a short time than one may; `retry_after` says when to try again
├── NotFound                  a document, passage, job, conversation, person, link ... that is not there (any more)
└── Unavailable               the house itself cannot serve just now
    ├── DataFolderBusy        another process owns the data folder
    ├── DataFolderUnusable    the data folder cannot be written or is not ours
    ├── DatabaseUnusable      PostgreSQL does not let us in, is not ours, or belongs to a newer program
    ├── DoesNotFit            this process uses other stores than the others of its house, or has another time
    ├── VectorsUnavailable    Chroma does not answer, or is being filled; searching by words still works
    │   └── VectorsRefused    Chroma answers and does not let us in
    ├── FilesUnavailable      the store of the originals does not answer, or not to us
    ├── IndexOutdated         the index was built by another recipe
    ├── TooBusy               more is asked at once than can be answered
    ├── PictureFailed         a page could not be drawn within the limits on time and memory
    ├── AnswerFailed          an answer could not be made
    ├── Superseded            what was to be changed was changed by somebody else meanwhile
    ├── EmbeddingsUnavailable the service that makes the vectors does not answer, or not with usable ones
    └── PortInUse             another program listens on the port

Each carries one German sentence that says what happened and what to do next, and `retryable`: whether the same
call may succeed later. They are mapped to exit codes in `corpus/console.py` and to HTTP in `assistant/web/problems.py`.
"""


class TransferlotseError(Exception):
    """A failure with a German sentence for people in `args[0]`."""

    retryable = False

    @property
    def message(self) -> str:
        """The German sentence."""
        return str(self.args[0])


class RefusedInput(TransferlotseError):
    """What was handed in cannot be used."""


class RefusedFile(RefusedInput):
    """A file that cannot be read or is not wanted."""


class RefusedQuestion(RefusedInput):
    """A question or filter that cannot be answered as it stands."""


class NotSignedIn(TransferlotseError):
    """Who asks has not signed in, or not with the right name and password."""


class NotAllowed(TransferlotseError):
    """The role of who asks does not reach so far."""


class TooManyAttempts(TransferlotseError):
    """A wrong password was tried too often; later it may be tried again."""

    retryable = True


class TooManyRequests(TransferlotseError):
    """More was asked for in a short time than one may."""

    retryable = True

    def __init__(self, message: str, *, retry_after: int) -> None:
        """`retry_after` is in seconds."""
        super().__init__(message)
        self.retry_after = retry_after


class NotFound(TransferlotseError):
    """What was named is not there (any more)."""


class Unavailable(TransferlotseError):
    """The house itself cannot serve just now."""

    retryable = True


class DataFolderBusy(Unavailable):
    """Another process owns the data folder."""


class DataFolderUnusable(Unavailable):
    """The data folder cannot be written or is not ours."""

    retryable = False


class DatabaseUnusable(Unavailable):
    """PostgreSQL does not let us in, is not ours, or belongs to a newer program."""

    retryable = False


class DoesNotFit(Unavailable):
    """This process uses other stores than the others of its house, or has another time."""

    retryable = False


class VectorsUnavailable(Unavailable):
    """Chroma does not answer, or is being filled; searching by words still works."""


class VectorsRefused(VectorsUnavailable):
    """Chroma answers and does not let us in."""


class FilesUnavailable(Unavailable):
    """The store of the originals does not answer, or not to us."""


class IndexOutdated(Unavailable):
    """The index was built by another recipe and must be rebuilt."""

    retryable = False


class EmbeddingsUnavailable(Unavailable):
    """The service that makes the vectors does not answer, or not with usable ones; searching by words still works."""


class Superseded(Unavailable):
    """What was to be changed was changed by somebody else meanwhile; the same call may succeed now."""


class TooBusy(Unavailable):
    """More is asked at once than can be answered."""


class PictureFailed(Unavailable):
    """A page could not be drawn within the limits on time and memory; its text and the original are there."""


class AnswerFailed(Unavailable):
    """An answer could not be made; asking again may help."""


class PortInUse(Unavailable):
    """Another program listens on the port."""
