"""How far a ticket's uploads got, told a few times a second."""

from collections.abc import Callable
from typing import Final

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.events import FileProgress, UploadProgressed
from desk_gui.outbox.submission import Submission

INTERVAL_S: Final = 0.25


class Progress:
    """Adds up one ticket's uploads. Lives on the worker's loop.

    Args:
        submission: The ticket; files with an address are done already.
        publish: Where events go.
        clock: Monotonic seconds.
    """

    def __init__(self, submission: Submission, publish: Publish, clock: Callable[[], float]) -> None:
        self._ticket = submission.ticket
        self._files = submission.draft.attachments
        self._sent_bytes = [
            file.size_bytes if url else 0 for file, url in zip(self._files, submission.file_urls, strict=True)
        ]
        self._is_approximate = False
        self._publish = publish
        self._clock = clock
        self._told_at: float | None = None
        self._is_untold = False

    def advance(self, index: int, sent_bytes: int, total_bytes: int, is_approximate: bool) -> None:
        """Note how far one file got.

        Args:
            index: Which file.
            sent_bytes: Of the request's body.
            total_bytes: The whole body, which may be a little longer than the file.
            is_approximate: What the kernel still holds could not be asked for.
        """
        del total_bytes
        self._sent_bytes[index] = min(sent_bytes, self._files[index].size_bytes)
        self._is_approximate = is_approximate
        self._is_untold = True
        if self._told_at is None or self._clock() - self._told_at >= INTERVAL_S:
            self.tell()

    def finish(self, index: int) -> None:
        """Note that a file is with LiveDesk."""
        self._sent_bytes[index] = self._files[index].size_bytes
        self._is_untold = True

    def tell(self) -> None:
        """Tell how far it got, if that is not told yet."""
        if not self._is_untold:
            return
        self._is_untold = False
        self._told_at = self._clock()
        self._publish(
            UploadProgressed(
                ticket=self._ticket,
                files=tuple(
                    FileProgress(file.attachment_id, file.name, sent, file.size_bytes)
                    for file, sent in zip(self._files, self._sent_bytes, strict=True)
                ),
                sent_bytes=sum(self._sent_bytes),
                total_bytes=sum(file.size_bytes for file in self._files),
                is_approximate=self._is_approximate,
            )
        )
