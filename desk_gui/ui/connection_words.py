"""What the header says of the connection and of what waits, in words. Imported when there is something to say."""

from PySide6.QtCore import QCoreApplication, QDateTime

from desk_gui.outbox.events import ConnectionSeen, CredentialState, QueueCounted
from desk_gui.outbox.tickets import Hold
from desk_gui.ui.text import fill
from desk_gui.ui.words import local_time, time_text


def connection_words(seen: ConnectionSeen | None, broken_since: ConnectionSeen | None) -> list[str]:
    """Say what the last request saw; nothing before there was one."""
    if broken_since is not None:
        text = QCoreApplication.translate("Header", "No answer from LiveDesk since %1")
        return [fill(text, _clock(broken_since.at.timestamp()))]
    if seen is not None:
        return [fill(QCoreApplication.translate("Header", "LiveDesk reached %1"), _clock(seen.at.timestamp()))]
    return []


def key_words(state: CredentialState | None) -> list[str]:
    """Say that the keyring does not give the key, if it is so."""
    if state is CredentialState.LOCKED:
        return [QCoreApplication.translate("Header", "Keyring locked")]
    if state is CredentialState.KEYRING_FAILED:
        return [QCoreApplication.translate("Header", "Keyring does not answer")]
    return []


def queue_words(queue: QueueCounted, *, is_reached: bool) -> list[str]:
    """Say how many tickets are on their way and how many wait, why, and when the next try is.

    Args:
        queue: The counts.
        is_reached: Whether LiveDesk answered last; where it did not, that says why.
    """
    parts: list[str] = []
    if queue.sending:
        parts.append(fill(QCoreApplication.translate("Header", "%1 sending"), str(queue.sending)))
    if queue.waiting:
        parts.append(fill(QCoreApplication.translate("Header", "%1 waiting"), str(queue.waiting)))
    held = [hold for hold, _count in sorted(queue.holds, key=_count_of, reverse=True)]
    parts += [why for hold in held if (why := _why(hold, is_reached=is_reached))]
    if queue.waiting and queue.next_try_at is not None:
        text = QCoreApplication.translate("Header", "next try %1")
        parts.append(fill(text, _clock(queue.next_try_at.timestamp())))
    counts = dict(queue.holds)
    if counts.get(Hold.KEY):
        parts.append(fill(QCoreApplication.translate("Header", "%1 for want of a key"), str(counts[Hold.KEY])))
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
