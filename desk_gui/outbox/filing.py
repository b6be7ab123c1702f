"""The files of drafts: named, put in order, taken off and brought back, moved to a new draft, lent to others."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desk_gui.outbox import desk_files as df
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.drafting import Drafting
from desk_gui.outbox.events import AttachmentCopied, AttachmentRefused, RefusedFile
from desk_gui.outbox.lending import Lending
from desk_gui.outbox.names import safe_base_name
from desk_gui.outbox.store import Store

_log: Final = logging.getLogger(__name__)


class Filing:
    """Does the commands of `desk_files`. Lives on the worker's loop.

    Args:
        store: Keeps drafts.
        drafting: Knows what is being copied.
        lending: Makes copies for other programs.
        publish: Where events go.
        tell: Tells where a ticket stands.
    """

    def __init__(
        self, *, store: Store, drafting: Drafting, lending: Lending, publish: Publish, tell: Callable[[str], None]
    ) -> None:
        self._store = store
        self._drafting = drafting
        self._lending = lending
        self._publish = publish
        self._tell = tell

    def do(self, command: df.FileCommand) -> None:
        """Do a command.

        Raises:
            StoreTrouble: It could not be done.
        """
        match command:
            case df.RenameAttachment():
                self._rename(command)
            case df.OrderAttachments():
                self._store.order(command.draft_id, command.attachment_ids)
            case df.TakeOffAttachments():
                self._take_off(command)
            case df.PutBackAttachments():
                self._put_back(command)
            case df.ForgetTakenOff():
                self._drafting.drop_unneeded(self._store.forget_taken_off(command.draft_id))
            case df.MoveAttachments():
                self._move(command)
            case df.LendCopies():
                self._lending.lend(command)
            case df.SaveCopies():
                self._lending.save(command)

    def _rename(self, command: df.RenameAttachment) -> None:
        name = safe_base_name(command.name)
        if self._drafting.rename_copying(command.draft_id, command.attachment_id, name):
            return
        if not self._store.rename(command.draft_id, command.attachment_id, name):
            _log.info("A file that is not in a draft was not renamed")
            return
        files = self._store.attachments(command.draft_id)
        renamed = next(file for file in files if file.attachment_id == command.attachment_id)
        self._publish(AttachmentCopied(command.draft_id, renamed))

    def _take_off(self, command: df.TakeOffAttachments) -> None:
        for attachment_id in command.attachment_ids:
            self._drafting.give_up_copy(command.draft_id, attachment_id)
        self._store.take_off(command.draft_id, command.attachment_ids, datetime.now(UTC))
        self._drafting.go_on(command.draft_id)

    def _put_back(self, command: df.PutBackAttachments) -> None:
        wanted = [file.attachment_id for file in command.attachments]
        back: list[str] = []
        try:
            back = self._store.put_back(command.draft_id, wanted, command.order, datetime.now(UTC))
        finally:
            for file in command.attachments:
                if file.attachment_id not in back:
                    self._publish(
                        AttachmentRefused(command.draft_id, file.attachment_id, file.name, RefusedFile.NOT_KEPT)
                    )
        for file in self._store.attachments(command.draft_id):
            if file.attachment_id in back:
                self._publish(AttachmentCopied(command.draft_id, file))

    def _move(self, command: df.MoveAttachments) -> None:
        draft = command.draft
        busy = [one for one in command.attachment_ids if self._drafting.is_busy_with(draft.draft_id, one)]
        wanted = [one for one in command.attachment_ids if one not in busy]
        new = replace(draft, draft_id=command.new_draft_id, title="", description="", attachments=())
        moved: list[str] = []
        try:
            moved = self._store.move_files(draft.draft_id, new, wanted, datetime.now(UTC))
            if moved:
                self._tell(new.draft_id)
        finally:
            self._publish(
                df.AttachmentsMoved(draft.draft_id, new.draft_id if moved else "", tuple(moved), left_out=len(busy))
            )
