"""Photos of a draft made smaller: each smaller one takes its original's place as an edited picture does."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from desk_gui.outbox.desk import FileSource, Publish
from desk_gui.outbox.desk_photos import PhotosShrunk, ShrinkPhotos, may_be_smaller
from desk_gui.outbox.developing import JPEG_SUFFIX
from desk_gui.outbox.draft import Attachment, Note
from desk_gui.outbox.events import AttachmentCopied
from desk_gui.outbox.names import with_suffix
from desk_gui.outbox.spool import CopyEnded, Spool
from desk_gui.outbox.store import Store

_MARK: Final = "#smaller"
"""Ends the id under which a smaller photo is copied: the attachment's own id names what is there until then."""

_log: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Batch:
    """The photos of one command.

    Attributes:
        draft_id: Their draft.
        left: How many are still to be made.
        done: Those that became smaller.
    """

    draft_id: str
    left: int
    done: list[str] = field(default_factory=list)
    before_bytes: int = 0
    after_bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Photo:
    """One photo that is being made smaller, as it was when that began."""

    was: Attachment
    batch: _Batch


class Shrinking:
    """Makes photos smaller. Lives on the worker's loop; they are encoded on the spool's thread.

    The marks of an edited picture stay, so that it can be gone on with; it is then flattened in full size again.

    Args:
        store: Keeps drafts.
        spool: Copies the smaller ones.
        publish: Where events go.
        drop_unneeded: Removes copies that no ticket needs any more.
    """

    def __init__(
        self, store: Store, spool: Spool, publish: Publish, drop_unneeded: Callable[[Iterable[Attachment]], None]
    ) -> None:
        self._store = store
        self._spool = spool
        self._publish = publish
        self._drop_unneeded = drop_unneeded
        self._photos: dict[str, _Photo] = {}

    def begin(self, command: ShrinkPhotos, *, keeps_metadata: bool) -> list[FileSource]:
        """Return what has to be copied; with nothing to do, the command is answered.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        wanted = [
            photo
            for photo in photos_of(self._store.attachments(command.draft_id), command.attachment_ids)
            if not self.is_under_way(photo.attachment_id)
        ]
        batch = _Batch(command.draft_id, len(wanted))
        sources = []
        for photo in wanted:
            path = self._spool.path_of(photo.sha256)
            make = partial(_smaller, path, photo.media_type, keeps_metadata)
            name = with_suffix(photo.name, JPEG_SUFFIX)
            source = FileSource(f"{photo.attachment_id}{_MARK}", name, make=make, is_finished=True)
            self._photos[source.attachment_id] = _Photo(photo, batch)
            sources.append(source)
        if not sources:
            self._publish(PhotosShrunk(command.draft_id, (), 0, 0))
        return sources

    def is_under_way(self, attachment_id: str) -> bool:
        """Whether a photo is being made smaller."""
        return f"{attachment_id}{_MARK}" in self._photos

    def take(self, ended: CopyEnded, *, is_wanted: bool) -> bool:
        """Put a smaller photo in its place, if this copy is one.

        Returns:
            Whether it is one.

        Raises:
            StoreTrouble: It could not be kept; what was there is in its place as before.
        """
        photo = self._photos.pop(ended.source.attachment_id, None)
        if photo is None:
            return False
        try:
            if ended.copied is not None:
                self._put(photo, ended, is_wanted=is_wanted)
        finally:
            batch = photo.batch
            batch.left -= 1
            if not batch.left:
                self._publish(PhotosShrunk(batch.draft_id, tuple(batch.done), batch.before_bytes, batch.after_bytes))
        return True

    def _put(self, photo: _Photo, ended: CopyEnded, *, is_wanted: bool) -> None:
        copied, was = ended.copied, photo.was
        assert copied is not None  # noqa: S101 - asked by the caller
        draft_id = photo.batch.draft_id
        now = self._store.file_anywhere(draft_id, was.attachment_id)
        smaller = replace(
            now or was,
            name=with_suffix((now or was).name, JPEG_SUFFIX),
            size_bytes=copied.size_bytes,
            media_type=copied.media_type,
            sha256=copied.sha256,
            notes=(*was.notes, Note.SMALLER),
        )
        try:
            # One that was edited meanwhile stays: what was hidden there must not come back.
            is_same = now is not None and now.sha256 == was.sha256
            is_kept = is_wanted and is_same and self._store.put_edited(draft_id, smaller)
        finally:
            self._spool.release(copied.sha256)
        self._drop_unneeded([was if is_kept else smaller])
        if not is_kept:
            _log.info("A photo that changed meanwhile was not made smaller")
            return
        photo.batch.done.append(was.attachment_id)
        photo.batch.before_bytes += was.size_bytes
        photo.batch.after_bytes += copied.size_bytes
        kept = self._store.file_anywhere(draft_id, was.attachment_id)
        if kept is not None:
            self._publish(AttachmentCopied(draft_id, kept))


def photos_of(files: Iterable[Attachment], attachment_ids: tuple[str, ...]) -> list[Attachment]:
    """Return the files that may become smaller, all or those named."""
    return [
        file for file in files if may_be_smaller(file) and (not attachment_ids or file.attachment_id in attachment_ids)
    ]


def _smaller(path: Path, media_type: str, keeps_metadata: bool) -> bytes:
    """Runs on the spool's thread; no bytes mean that the photo stays as it is."""
    from desk_gui.outbox.darkroom import NotDeveloped, smaller_jpeg  # noqa: PLC0415 - Pillow comes with the first photo

    try:
        return smaller_jpeg(path, media_type, keeps_metadata=keeps_metadata).data
    except NotDeveloped as reason:
        _log.info("A photo was not made smaller: %s", reason)
        return b""
