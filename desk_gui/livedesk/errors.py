"""Everything that can go wrong between here and LiveDesk, as types. Imports nothing heavy: windows read it too.

LiveDeskError
├── UnsafeAddress        the address may not be used: not https, or no address at all; nothing was sent
├── NoAnswer             no status line was read; `body_started` says whether the request may have arrived
│   ├── NameNotFound     the name could not be looked up
│   ├── CannotConnect    refused or unreachable
│   ├── TlsFailed        no safe connection: certificate, clock, or something in between
│   ├── ProxyFailed      the proxy did not let it through
│   ├── TimedOut         nothing moved for too long
│   └── ConnectionBroken closed or reset
└── Answered             a status line was read
    ├── Redirected       3xx: the address is not LiveDesk's API
    ├── KeyRefused       401
    ├── Forbidden        403
    ├── NotFound         404, 405
    ├── ProxyLoginNeeded 407
    ├── Conflict         408, 409
    ├── TooLarge         413
    ├── Throttled        429; 503 with Retry-After
    ├── ServerFailed     other 5xx
    ├── Refused          other 4xx; 2xx with a `code` that is not 0
    └── UnreadableAnswer 2xx that is not LiveDesk's answer: HTML, empty, cut off, without what was asked for
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name translation tools look for
    """Mark a text for translation and return it as it is."""
    del context
    return text


class Trouble(StrEnum):
    """Stable codes of everything that can go wrong, for the outbox, logs, and tests."""

    UNSAFE_ADDRESS = "unsafe_address"
    NO_ANSWER = "no_answer"
    NAME_NOT_FOUND = "name_not_found"
    CANNOT_CONNECT = "cannot_connect"
    TLS_FAILED = "tls_failed"
    PROXY_FAILED = "proxy_failed"
    TIMED_OUT = "timed_out"
    CONNECTION_BROKEN = "connection_broken"
    REDIRECTED = "redirected"
    KEY_REFUSED = "key_refused"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    PROXY_LOGIN_NEEDED = "proxy_login_needed"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    THROTTLED = "throttled"
    SERVER_FAILED = "server_failed"
    REFUSED = "refused"
    UNREADABLE_ANSWER = "unreadable_answer"
    # Troubles of this computer that a ticket can meet on its way; the outbox names them.
    NO_CREDENTIALS = "no_credentials"
    ORIGIN_CHANGED = "origin_changed"
    FILE_LOST = "file_lost"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a technician is told of a trouble, as source text; the window translates it, the command line prints it.

    Attributes:
        title: What happened, a short sentence without its full stop.
        next_step: What to do, one sentence.
    """

    title: str
    next_step: str


def _explain(title: str, next_step: str) -> Explanation:
    return Explanation(title=title, next_step=next_step)


EXPLANATIONS: dict[Trouble, Explanation] = {
    Trouble.UNSAFE_ADDRESS: _explain(
        QT_TRANSLATE_NOOP("errors", "This address may not be used: it is not https"),
        QT_TRANSLATE_NOOP("errors", "Correct the base URL in Settings; it starts with https://."),
    ),
    Trouble.NO_ANSWER: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk did not answer"),
        QT_TRANSLATE_NOOP("errors", "Check the connection; the next try comes by itself."),
    ),
    Trouble.NAME_NOT_FOUND: _explain(
        QT_TRANSLATE_NOOP("errors", "No connection: LiveDesk's name could not be looked up"),
        QT_TRANSLATE_NOOP("errors", "Check the connection, or the base URL in Settings; the next try comes by itself."),
    ),
    Trouble.CANNOT_CONNECT: _explain(
        QT_TRANSLATE_NOOP("errors", "No connection to LiveDesk"),
        QT_TRANSLATE_NOOP("errors", "Check the connection; the next try comes by itself."),
    ),
    Trouble.TLS_FAILED: _explain(
        QT_TRANSLATE_NOOP("errors", "A safe connection to LiveDesk was not possible"),
        QT_TRANSLATE_NOOP("errors", "Check this laptop's date, and whether this Wi-Fi wants a login first."),
    ),
    Trouble.PROXY_FAILED: _explain(
        QT_TRANSLATE_NOOP("errors", "The proxy did not let the connection through"),
        QT_TRANSLATE_NOOP("errors", "Check this computer's proxy settings; the next try comes by itself."),
    ),
    Trouble.TIMED_OUT: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk did not answer in time"),
        QT_TRANSLATE_NOOP("errors", "Check the connection; the next try comes by itself."),
    ),
    Trouble.CONNECTION_BROKEN: _explain(
        QT_TRANSLATE_NOOP("errors", "The connection broke before LiveDesk answered"),
        QT_TRANSLATE_NOOP("errors", "Check the connection; the next try comes by itself."),
    ),
    Trouble.REDIRECTED: _explain(
        QT_TRANSLATE_NOOP("errors", "This address is not LiveDesk's: it points elsewhere"),
        QT_TRANSLATE_NOOP("errors", "Correct the base URL in Settings, or log in to this Wi-Fi first."),
    ),
    Trouble.KEY_REFUSED: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk refused the key; it may have been changed"),
        QT_TRANSLATE_NOOP("errors", "Enter the new key in Settings and the tickets go by themselves."),
    ),
    Trouble.FORBIDDEN: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk refused this connection (403)"),
        QT_TRANSLATE_NOOP("errors", "Turn the VPN on if you use one, or ask for permission; your key stays as it is."),
    ),
    Trouble.NOT_FOUND: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk does not know this address (404)"),
        QT_TRANSLATE_NOOP("errors", "Ask for the right address (Settings, Advanced)."),
    ),
    Trouble.PROXY_LOGIN_NEEDED: _explain(
        QT_TRANSLATE_NOOP("errors", "The proxy of this network wants a login"),
        QT_TRANSLATE_NOOP("errors", "Log in to the proxy in the browser or ask its keeper, then press Send now."),
    ),
    Trouble.CONFLICT: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk was busy with this request"),
        QT_TRANSLATE_NOOP("errors", "Wait; the next try comes by itself."),
    ),
    Trouble.TOO_LARGE: _explain(
        QT_TRANSLATE_NOOP("errors", "A file is too large for LiveDesk"),
        QT_TRANSLATE_NOOP("errors", "Remove it or make it smaller, then submit again."),
    ),
    Trouble.THROTTLED: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk asked for a pause"),
        QT_TRANSLATE_NOOP("errors", "Wait; the next try comes by itself."),
    ),
    Trouble.SERVER_FAILED: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk has trouble of its own"),
        QT_TRANSLATE_NOOP("errors", "Wait; the next try comes by itself where that is safe."),
    ),
    Trouble.REFUSED: _explain(
        QT_TRANSLATE_NOOP("errors", "LiveDesk said no"),
        QT_TRANSLATE_NOOP("errors", "Correct the ticket and submit again."),
    ),
    Trouble.UNREADABLE_ANSWER: _explain(
        QT_TRANSLATE_NOOP("errors", "What came back is not LiveDesk's answer"),
        QT_TRANSLATE_NOOP("errors", "If this Wi-Fi wants a login, log in with the browser, then press Send now."),
    ),
    Trouble.NO_CREDENTIALS: _explain(
        QT_TRANSLATE_NOOP("errors", "No API key is stored for this profile"),
        QT_TRANSLATE_NOOP("errors", "Enter the key in Settings and the tickets go by themselves."),
    ),
    Trouble.ORIGIN_CHANGED: _explain(
        QT_TRANSLATE_NOOP("errors", "The profile's address was changed after this ticket was submitted"),
        QT_TRANSLATE_NOOP("errors", "Edit the ticket and submit it again, or set the old address back."),
    ),
    Trouble.FILE_LOST: _explain(
        QT_TRANSLATE_NOOP("errors", "A saved file of this ticket is missing or damaged"),
        QT_TRANSLATE_NOOP("errors", "Edit the ticket, add the file again and submit."),
    ),
    Trouble.STOPPED: _explain(
        QT_TRANSLATE_NOOP("errors", "Sending was stopped before LiveDesk answered"),
        QT_TRANSLATE_NOOP("errors", "Send it when you are ready."),
    ),
}


class LiveDeskError(Exception):
    """Something went wrong between here and LiveDesk.

    Attributes:
        trouble: Its stable code.
        detail: Technical words for the log; never holds a secret.
    """

    trouble: ClassVar[Trouble]

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    @property
    def explanation(self) -> Explanation:
        """What a technician is told."""
        return EXPLANATIONS[self.trouble]


class UnsafeAddress(LiveDeskError):  # noqa: N818 - named for what happened
    """The address is not https (http is for loopback alone), or is none; nothing was sent."""

    trouble = Trouble.UNSAFE_ADDRESS


class NoAnswer(LiveDeskError):  # noqa: N818 - named for what happened
    """No status line was read.

    Attributes:
        body_started: Whether `send_request_body.started` of this very request was seen: then it may have arrived.
    """

    trouble = Trouble.NO_ANSWER

    def __init__(self, detail: str = "", *, body_started: bool) -> None:
        super().__init__(detail)
        self.body_started = body_started


class NameNotFound(NoAnswer):
    """The host's name could not be looked up."""

    trouble = Trouble.NAME_NOT_FOUND


class CannotConnect(NoAnswer):
    """The connection was refused, or nothing is reachable."""

    trouble = Trouble.CANNOT_CONNECT


class TlsFailed(NoAnswer):
    """No safe connection: the certificate, the clock, or something in between."""

    trouble = Trouble.TLS_FAILED


class ProxyFailed(NoAnswer):
    """The proxy did not let the connection through."""

    trouble = Trouble.PROXY_FAILED


class TimedOut(NoAnswer):
    """Nothing moved for too long."""

    trouble = Trouble.TIMED_OUT


class ConnectionBroken(NoAnswer):
    """The connection was closed or reset."""

    trouble = Trouble.CONNECTION_BROKEN


class Answered(LiveDeskError):  # noqa: N818 - named for what happened
    """A status line was read, and it is not the answer hoped for.

    Attributes:
        status: The HTTP status.
        code: The body's `code`, where it has one.
        words: The server's own words, plain text, at most 500 characters; "" when it had none.
    """

    def __init__(self, *, status: int, words: str = "", code: str = "") -> None:
        super().__init__(f"HTTP {status} {code} {words}".strip())
        self.status = status
        self.words = words
        self.code = code


class Redirected(Answered):
    """3xx. Never followed: credentials do not travel to another address."""

    trouble = Trouble.REDIRECTED


class KeyRefused(Answered):
    """401: the key is not, or no longer, good."""

    trouble = Trouble.KEY_REFUSED


class Forbidden(Answered):
    """403: this ticket, this network, or this permission."""

    trouble = Trouble.FORBIDDEN


class NotFound(Answered):
    """404 or 405: the address is not known there."""

    trouble = Trouble.NOT_FOUND


class ProxyLoginNeeded(Answered):
    """407: the proxy wants a login."""

    trouble = Trouble.PROXY_LOGIN_NEEDED


class Conflict(Answered):
    """408 or 409: the server was busy with it, or gave up waiting for it."""

    trouble = Trouble.CONFLICT


class TooLarge(Answered):
    """413: a file, or the request, is too large."""

    trouble = Trouble.TOO_LARGE


class Throttled(Answered):
    """429, or 503 with Retry-After.

    Attributes:
        retry_after_s: Seconds to wait, from 0; None where the server gave none.
    """

    trouble = Trouble.THROTTLED

    def __init__(self, *, status: int, words: str = "", code: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(status=status, words=words, code=code)
        self.retry_after_s = retry_after_s


class ServerFailed(Answered):
    """5xx."""

    trouble = Trouble.SERVER_FAILED


class Refused(Answered):
    """LiveDesk read the request and said no: other 4xx, or 2xx with a `code` that is not 0."""

    trouble = Trouble.REFUSED


class UnreadableAnswer(Answered):
    """2xx that is not LiveDesk's answer: HTML, empty, cut off, or without what was asked for."""

    trouble = Trouble.UNREADABLE_ANSWER
