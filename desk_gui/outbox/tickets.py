"""Where a ticket stands, as a window and a command line see it: frozen data. Standard library only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands. The words are also what `--list` and `--json` print."""

    DRAFT = "draft"
    QUEUED = "queued"
    UPLOADING = "uploading"
    CREATING = "creating"
    CREATED = "created"
    REJECTED = "rejected"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class Hold(StrEnum):
    """Why a queued ticket does not go right now."""

    NONE = ""
    BACKOFF = "backoff"
    """No connection, or LiveDesk is in trouble; tried again at `next_try_at`."""
    THROTTLED = "throttled"
    """LiveDesk asked for a pause; tried again at `next_try_at`."""
    KEY = "key"
    """LiveDesk refused the key, or none is stored: the profile waits for one."""
    NETWORK = "network"
    """403 for everything: this network or permission."""
    WRONG_ADDRESS = "wrong_address"
    """LiveDesk's address answered with a redirect, or may not be used (http)."""
    UPLOAD_ADDRESS = "upload_address"
    """404 or 405 on upload: the upload address is an assumption. Tickets with files wait."""
    PROXY_LOGIN = "proxy_login"
    NOT_LIVEDESK = "not_livedesk"
    """Something between here and LiveDesk answered in its place (a Wi-Fi login page, say)."""
    ORIGIN_CHANGED = "origin_changed"
    """The profile's address is not the one this ticket was submitted to: a human decides."""
    FILE_LOST = "file_lost"
    """A copied file is missing or damaged in the spool."""
    UNDO = "undo"
    """Just submitted; the create call is held back so that it can be undone, until `next_try_at`."""
    HANDED_OVER = "handed_over"
    """Exported to be handed over by other means: a human decides whether it goes after all."""


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket of the list.

    Attributes:
        ticket: The outbox id, which is the draft's id.
        reference: The short reference, `DG-XXXXXX`; empty for a draft.
        title: As typed; "" for a draft without one.
        state: Where it stands.
        hold: Why it waits, with state `queued`.
        trouble: Code of the last trouble (`livedesk.errors.Trouble`), or "".
        words: LiveDesk's own words about it, plain text, or "".
        ticket_id: LiveDesk's ID; "" when unknown.
        profile: Whose key it goes with.
        file_count: Attachments.
        size_bytes: All attachments together.
        created_at: When it was begun. All times are aware, UTC.
        changed_at: When its state last changed.
        next_try_at: When it is tried again, with state `queued`.
        same_refusal: How many other tickets the same refusal stopped.
        can_go_without: What it could be sent without (`desk.Part`), or "".
    """

    ticket: str
    reference: str
    title: str
    state: State
    created_at: datetime
    changed_at: datetime
    hold: Hold = Hold.NONE
    trouble: str = ""
    words: str = ""
    ticket_id: str = ""
    profile: str = ""
    file_count: int = 0
    size_bytes: int = 0
    next_try_at: datetime | None = None
    same_refusal: int = 0
    can_go_without: str = ""
