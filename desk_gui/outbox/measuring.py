"""The commands about photos: how much smaller they can be made, and making them so."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_photos import MeasurePhotos, PhotoCommand, PhotosMeasured, ShrinkPhotos
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.drafting import Drafting
from desk_gui.outbox.loop import start_daemon
from desk_gui.outbox.shrinking import photos_of
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State

_log = logging.getLogger(__name__)


class Photos:
    """Does the commands of `desk_photos`. Lives on the worker's loop.

    Args:
        store: Keeps drafts.
        drafting: Puts smaller photos in their originals' places.
        spool_path: Returns where the copy with a digest lies.
        publish: Where events go.
        begin: Has a coroutine run on the loop.
    """

    def __init__(
        self,
        store: Store,
        drafting: Drafting,
        spool_path: Callable[[str], Path],
        publish: Publish,
        begin: Callable[[Coroutine[None, None, None]], None],
    ) -> None:
        self._store = store
        self._drafting = drafting
        self._spool_path = spool_path
        self._publish = publish
        self._begin = begin
        self._is_over = threading.Event()

    def do(self, command: PhotoCommand) -> None:
        """Do a command.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        self.stop()
        match command:
            case ShrinkPhotos():
                self._drafting.shrink(command)
            case MeasurePhotos():
                photos = photos_of(self._store.attachments(command.draft_id), command.attachment_ids)
                self._is_over = threading.Event()
                self._begin(self._measure(command.draft_id, photos, self._is_over))

    def stop(self) -> None:
        """Break off what is being measured, after the photo that is being encoded."""
        self._is_over.set()

    async def _measure(self, draft_id: str, photos: list[Attachment], is_over: threading.Event) -> None:
        """Encode one photo after the other; what is no draft any more needs no sizes.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        loop = asyncio.get_running_loop()
        sizes: dict[str, int] = {}
        before_bytes = 0
        for photo in photos:
            size = await start_daemon(loop, _smaller_size, self._spool_path(photo.sha256), photo.media_type)
            if is_over.is_set() or self._store.state(draft_id) is not State.DRAFT:
                return
            if size:
                sizes[photo.attachment_id] = size
                before_bytes += photo.size_bytes
        self._publish(PhotosMeasured(draft_id, tuple(sizes), before_bytes, sum(sizes.values())))


def _smaller_size(path: Path, media_type: str) -> int:
    """Return how large a photo would be once smaller; 0 when it would not be. Encodes it; any thread."""
    from desk_gui.outbox.darkroom import NotDeveloped, smaller_jpeg  # noqa: PLC0415 - Pillow comes with the first

    try:
        return len(smaller_jpeg(path, media_type, keeps_metadata=False).data)
    except NotDeveloped as reason:
        _log.debug("A photo would not become smaller: %s", reason)
        return 0
