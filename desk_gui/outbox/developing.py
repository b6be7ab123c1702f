"""What becomes of a photo between the technician's file and the spool: HEIC a JPEG, smaller if asked, and no metadata.

Blocks; for the spool thread. Pillow is imported with the first photo that has to be decoded.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk_gui.outbox.desk_photos import HEIF_TYPES, is_photo
from desk_gui.outbox.draft import Note
from desk_gui.outbox.metadata import Cleaning, clean_chunks, look

if TYPE_CHECKING:
    from desk_gui.outbox.darkroom import Developed
    from desk_gui.outbox.desk import FileSource
    from desk_gui.system.settings import Settings

MEBIBYTE: Final = 1024 * 1024
JPEG_SUFFIX: Final = ".jpg"

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done to a file on its way into the spool.

    Attributes:
        removes_metadata: Take out what photos say about place and device.
        converts_heic: Make JPEGs of HEIC photos.
        makes_smaller: Make photos smaller.
        largest_bytes: Refuse what is larger then; 0 for no limit.
    """

    removes_metadata: bool = False
    converts_heic: bool = False
    makes_smaller: bool = False
    largest_bytes: int = 0


AS_IT_IS: Final = Treatment()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file.

    Attributes:
        chunks: Its new bytes, to be read once; None when it stays as it is.
        notes: What was done.
        suffix: The end its name has to have now; "" for the one it has.
    """

    chunks: Iterator[bytes] | None = None
    notes: tuple[Note, ...] = ()
    suffix: str = ""


def treatment_of(source: "FileSource", settings: "Settings") -> Treatment:
    """Return what the settings want to be done to a file."""
    if source.is_finished:
        return AS_IT_IS
    return Treatment(
        removes_metadata=settings.removes_metadata,
        converts_heic=settings.converts_heic,
        makes_smaller=source.made_smaller,
        largest_bytes=settings.largest_file_mb * MEBIBYTE,
    )


def develop(path: Path, media_type: str, treatment: Treatment) -> Outcome:
    """Find out what becomes of a file. A photo that cannot be read is never lost: it stays as it is.

    Args:
        path: The file; only read.
        media_type: What it is, by content.
        treatment: What is to be done.

    Raises:
        OSError: It cannot be read.
    """
    is_heif = media_type in HEIF_TYPES
    if treatment.makes_smaller and is_photo(media_type, path.stat().st_size):
        made = _smaller(path, media_type, treatment)
        if made is not None:
            return _outcome(made, treatment, Note.SMALLER, is_heif=is_heif)
    notes: tuple[Note, ...] = ()
    if is_heif and treatment.converts_heic:
        made = _converted(path, media_type, treatment)
        if made is not None:
            return _outcome(made, treatment, is_heif=True)
        notes = (Note.NOT_CONVERTED,)
    return _cleaned(path, media_type, notes) if treatment.removes_metadata else Outcome(notes=notes)


def _smaller(path: Path, media_type: str, treatment: Treatment) -> "Developed | None":
    from desk_gui.outbox.darkroom import NotDeveloped, smaller_jpeg  # noqa: PLC0415 - see the top

    try:
        return smaller_jpeg(path, media_type, keeps_metadata=not treatment.removes_metadata)
    except NotDeveloped as reason:
        _log.info("A photo was not made smaller: %s", reason)
        return None


def _converted(path: Path, media_type: str, treatment: Treatment) -> "Developed | None":
    from desk_gui.outbox.darkroom import NotDeveloped, jpeg_of  # noqa: PLC0415 - see the top

    try:
        return jpeg_of(path, media_type, keeps_metadata=not treatment.removes_metadata)
    except NotDeveloped as reason:
        _log.info("A HEIC photo was not converted: %s", reason)
        return None


def _outcome(made: "Developed", treatment: Treatment, *further: Note, is_heif: bool) -> Outcome:
    notes = [Note.FROM_HEIC] if is_heif else []
    if treatment.removes_metadata and made.has_metadata:
        notes.append(Note.LOCATION_REMOVED if made.has_location else Note.DETAILS_REMOVED)
    return Outcome(iter((made.data,)), (*notes, *further), JPEG_SUFFIX)


def _cleaned(path: Path, media_type: str, notes: tuple[Note, ...]) -> Outcome:
    with path.open("rb") as file:
        cleaning = look(file, media_type)
    if not cleaning.pieces:
        return Outcome(notes=(*notes, Note.MAY_SAY_WHERE) if cleaning.may_say_where else notes)
    note = Note.LOCATION_REMOVED if cleaning.has_location else Note.DETAILS_REMOVED
    return Outcome(_clean_chunks(path, cleaning), (*notes, note))


def _clean_chunks(path: Path, cleaning: Cleaning) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from clean_chunks(file, cleaning)
