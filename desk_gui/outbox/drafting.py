"""Drafts until they are tickets: their files, their autosave, Submit, and the way back into the form."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from desk_gui.outbox.desk import (
    AddFiles,
    DiscardDraft,
    EditAttachment,
    FileSource,
    Publish,
    RemoveAttachment,
    RevertAttachment,
    SubmitDraft,
    UndoDiscard,
)
from desk_gui.outbox.desk_photos import ShrinkPhotos
from desk_gui.outbox.draft import Attachment, problems
from desk_gui.outbox.editing import Editing
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    DraftOpened,
    DraftSubmitted,
    RefusedFile,
    SubmitRefused,
    TicketRemoved,
)
from desk_gui.outbox.form import Form, whole_files
from desk_gui.outbox.names import safe_base_name, with_suffix
from desk_gui.outbox.shrinking import Shrinking
from desk_gui.outbox.spool import CopyEnded, Spool
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Settings

MOST_FILES: Final = 500
"""Files of one draft."""

_REOPENABLE: Final = (State.DRAFT, State.QUEUED, State.REJECTED, State.CANCELLED)

_log: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Copying:
    """What is under way for one draft.

    Attributes:
        sources: Files being copied, by attachment id.
        renamed: What those are called that were given another name meanwhile, by attachment id.
        refused: Names of those that could not be, since the last Submit.
        submit: A Submit that waits for them.
    """

    sources: dict[str, FileSource] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    submit: SubmitDraft | None = None


class Drafting:
    """Does the commands that concern drafts. Lives on the worker's loop.

    Args:
        store: Keeps drafts.
        spool: Copies files.
        publish: Where events go.
        storage_failed: Told when a Submit met a disk or a database that fails.
        settings: Returns the settings in use.
        on_submitted: Told of each ticket that is durably queued, and for how many seconds it can be undone.
        form: What is in the form.
    """

    def __init__(
        self,
        *,
        store: Store,
        spool: Spool,
        publish: Publish,
        storage_failed: Callable[[StoreTrouble], None],
        settings: Callable[[], Settings],
        on_submitted: Callable[[str, float], None],
        form: Form,
    ) -> None:
        self._store = store
        self._spool = spool
        self._publish = publish
        self._storage_failed = storage_failed
        self._settings = settings
        self._on_submitted = on_submitted
        self._form = form
        self._copying: defaultdict[str, _Copying] = defaultdict(_Copying)
        self._editing = Editing(store, spool, publish, self.drop_unneeded)
        self._shrinking = Shrinking(store, spool, publish, self.drop_unneeded)

    # Files

    def add_files(self, command: AddFiles) -> None:
        """Have files copied.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        for source in self._admit(command.draft_id, command.sources):
            self._spool.copy(command.draft_id, source)

    def expect(self, draft_id: str, source: FileSource) -> bool:
        """Take note of a file whose bytes are still on their way, as if its copy had begun.

        Returns:
            Whether the draft takes it. If so, its copy must be asked for later, or `copy_ended` be told of its end.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        return bool(self._admit(draft_id, (source,)))

    def _admit(self, draft_id: str, sources: Iterable[FileSource]) -> list[FileSource]:
        if self._store.state(draft_id) not in (None, State.DRAFT):
            _log.info("Files for a ticket that is no draft any more were left out")
            return []
        kept = {file.attachment_id: file for file in self._store.attachments(draft_id)}
        copying = self._copying[draft_id]
        admitted = []
        for source in sources:
            if source.attachment_id in kept:
                # Asked for again after a disk said that it had not kept what it had.
                self._publish(AttachmentCopied(draft_id, kept[source.attachment_id]))
                continue
            if source.attachment_id in copying.sources:
                continue
            if len(kept) + len(copying.sources) >= MOST_FILES:
                self._refuse(draft_id, source, RefusedFile.TOO_MANY)
                continue
            copying.sources[source.attachment_id] = source
            copying.refused.pop(source.attachment_id, None)
            admitted.append(source)
        return admitted

    def copy_ended(self, ended: CopyEnded) -> None:
        """Take what became of a copy, and do a Submit that waited for it.

        Raises:
            StoreTrouble: The copy could not be made part of the draft.
        """
        draft_id = ended.draft_id
        copying, attachment_id = self._copying[draft_id], ended.source.attachment_id
        is_wanted = copying.sources.pop(attachment_id, None) is not None
        name = copying.renamed.pop(attachment_id, "")
        try:
            if self._editing.take(ended, is_wanted=is_wanted) or self._shrinking.take(ended, is_wanted=is_wanted):
                return
            # It may have another name since, from a link's answer or from a human, who has the last word.
            source = replace(ended.source, name=name or ended.source.name)
            if ended.copied is not None:
                self._keep_copy(replace(ended, source=source), is_wanted=is_wanted)
            elif ended.refused is not None and is_wanted:
                self._refuse(draft_id, source, ended.refused)
        finally:
            self.go_on(draft_id)

    def _keep_copy(self, ended: CopyEnded, *, is_wanted: bool) -> None:
        copied = ended.copied
        assert copied is not None  # noqa: S101 - asked by the caller
        attachment = Attachment(
            attachment_id=ended.source.attachment_id,
            name=with_suffix(_name_of(ended.source), copied.suffix),
            size_bytes=copied.size_bytes,
            media_type=copied.media_type,
            sha256=copied.sha256,
            is_copied=True,
            notes=copied.notes,
        )
        is_kept = False
        try:
            is_kept = is_wanted and self._store.add_attachment(ended.draft_id, attachment, datetime.now(UTC))
        except StoreTrouble:
            self._refuse(ended.draft_id, ended.source, RefusedFile.NOT_KEPT)
            raise
        finally:
            self._spool.release(copied.sha256)
        if is_kept:
            self._publish(AttachmentCopied(ended.draft_id, attachment))
        else:
            self.drop_unneeded([attachment])

    def _refuse(self, draft_id: str, source: FileSource, reason: RefusedFile) -> None:
        name = _name_of(source)
        self._copying[draft_id].refused[source.attachment_id] = name
        self._publish(AttachmentRefused(draft_id, source.attachment_id, name, reason))

    def remove_attachment(self, command: RemoveAttachment) -> None:
        """Take a file off a draft.

        Raises:
            StoreTrouble: It could not be taken off.
        """
        self.give_up_copy(command.draft_id, command.attachment_id)
        removed = [
            file for file in self._store.attachments(command.draft_id) if file.attachment_id == command.attachment_id
        ]
        if removed:
            self._store.remove_attachment(command.draft_id, command.attachment_id)
            self.drop_unneeded(removed)
        self.go_on(command.draft_id)

    def rename_copying(self, draft_id: str, attachment_id: str, name: str) -> bool:
        """Give a file whose copy is under way another name; False when there is no such copy."""
        sources = self._copying[draft_id].sources
        if attachment_id not in sources:
            return False
        self._copying[draft_id].renamed[attachment_id] = name
        return True

    def is_busy_with(self, draft_id: str, attachment_id: str) -> bool:
        """Whether a file is being copied, or an edited version of it saved."""
        is_changing = self._editing.is_under_way(attachment_id) or self._shrinking.is_under_way(attachment_id)
        return is_changing or attachment_id in self._copying[draft_id].sources

    def give_up_copy(self, draft_id: str, attachment_id: str) -> None:
        """Stop a copy, if there is one, and forget that the file could not be copied."""
        copying = self._copying[draft_id]
        copying.refused.pop(attachment_id, None)
        if copying.sources.pop(attachment_id, None) is not None:
            self._spool.give_up(attachment_id)

    def edit_attachment(self, command: EditAttachment | RevertAttachment) -> None:
        """Put an edited picture in an attachment's place, or the original back.

        Raises:
            StoreTrouble: It could not be read or written.
        """
        if isinstance(command, RevertAttachment):
            self._editing.revert(command)
        elif (source := self._editing.begin(command)) is not None:
            self._copying[command.draft_id].sources[source.attachment_id] = source
            self._spool.copy(command.draft_id, source)

    def shrink(self, command: ShrinkPhotos) -> None:
        """Put smaller photos in their originals' places.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        for source in self._shrinking.begin(command, keeps_metadata=not self._settings().removes_metadata):
            self._copying[command.draft_id].sources[source.attachment_id] = source
            self._spool.copy(command.draft_id, source)

    def drop_unneeded(self, files: Iterable[Attachment]) -> None:
        """Remove the copies of these files that no ticket needs any more.

        Raises:
            StoreTrouble: It could not be read which.
        """
        for sha256 in {digest for file in files for digest in (file.sha256, file.original_sha256) if digest}:
            if not self._store.is_needed(sha256):
                self._spool.remove(sha256)

    # Drafts

    def discard(self, command: DiscardDraft) -> None:
        """Put a draft, or a ticket that LiveDesk does not have, aside until the program ends.

        Raises:
            StoreTrouble: It could not be put aside.
        """
        copying = self._copying.pop(command.draft_id, _Copying())
        for attachment_id in copying.sources:
            self._spool.give_up(attachment_id)
        is_unknown = self._store.state(command.draft_id) is None
        if is_unknown or self._store.discard(command.draft_id, datetime.now(UTC)):
            self._publish(TicketRemoved(command.draft_id))
        else:
            _log.info("A ticket that may not be discarded stays where it is")

    def undo_discard(self, command: UndoDiscard) -> None:
        """Bring back what was discarded in this run, into the form.

        Raises:
            StoreTrouble: It could not be brought back.
        """
        if self._store.undo_discard(command.draft_id):
            self.reopen(command.draft_id)
        else:
            _log.info("What is not discarded was not brought back")

    # Submit

    def submit(self, command: SubmitDraft) -> None:
        """Queue a draft, once its copies have ended. Where the disk fails it stays a draft, and that is published."""
        self._or_refuse(self._submit, command)

    def _or_refuse(self, step: Callable[[SubmitDraft], None], command: SubmitDraft) -> None:
        """Do a step of a Submit; the form that waits for it hears of it when the disk fails."""
        try:
            step(command)
        except StoreTrouble as trouble:
            self._storage_failed(trouble)
            self._publish(SubmitRefused(command.draft.draft_id))

    def _submit(self, command: SubmitDraft) -> None:
        draft = command.draft
        if self._store.state(draft.draft_id) not in (None, State.DRAFT):
            _log.info("A draft that is a ticket already was not submitted again")
            return
        if found := problems(draft):
            self._publish(SubmitRefused(draft.draft_id, problems=found))
            return
        copying = self._copying[draft.draft_id]
        if copying.sources:
            self._form.keep(draft, datetime.now(UTC), is_in_it=command.is_from_form)
            copying.submit = command
            return
        self._finish_submit(command)

    def go_on(self, draft_id: str) -> None:
        """Do a Submit that waits, if this was the last copy; forget what needs no remembering."""
        copying = self._copying[draft_id]
        if copying.sources:
            return
        waiting, copying.submit = copying.submit, None
        if waiting is not None:
            self._or_refuse(self._finish_submit, waiting)
        elif not copying.refused:
            del self._copying[draft_id]

    def _finish_submit(self, command: SubmitDraft) -> None:
        ticket = command.draft.draft_id
        kept = {file.attachment_id: file for file in self._store.attachments(ticket)}
        refused = self._copying.pop(ticket, _Copying()).refused
        files = [file for file in command.draft.attachments if file.attachment_id in kept]
        missing = [
            refused.get(file.attachment_id, file.name)
            for file in command.draft.attachments
            if file.attachment_id not in kept
        ]
        if missing:
            self._publish(SubmitRefused(ticket, refused_files=tuple(missing)))
            return
        profile = self._settings().profile(command.profile)
        draft = replace(command.draft, attachments=tuple(files))
        now, undo_s = datetime.now(UTC), self._settings().undo_s if command.is_from_form else 0
        try:
            is_submitted = self._store.submit(
                draft,
                profile=command.profile,
                origin=profile.origin if profile else "",
                now=now,
                undo_until=now + timedelta(seconds=undo_s) if undo_s else None,
            )
        except StoreTrouble:
            # Some disks say no after they have done it: what is queued goes, and its form must not be told otherwise.
            is_submitted = self._store.state(ticket) is State.QUEUED
            if not is_submitted:
                raise
        if not is_submitted:
            return
        row = self._store.row(ticket)
        if row is not None:
            self._publish(DraftSubmitted(row))
        named = {file.attachment_id for file in files}
        try:
            self._on_submitted(ticket, undo_s)
            self.drop_unneeded(file for file in kept.values() if file.attachment_id not in named)
            self.drop_unneeded(self._store.forget_taken_off(ticket))
        except StoreTrouble as trouble:  # It is queued all the same, and goes at the next look.
            self._storage_failed(trouble)

    # The way back

    def reopen(self, ticket: str) -> None:
        """Take a ticket that LiveDesk does not have back into the form.

        Raises:
            StoreTrouble: It could not be read or written.
        """
        row = self._store.row(ticket)
        if row is None or row.state not in _REOPENABLE:
            _log.info("A ticket that may not go back into the form stays where it is")
            return
        if row.state is not State.DRAFT:
            self._store.move(ticket, State.DRAFT, datetime.now(UTC))
            self._publish(TicketRemoved(ticket))
        found = self._store.submission(ticket)
        if found is None:
            return
        whole = whole_files(self._spool, found.draft.attachments)
        lost = [file for file in found.draft.attachments if file not in whole]
        for file in lost:
            self._store.remove_attachment(ticket, file.attachment_id)
        self._publish(DraftOpened(replace(found.draft, attachments=whole), row.trouble, row.words))
        for file in lost:
            self._publish(AttachmentRefused(ticket, file.attachment_id, file.name, RefusedFile.MISSING))


def _name_of(source: FileSource) -> str:
    return safe_base_name(source.name or (source.path.name if source.path else ""))
