"""How large a file may be: what the settings say, or a policy of this computer where that allows less."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from desk_gui.outbox.policy import largest_file_mb, read_policies
from desk_gui.system.policy import policy_files
from desk_gui.system.settings import Settings

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
        policies = read_policies(policy_files(self._folder))
        for policy in policies:
            if policy.failure:
                _log.info("A policy says nothing of the size of files: %s", policy.failure)
        allowed = [mb for mb in (settings.largest_file_mb, largest_file_mb(policies)) if mb]
        return replace(settings, largest_file_mb=min(allowed, default=0))
