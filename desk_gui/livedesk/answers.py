"""Reading what came back: LiveDesk's answers and errors in every shape they are known to have.

Answers come as `{code, message, data}` (ticket pages) or bare (contact and message pages); errors as `{code, message}`,
`{error: {code, message}}`, `{error: "…"}`, `{message, attributes}`, plain text, or HTML from a gateway in between.
"""

import html
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from pydantic import ValidationError

from desk_gui.livedesk import errors
from desk_gui.livedesk.models import Contact, CreatedTicket, Ticket, UploadedFile, one_line

BIGGEST_ANSWER_BYTES: Final = 1024 * 1024
"""No answer of LiveDesk comes near it; a bigger one is not read on."""

MOST_CONTACTS: Final = 100
"""Contacts that are read of one answer; a page has 15 (contact search page)."""

_LONGEST_WAIT_S: Final = 10.0**9


@dataclass(frozen=True, slots=True)
class Reply:
    """A status line and what followed it.

    Attributes:
        body: Everything that followed; None when it broke off or was too big.
        content_type: As sent, or empty.
        retry_after: The header as sent, or empty.
        date: The server's own clock as sent, or empty: Retry-After dates are read against it.
    """

    status: int
    body: bytes | None
    content_type: str = ""
    retry_after: str = ""
    date: str = ""


def created_ticket(reply: Reply) -> CreatedTicket:
    """Read the answer to a new ticket (`create_ticket` page).

    Raises:
        Answered: It is not a yes.
    """
    answer = _object(reply)
    data = _data(answer)
    if "code" not in answer and not {"ticket_id", "message"} & data.keys():
        raise errors.UnreadableAnswer(status=reply.status, words=_words(answer))
    return CreatedTicket.model_validate(data)


def uploaded_file(reply: Reply) -> UploadedFile:
    """Read the answer to an upload (assumed: `file_url`, bare or inside `data`).

    Raises:
        Answered: It is not a yes, or has no usable `file_url`.
    """
    answer = _object(reply)
    try:
        return UploadedFile.model_validate(_data(answer))
    except ValidationError as error:
        raise errors.UnreadableAnswer(status=reply.status, words=_words(answer)) from error


def ticket(reply: Reply) -> Ticket:
    """Read a ticket's details (`get_ticket` page).

    Raises:
        Answered: It is not a ticket.
    """
    answer = _object(reply)
    details = Ticket.model_validate(_data(answer))
    if not details.ticket_id:
        raise errors.UnreadableAnswer(status=reply.status, words=_words(answer))
    return details


def contacts(reply: Reply) -> tuple[Contact, ...]:
    """Read found contacts (contact search page: `{meta, payload: […]}`; a `data` around it is read too).

    Raises:
        Answered: It is not a list of contacts.
    """
    answer = _object(reply)
    data = answer.get("data", answer)
    found = data.get("payload") if isinstance(data, dict) else data
    if not isinstance(found, list):
        raise errors.UnreadableAnswer(status=reply.status, words=_words(answer))
    return tuple(Contact.model_validate(item) for item in found[:MOST_CONTACTS] if isinstance(item, dict))


def refusal(reply: Reply) -> errors.Answered:
    """Say what an answer means that brought nothing: by its status, with the server's own words."""
    status = reply.status
    answer = _parsed(reply)
    code, words = _code(answer), _words(answer) if answer else _loose_words(reply)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status < HTTPStatus.OK:
        return errors.UnreadableAnswer(status=status, words=words, code=code)
    pause_s = _retry_after_s(reply)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.SERVICE_UNAVAILABLE and pause_s is not None):
        return errors.Throttled(status=status, words=words, code=code, retry_after_s=pause_s)
    return _kind_of(status)(status=status, words=words, code=code)


_KINDS: Final[dict[int, type[errors.Answered]]] = {
    401: errors.KeyRefused,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: errors.NotFound,
    407: errors.ProxyLoginNeeded,
    408: errors.Conflict,
    409: errors.Conflict,
    413: errors.TooLarge,
}


def _kind_of(status: int) -> type[errors.Answered]:
    if status < HTTPStatus.BAD_REQUEST:
        return errors.Redirected
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.ServerFailed
    return _KINDS.get(status, errors.Refused)


def _object(reply: Reply) -> dict[str, object]:
    """Return the JSON object of a success, its `code` 0 or absent.

    Raises:
        Answered: The status is not 2xx, the body is no JSON object, or it says no.
    """
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        raise refusal(reply)
    answer = _parsed(reply)
    if answer is None:
        raise refusal(reply)
    code = _code(answer)
    if _is_zero(code) or (not code and not answer.get("error")):
        return answer
    if not code or _is_number(code):
        raise errors.Refused(status=reply.status, words=_words(answer), code=code)
    # A code that is no number may mean yes or no: nobody should act on a guess.
    raise errors.UnreadableAnswer(status=reply.status, words=_words(answer), code=code)


def _data(answer: dict[str, object]) -> dict[str, object]:
    data = answer.get("data")
    if isinstance(data, dict):
        return data
    return {} if "code" in answer and "data" in answer else answer


def _parsed(reply: Reply) -> dict[str, object] | None:
    if reply.body is None:
        return None
    try:
        answer = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _code(answer: dict[str, object] | None) -> str:
    """Return the body's `code` as text; empty when it has none."""
    if answer is None:
        return ""
    inner = answer.get("error")
    code = answer.get("code")
    if code is None and isinstance(inner, dict):
        code = inner.get("code")
    return "" if code is None else one_line(str(code), longest=40)


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True


def _is_zero(code: str) -> bool:
    return _is_number(code) and float(code) == 0


def _words(answer: dict[str, object]) -> str:
    inner = answer.get("error")
    if isinstance(inner, dict):
        said = inner.get("message")
    elif isinstance(inner, str):
        said = inner
    else:
        said = answer.get("message")
    words = _line(said)
    named = _line(answer.get("attributes"))
    return one_line(f"{words} ({named})") if words and named else words or named


def _line(said: object) -> str:
    if isinstance(said, list):
        return one_line(", ".join(item for item in said[:20] if isinstance(item, str)))
    return one_line(said) if isinstance(said, str) else ""


def _loose_words(reply: Reply) -> str:
    """Return the words of a body that is not a JSON object: a page's title, or plain text itself."""
    body = reply.body or b""
    kind = reply.content_type.partition(";")[0].strip().lower()
    if kind.endswith(("html", "xml")) or body.lstrip()[:1] == b"<":
        return _page_title(body)
    if kind == "text/plain":
        return one_line(body[: BIGGEST_ANSWER_BYTES // 64].decode("utf-8", "replace"))
    return ""


def _page_title(body: bytes) -> str:
    # Found by hand: a pattern would take quadratic time on a hostile page.
    lowered = body.lower()
    start = lowered.find(b">", lowered.find(b"<title")) + 1 if b"<title" in lowered else 0
    end = lowered.find(b"</title", start)
    if not start or end < 0:
        return ""
    return one_line(html.unescape(body[start:end][:10_000].decode("utf-8", "replace")))


def _retry_after_s(reply: Reply) -> float | None:
    """Return the seconds to wait that Retry-After names, from 0; None when it names none that can be read."""
    text = reply.retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST_WAIT_S)
    until = _moment(text)
    if until is None:
        return None
    now = _moment(reply.date) or datetime.now(UTC)
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_WAIT_S)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
