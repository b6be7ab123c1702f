"""How large a file may be: what the settings say, or a policy of this computer where that allows less."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from desk_gui.outbox.small_json import MOST_BYTES, NotUnderstoodError, document
from desk_gui.system.policy import policy_files
from desk_gui.system.settings import MOST_MB, Settings
from desk_gui.system.small_files import SmallFileError, read_small_file

_KEY: Final = "largest_file_mb"

_log: Final = logging.getLogger(__name__)


class FileLimits:
    """Looks at the settings and the policies before each file, so that a new policy needs no restart.

    Args:
        folder: The data folder, which may hold a policy.
        settings: Returns the settings in use.
    """

    def __init__(self, folder: Path, settings: Callable[[], Settings]) -> None:
        self._folder = folder
        self._settings = settings

    def settings(self) -> Settings:
        """Return the settings that a file is copied by. Reads small files; for the spool's thread."""
        settings = self._settings()
        allowed = [mb for mb in (settings.largest_file_mb, self._by_policy()) if mb]
        return replace(settings, largest_file_mb=min(allowed, default=0))

    def _by_policy(self) -> int:
        """Return what the first policy says that says something of it; 0 where none does."""
        for path in policy_files(self._folder):
            try:
                value = document(read_small_file(path, MOST_BYTES)).get(_KEY)
            except FileNotFoundError:
                continue
            except (SmallFileError, NotUnderstoodError) as error:
                _log.info("A policy says nothing of the size of files: %s", error)
                continue
            # True is a whole number to Python, and no amount.
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MB:
                return value
        return 0
