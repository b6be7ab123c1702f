"""Rows of the database and back: drafts as JSON, times as text. Pure."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from desk_gui.outbox.draft import Attachment, Draft, Follower, Note
from desk_gui.outbox.submission import Submission, Waiting
from desk_gui.outbox.tickets import Hold, State, TicketRow

_FORM_TEXTS: Final = (
    "title",
    "description",
    "requester_id",
    "channel_id",
    "channel_contact_id",
    "sub_contact_id",
    "submitter_id",
    "team",
    "priority",
    "ticket_type",
)


def time_to_text(time: datetime) -> str:
    """Return a time as text that sorts as times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def time_from_text(text: str) -> datetime:
    """Return the time that was kept as this text."""
    return datetime.fromisoformat(text)


def form_to_json(draft: Draft) -> str:
    """Return all of a draft but its id and its attachments, which have rows of their own."""
    form: dict[str, object] = {name: getattr(draft, name) for name in _FORM_TEXTS}
    form["followers"] = [[follower.id, follower.name] for follower in draft.followers]
    form["custom_fields"] = [[key, value] for key, value in draft.custom_fields]
    if draft.field_kinds:
        form["field_kinds"] = [[key, kind] for key, kind in draft.field_kinds]
    return json.dumps(form)


def draft_from_json(ticket: str, form: str, attachments: Iterable[Attachment]) -> Draft:
    """Return the draft that was kept as this JSON.

    Raises:
        ValueError: It is not what `form_to_json` writes.
    """
    try:
        # Any: JSON has no types; whatever does not fit ends as ValueError here.
        values: dict[str, Any] = json.loads(form)
        texts: dict[str, Any] = {name: str(values.get(name, "")) for name in _FORM_TEXTS}
        return Draft(
            draft_id=ticket,
            attachments=tuple(attachments),
            **texts,
            followers=tuple(Follower(id=str(id_), name=str(name)) for id_, name in values.get("followers", ())),
            custom_fields=tuple((str(key), str(value)) for key, value in values.get("custom_fields", ())),
            field_kinds=tuple((str(key), str(kind)) for key, kind in values.get("field_kinds", ())),
        )
    except (TypeError, AttributeError, ValueError) as error:
        raise ValueError("a draft in the database cannot be read") from error


def ticket_row(row: sqlite3.Row) -> TicketRow:
    """Return a row of the list."""
    state = State(row["state"])
    return TicketRow(
        ticket=row["ticket"],
        # A ticket taken back into the form keeps its reference, but a draft shows none.
        reference="" if state is State.DRAFT else row["reference"] or "",
        title=row["title"],
        state=state,
        created_at=time_from_text(row["created_at"]),
        changed_at=time_from_text(row["changed_at"]),
        hold=Hold(row["hold"]),
        trouble=row["trouble"],
        words=row["words"],
        ticket_id=row["ticket_id"],
        profile=row["profile"],
        file_count=row["file_count"],
        size_bytes=row["size_bytes"],
        next_try_at=time_from_text(row["next_try_at"]) if row["next_try_at"] else None,
        same_refusal=row["same_refusal"],
        can_go_without=row["can_go_without"],
    )


def attachment(row: sqlite3.Row) -> Attachment:
    """Return an attachment; whatever has a row has been copied."""
    return Attachment(
        attachment_id=row["attachment_id"],
        name=row["name"],
        size_bytes=row["size_bytes"],
        media_type=row["media_type"],
        sha256=row["sha256"],
        is_copied=True,
        original_sha256=row["original_sha256"],
        layers=row["layers"],
        notes=tuple(Note(note) for note in str(row["notes"]).split() if note in list(Note)),
    )


def submission(row: sqlite3.Row, files: Sequence[sqlite3.Row]) -> Submission:
    """Return a ticket as the sender takes it.

    Raises:
        ValueError: Its draft cannot be read.
    """
    return Submission(
        ticket=row["ticket"],
        draft=draft_from_json(row["ticket"], row["form"], map(attachment, files)),
        profile=row["profile"],
        origin=row["origin"],
        reference=row["reference"] or "",
        state=State(row["state"]),
        attempts=row["attempts"],
        file_urls=tuple(file["file_url"] for file in files),
    )


def waiting(row: sqlite3.Row) -> Waiting:
    """Return a queued ticket as the dispatcher looks at it."""
    return Waiting(
        ticket=row["ticket"],
        profile=row["profile"],
        origin=row["origin"],
        hold=Hold(row["hold"]),
        next_try_at=time_from_text(row["next_try_at"]) if row["next_try_at"] else None,
        has_uploads_left=bool(row["has_uploads_left"]),
    )
