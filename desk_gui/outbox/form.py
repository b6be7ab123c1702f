"""What is in the form: kept as it is written, and given back to a program that was killed."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desk_gui.outbox.desk import Publish, SaveDraft
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.errors import FileLost
from desk_gui.outbox.events import DraftSaved
from desk_gui.outbox.spool import Spool
from desk_gui.outbox.store import Store

_log: Final = logging.getLogger(__name__)


def whole_files(spool: Spool, files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Return those of these files whose copies are there and whole."""
    return tuple(file for file in files if _is_whole(spool, file))


def _is_whole(spool: Spool, file: Attachment) -> bool:
    try:
        spool.check(file.sha256, file.size_bytes)
    except FileLost:
        return False
    return True


class Form:
    """Remembers what is in the form. Lives on the worker's loop.

    Args:
        store: Keeps drafts.
        spool: Has their files.
        publish: Where events go.
        is_there: Whether somebody sits before a form at all; a run without a window leaves what is noted as it is.

    Attributes:
        is_there: The same.
    """

    def __init__(self, *, store: Store, spool: Spool, publish: Publish, is_there: bool) -> None:
        self._store = store
        self._spool = spool
        self._publish = publish
        self.is_there = is_there

    def save(self, command: SaveDraft) -> None:
        """Keep what is in it.

        Raises:
            StoreTrouble: It could not be kept.
        """
        draft, now = command.draft, datetime.now(UTC)
        if draft.is_blank and self._store.state(draft.draft_id) is None:
            self.leave()
            is_saved = True
        else:
            is_saved = self.keep(draft, now)
        if is_saved:
            self._publish(DraftSaved(draft.draft_id, now))
        else:
            _log.info("A late save of a draft that is a ticket already was left out")

    def keep(self, draft: Draft, now: datetime, *, is_in_it: bool = True) -> bool:
        """Keep a draft, and note that it is in the form.

        Args:
            draft: It.
            now: The time, aware.
            is_in_it: False for one of somebody's who has no form: the form is not touched then.

        Returns:
            False when this is not a draft any more.

        Raises:
            StoreTrouble: It could not be kept.
        """
        return self._store.save_draft(draft, now, is_in_form=self.is_there and is_in_it)

    def leave(self) -> None:
        """Take note that nothing has to be found in it again.

        Raises:
            StoreTrouble: It could not be noted.
        """
        if self.is_there:
            self._store.forget_form()

    def recovered(self) -> tuple[Draft, datetime] | None:
        """Return what was in it when the program last ended without leaving it, and when that was saved.

        Raises:
            StoreTrouble: It could not be read.
        """
        noted = self._store.in_form() if self.is_there else None
        found = self._store.submission(noted[0]) if noted else None
        if noted is None or found is None or found.draft.is_blank:
            return None
        return replace(found.draft, attachments=whole_files(self._spool, found.draft.attachments)), noted[1]
