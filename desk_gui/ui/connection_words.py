"""What the header says of the connection and of what waits, in words. Imported when there is something to say."""

from PySide6.QtCore import QCoreApplication, QDateTime

from desk_gui.outbox.events import ConnectionSeen, CredentialState, QueueCounted
from desk_gui.outbox.tickets import Hold
from desk_gui.ui.text import fill
from desk_gui.ui.words import local_time, time_text


def header_words(
    seen: ConnectionSeen | None,
    broken_since: ConnectionSeen | None,
    queue: QueueCounted | None,
    credentials: CredentialState | None,
) -> list[str]:
    """Say how many tickets are on their way and wait, why, and when the next try is; the likeliest asked for first.

    Args:
        seen: The last request; None before there was one.
        broken_since: The first of the requests that got no answer, if the last got none.
        queue: The counts, once there are any.
        credentials: Where the key is, once it is known.
    """
    waiting = queue.waiting if queue is not None else 0
    parts: list[str] = []
    if queue is not None and queue.sending:
        parts.append(fill(QCoreApplication.translate("Header", "%1 sending"), str(queue.sending)))
    if waiting:
        parts.append(fill(QCoreApplication.translate("Header", "%1 waiting"), str(waiting)))
    if broken_since is not None:
        text = QCoreApplication.translate("Header", "No answer from LiveDesk since %1")
        parts.append(fill(text, _clock(broken_since.at.timestamp())))
    if queue is not None:
        parts += _reasons(queue, is_reached=broken_since is None)
    if queue is not None and waiting and queue.next_try_at is not None:
        text = QCoreApplication.translate("Header", "next try %1")
        parts.append(fill(text, _clock(queue.next_try_at.timestamp())))
    parts += key_words(credentials)
    if seen is not None and broken_since is None:
        text = QCoreApplication.translate("Header", "LiveDesk reached %1")
        parts.append(fill(text, _clock(seen.at.timestamp())))
    return parts


def key_words(state: CredentialState | None) -> list[str]:
    """Say that the keyring does not give the key, if it is so."""
    if state is CredentialState.LOCKED:
        return [QCoreApplication.translate("Header", "Keyring locked")]
    if state is CredentialState.KEYRING_FAILED:
        return [QCoreApplication.translate("Header", "Keyring does not answer")]
    return []


def _reasons(queue: QueueCounted, *, is_reached: bool) -> list[str]:
    """Say why tickets wait, the reason of the most first.

    Args:
        queue: The counts.
        is_reached: Whether LiveDesk answered last; where it did not, that says why.
    """
    held = sorted(queue.holds, key=_count_of, reverse=True)
    parts = [why for hold, _count in held if (why := _why(hold, is_reached=is_reached))]
    for_key = dict(queue.holds).get(Hold.KEY, 0)
    if for_key:
        parts.append(fill(QCoreApplication.translate("Header", "%1 waiting for a key"), str(for_key)))
    return parts


def _count_of(held: tuple[Hold, int]) -> int:
    return held[1]


def _why(hold: Hold, *, is_reached: bool) -> str:
    """Say why tickets with this hold wait; "" where other words say it."""
    match hold:
        case Hold.BACKOFF if is_reached:
            return QCoreApplication.translate("Header", "LiveDesk is in trouble")
        case Hold.THROTTLED:
            return QCoreApplication.translate("Header", "LiveDesk asked for a pause")
        case Hold.NETWORK:
            return QCoreApplication.translate("Header", "LiveDesk refuses this network")
        case Hold.NOT_LIVEDESK:
            return QCoreApplication.translate("Header", "something else answers in LiveDesk's place")
        case Hold.PROXY_LOGIN:
            return QCoreApplication.translate("Header", "the proxy wants a login")
        case Hold.WRONG_ADDRESS:
            return QCoreApplication.translate("Header", "LiveDesk's address is wrong")
        case Hold.UPLOAD_ADDRESS:
            return QCoreApplication.translate("Header", "files cannot be uploaded")
    return ""


def _clock(timestamp_s: float) -> str:
    return time_text(local_time(timestamp_s), QDateTime.currentDateTime())
