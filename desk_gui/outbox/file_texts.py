"""The command about the text in attached files."""

import asyncio
import locale
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_text import ReadText, TextRead, TextTrouble
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.file_text import NoTextFound, text_in
from desk_gui.outbox.loop import start_daemon
from desk_gui.outbox.store import Store

_log = logging.getLogger(__name__)


class FileTexts:
    """Does the command of `desk_text`. Lives on the worker's loop; files are read on threads of their own.

    Args:
        store: Knows which copies a draft's files are: nobody else says what is read.
        spool_path: Returns where the copy with a digest lies.
        publish: Where events go.
        begin: Has a coroutine run on the loop.
    """

    def __init__(
        self,
        store: Store,
        spool_path: Callable[[str], Path],
        publish: Publish,
        begin: Callable[[Coroutine[None, None, None]], None],
    ) -> None:
        self._store = store
        self._spool_path = spool_path
        self._publish = publish
        self._begin = begin

    def do(self, command: ReadText) -> None:
        """Read texts, one after the other.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        files = {file.attachment_id: file for file in self._store.attachments(command.draft_id)}
        self._begin(self._read(command, files))

    async def _read(self, command: ReadText, files: dict[str, Attachment]) -> None:
        loop = asyncio.get_running_loop()
        for attachment_id in command.attachment_ids:
            file = files.get(attachment_id)
            if file is None:
                self._publish(TextRead(command.draft_id, attachment_id, trouble=TextTrouble.UNREADABLE))
            else:
                self._publish(await start_daemon(loop, self._read_one, command.draft_id, file))

    def _read_one(self, draft_id: str, file: Attachment) -> TextRead:
        """Read the copy of one file. Any thread."""
        try:
            found = text_in(self._spool_path(file.sha256), locale.getencoding())
        except NoTextFound as reason:
            return TextRead(draft_id, file.attachment_id, file.name, trouble=reason.trouble)
        except OSError as error:
            _log.warning("The text of a file could not be read: %s", error.strerror)
            return TextRead(draft_id, file.attachment_id, file.name, trouble=TextTrouble.UNREADABLE)
        return TextRead(draft_id, file.attachment_id, file.name, found.text, found.left_out_bytes)
