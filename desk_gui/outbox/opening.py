"""Opening the outbox, in whatever state its folder is: rescue, sweep, room put aside, and what to say about it."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desk_gui.outbox.database import one_converter, time_stamp
from desk_gui.outbox.errors import StoreFull
from desk_gui.outbox.rescue import rescue
from desk_gui.outbox.room import Reserve, is_little_left
from desk_gui.outbox.spool import Spool
from desk_gui.outbox.store import Store
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, joined, sentence

LITTLE_ROOM: Final = sentence(
    QT_TRANSLATE_NOOP(
        "system",
        "Little room is left on the disk of the data folder. Make some soon: files can hardly be attached.",
    )
)
DISK_FULL: Final = sentence(
    QT_TRANSLATE_NOOP(
        "system", "The disk is full. What you wrote was kept in room put aside for that. Make room on the disk now."
    )
)

_log: Final = logging.getLogger(__name__)


def open_store(database: Path, spool: Spool, on_reserve_used: Callable[[], None]) -> tuple[Store, tuple[str, ...]]:
    """Open the outbox and put what a killed program left behind where it may rest.

    Args:
        database: The file; its folder must be there.
        spool: Not started yet.
        on_reserve_used: Told when the disk was so full that something was kept in the room put aside for that.

    Returns:
        The outbox, and plain sentences about what was found.

    Raises:
        StoreTrouble: It cannot be opened; its kind says why.
    """
    reserve = Reserve(database.with_name("reserve"), on_reserve_used)
    try:
        store, notices = _open(database, spool, reserve)
    except StoreFull:  # Even reading takes some room, for the journal.
        if not reserve.release():
            raise
        store, notices = _open(database, spool, reserve)
    try:
        notices += _recover(store)
        with one_converter():
            spool.sweep(store.needed_digests())
    except BaseException:
        store.close()
        raise
    reserve.ensure()
    return store, (*notices, LITTLE_ROOM) if is_little_left(database.parent) else notices


def _open(database: Path, spool: Spool, reserve: Reserve) -> tuple[Store, tuple[str, ...]]:
    notices = rescue(database, spool.set_aside) or _look_for_lost(database, spool)
    return Store(database, reserve=reserve), notices


def _recover(store: Store) -> tuple[str, ...]:
    try:
        store.recover(datetime.now(UTC))
    except StoreFull as trouble:
        # What was under way stays as it was and is not sent: what is kept can be read, and drafts go into its room.
        _log.error("Tickets that were under way could not be put to rest: %s", trouble.words)
        then = QT_TRANSLATE_NOOP("system", "Then start Desk GUI again: tickets that were under way wait for that.")
        return (joined(trouble.words, sentence(then)),)
    return ()


def _look_for_lost(database: Path, spool: Spool) -> tuple[str, ...]:
    """Keep the copies that a database which is gone had named."""
    with one_converter():
        if database.exists() and database.stat().st_size:
            return ()
        copies = database.with_name(f"{database.name}.lost-{time_stamp(datetime.now(UTC))}-copies")
        count = spool.set_aside(set(), copies)
    if not count:
        return ()
    text = QT_TRANSLATE_NOOP(
        "system",
        "The outbox was not there any more, and a new one was begun. Copied files of the old one (%1) are kept in %2.",
    )
    words = sentence(text, count, copies)
    _log.warning("%s", words)
    return (words,)
