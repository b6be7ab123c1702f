"""How large a file may be: what the settings say, or a policy of this computer where that allows less."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from desk_gui.outbox.policy import Policy, largest_file_mb, read_policies
from desk_gui.system.policy import policy_files
from desk_gui.system.settings import Settings

POLICY_DEADLINE_S: Final = 1.0
"""A policy may lie on a drive that does not answer; a file that is to be copied waits no longer for it."""

_log: Final = logging.getLogger(__name__)


class FileLimits:
    """Looks at the settings and the policies before each file, so that a new policy needs no restart.

    The policies are read on a thread of their own. While that hangs, files are copied by what was read last.

    Args:
        folder: The data folder, which may hold a policy.
        settings: Returns the settings in use.
        deadline_s: How long a file may wait for the policies.
    """

    def __init__(self, folder: Path, settings: Callable[[], Settings], deadline_s: float = POLICY_DEADLINE_S) -> None:
        self._folder = folder
        self._settings = settings
        self._deadline_s = deadline_s
        self._policies: tuple[Policy, ...] = ()
        self._reading: threading.Thread | None = None

    def settings(self) -> Settings:
        """Return the settings that a file is copied by. Waits for small files, but not long; for the spool's thread."""
        settings = self._settings()
        policies = self._read_in_time()
        for policy in policies:
            if policy.failure:
                _log.info("A policy says nothing of the size of files: %s", policy.failure)
        allowed = [mb for mb in (settings.largest_file_mb, largest_file_mb(policies)) if mb]
        return replace(settings, largest_file_mb=min(allowed, default=0))

    def _read_in_time(self) -> tuple[Policy, ...]:
        """Return the policies as they are now, or as they were last where they cannot be read in time."""
        if self._reading is None or not self._reading.is_alive():
            self._reading = threading.Thread(target=self._read, name="desk-policy", daemon=True)
            self._reading.start()
            self._reading.join(self._deadline_s)
            if self._reading.is_alive():
                _log.warning("The policy could not be read in time; what was known of it holds on")
        return self._policies

    def _read(self) -> None:
        self._policies = read_policies(policy_files(self._folder))
