"""Edited pictures of a draft: the flattened one takes the original's place, and can be taken back."""

import logging
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Final

from desk_gui.outbox.desk import EditAttachment, FileSource, Publish, RevertAttachment
from desk_gui.outbox.draft import Attachment, Note
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import AttachmentCopied, StorageFailed
from desk_gui.outbox.names import safe_base_name
from desk_gui.outbox.spool import CopyEnded, Spool
from desk_gui.outbox.store import Store
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

_MARK: Final = "#edited"
"""Ends the id under which an edited picture is copied: the attachment's own id names the original until then."""

_LASTING: Final = (Note.LOCATION_REMOVED, Note.DETAILS_REMOVED, Note.FROM_HEIC)
"""What stays true once a photo is flattened anew, from the original in full size."""

_NOT_KEPT: Final = QT_TRANSLATE_NOOP(
    "system", "The marks on “%1” could not be saved, so it is as it was before. Free some space and edit it again."
)

_log: Final = logging.getLogger(__name__)


class Editing:
    """Swaps originals and edited versions. Lives on the worker's loop.

    The original stays in the spool, named by the same row, until the ticket is created; it is never uploaded while an
    edited version exists.

    Args:
        store: Keeps drafts.
        spool: Copies the edited bytes.
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
        self._edits: dict[str, EditAttachment] = {}

    def begin(self, command: EditAttachment) -> FileSource | None:
        """Return what has to be copied for an edit; None when there is no such attachment.

        Raises:
            StoreTrouble: It could not be read.
        """
        if self._store.file_anywhere(command.draft_id, command.attachment_id) is None:
            _log.info("An edited picture whose attachment is gone was left out")
            return None
        name = safe_base_name(command.name)
        source = FileSource(f"{command.attachment_id}{_MARK}", name, data=command.data, is_finished=True)
        self._edits[source.attachment_id] = command
        return source

    def take(self, ended: CopyEnded, *, is_wanted: bool) -> bool:
        """Put an edited picture in its place, if this copy is one.

        Returns:
            Whether it is one.

        Raises:
            StoreTrouble: It could not be kept; the original is in its place as before.
        """
        edit = self._edits.pop(ended.source.attachment_id, None)
        if edit is None:
            return False
        if ended.copied is None:
            if is_wanted:
                self._publish(StorageFailed(sentence(_NOT_KEPT, ended.source.name)))
            return True
        before = self._store.file_anywhere(edit.draft_id, edit.attachment_id)
        edited = Attachment(
            attachment_id=edit.attachment_id,
            # It may have another name since.
            name=PurePath(before.name).stem + PurePath(ended.source.name).suffix if before else ended.source.name,
            size_bytes=ended.copied.size_bytes,
            media_type=ended.copied.media_type,
            sha256=ended.copied.sha256,
            is_copied=True,
            layers=edit.layers,
            notes=tuple(note for note in before.notes if note in _LASTING) if before else (),
        )
        try:
            is_kept = is_wanted and before is not None and self._store.put_edited(edit.draft_id, edited)
        except StoreTrouble:
            self._publish(StorageFailed(sentence(_NOT_KEPT, ended.source.name)))
            raise
        finally:
            self._spool.release(ended.copied.sha256)
        # An earlier edited version goes; the original is still named by the row.
        self._drop_unneeded([before] if is_kept and before is not None else [edited])
        if is_kept:
            self._tell(edit.draft_id, edit.attachment_id)
        return True

    def is_under_way(self, attachment_id: str) -> bool:
        """Whether an edited version of a file is still being saved."""
        return f"{attachment_id}{_MARK}" in self._edits

    def revert(self, command: RevertAttachment) -> None:
        """Put the original back.

        Raises:
            StoreTrouble: It could not be done.
        """
        before = self._store.file_anywhere(command.draft_id, command.attachment_id)
        if before is not None and self._store.put_original_back(command.draft_id, command.attachment_id):
            self._drop_unneeded([before])
            self._tell(command.draft_id, command.attachment_id)

    def _tell(self, draft_id: str, attachment_id: str) -> None:
        now = self._store.file_anywhere(draft_id, attachment_id)
        if now is not None:
            self._publish(AttachmentCopied(draft_id, now))
