"""A ticket and its files as one .zip, to be handed over by other means. Blocks; for the spool's thread."""

import errno
import json
import os
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Final

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.names import safe_base_name
from desk_gui.outbox.request import request_for
from desk_gui.outbox.submission import Submission
from desk_gui.outbox.tickets import State
from desk_gui.system.files import PRIVATE_FILE, sync_folder
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import Profile

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes into the .zip.

    Attributes:
        summary: To be read by whoever gets it.
        request: What LiveDesk would have been asked, as JSON; holds no credentials.
        files: Name in the .zip, and where the bytes lie.
    """

    summary: str
    request: str
    files: tuple[tuple[str, Path], ...]


def parcel_of(submission: Submission, profile: Profile, copies: Sequence[Path]) -> Parcel:
    """Return what goes into the .zip.

    Args:
        submission: The ticket.
        profile: Says where the reference goes.
        copies: Where the files' bytes lie, in order.
    """
    names = [f"files/{name}" for name in unique_names(file.name for file in submission.draft.attachments)]
    # The files are named where LiveDesk wants their addresses.
    request = request_for(submission, profile, names).to_json()
    return Parcel(
        summary=_summary(submission, names),
        request=json.dumps(request, indent=2, ensure_ascii=False),
        files=tuple(zip(names, copies, strict=True)),
    )


def pack(parcel: Parcel, target: Path) -> None:
    """Write the .zip, readable by this user alone: at once or not at all. An existing file is replaced.

    Raises:
        OSError: It could not be written, or a file not be read; what was there before is untouched.
    """
    part = target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.part")
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", strict_timestamps=False) as archive:
                archive.writestr("ticket.txt", parcel.summary, zipfile.ZIP_DEFLATED)
                archive.writestr("request.json", parcel.request, zipfile.ZIP_DEFLATED)
                for name, copy in parcel.files:
                    archive.write(copy, name)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # Not every network drive and stick has a way to.
        sync_folder(target.parent)


def failure_words(error: OSError) -> str:
    """Say why a ticket could not be saved, what became of it, and what to do."""
    if error.errno in _NO_ROOM:
        text = QT_TRANSLATE_NOOP(
            "system",
            "The ticket was not saved: there is no room for it there. It stays as it was. Choose another place.",
        )
        return sentence(text)
    text = QT_TRANSLATE_NOOP("system", "The ticket was not saved there (%1). It stays as it was. Choose another place.")
    return sentence(text, error)


def unique_names(names: Iterable[str]) -> list[str]:
    """Return file names of which no two are the same, on systems that do not tell case either."""
    taken: set[str] = set()
    unique: list[str] = []
    for name in names:
        safe = safe_base_name(name)
        path, number, candidate = PurePath(safe), 2, safe
        while candidate.casefold() in taken:
            candidate = f"{path.stem} ({number}){path.suffix}"
            number += 1
        taken.add(candidate.casefold())
        unique.append(candidate)
    return unique


def _summary(submission: Submission, names: Sequence[str]) -> str:
    draft, reference = submission.draft, submission.reference
    lines = [
        f"Ticket {reference}: {draft.title.strip()}",
        "",
        f"Written with Desk GUI, saved to this file on {datetime.now(UTC):%Y-%m-%d at %H:%M} UTC.",
        *_standing(submission),
        "",
        "What to do",
        "1. Make a ticket in LiveDesk from what is written below.",
        f"2. Write the reference {reference} into it, so that it can be found.",
        "3. Attach the files from the folder named files.",
        "4. Tell whoever sent you this the ticket's ID, so that it is not sent a second time.",
        "",
        *_fields(draft),
        f"Reference: {reference}",
        "",
        "Description:",
        draft.description.strip() or "(none)",
        "",
        "Files:",
        *(f"{name} ({file.size_bytes:,} bytes)" for name, file in zip(names, draft.attachments, strict=True)),
    ]
    if not names:
        lines.append("(none)")
    return "\n".join(lines) + "\n"


def _standing(submission: Submission) -> list[str]:
    if submission.state is State.UNCONFIRMED:
        return [
            "It was sent to LiveDesk, and it is not known whether it arrived.",
            f"Search there for {submission.reference} before you make a new ticket.",
        ]
    return ["LiveDesk does not have it."]


def _fields(draft: Draft) -> list[str]:
    named = [
        ("Title", draft.title),
        ("Requester ID", draft.requester_id),
        ("Channel ID", draft.channel_id),
        ("Channel contact ID", draft.channel_contact_id),
        ("Sub-contact ID", draft.sub_contact_id),
        *(("Follower", f"{follower.id} {follower.name}") for follower in draft.followers),
        ("Submitter ID", draft.submitter_id),
        ("Assigned team", draft.team),
        ("Priority", draft.priority),
        ("Ticket type", draft.ticket_type),
        *((f"Custom field {key.strip()}", value) for key, value in draft.custom_fields if key.strip()),
    ]
    return [f"{name}: {value.strip()}" for name, value in named if value.strip()]
