"""The technician's keys, as the outbox asks for them: never on the loop, never for longer than a deadline."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar

from desk_gui.outbox.events import CredentialsChanged, CredentialState
from desk_gui.outbox.loop import start_daemon
from desk_gui.system.credentials import Credentials
from desk_gui.system.errors import KeyringFailed, KeyringLocked, KeyringMissing, KeyringTrouble

KEYRING_DEADLINE_S: Final = 15.0

_log: Final = logging.getLogger(__name__)
_T = TypeVar("_T")


class KeyKeeper(Protocol):
    """Finds and keeps credentials (`system.credentials.CredentialStore`). Its methods may block on a human."""

    def find(self, profile: str, origin: str) -> Credentials | None:
        """Return the credentials of a profile at an origin, if there are any.

        Raises:
            KeyringTrouble: The keyring could not say.
        """

    def is_for_this_run_only(self, profile: str, origin: str) -> bool:
        """Say whether what `find` returns is kept in memory alone. Does not block."""

    def save(self, profile: str, origin: str, credentials: Credentials, *, for_this_run_only: bool = False) -> None:
        """Keep credentials for a profile at an origin.

        Raises:
            KeyringTrouble: They could not be kept.
        """


@dataclass(frozen=True, slots=True)
class Found:
    """What a look for credentials found.

    Attributes:
        event: What may be told of it.
        credentials: With a state of `STORED` or `THIS_RUN_ONLY`.
    """

    event: CredentialsChanged
    credentials: Credentials | None = None


class Keys:
    """Looks for credentials and keeps them, each call on a daemon thread with a deadline.

    Args:
        keeper: Where they are kept.
        deadline_s: How long a keyring may take, unlock prompt included.
    """

    def __init__(self, keeper: KeyKeeper, *, deadline_s: float = KEYRING_DEADLINE_S) -> None:
        self._keeper = keeper
        self._deadline_s = deadline_s
        self._one_at_a_time = asyncio.Lock()

    async def find(self, profile: str, origin: str) -> Found:
        """Look for a profile's credentials at an origin."""
        try:
            credentials = await self._call(partial(self._keeper.find, profile, origin))
        except KeyringTrouble as trouble:
            _log.warning("The keyring gave no key: %s", type(trouble).__name__)
            return Found(CredentialsChanged(profile, origin, _state_of(trouble)))
        if credentials is None:
            return Found(CredentialsChanged(profile, origin, CredentialState.MISSING))
        is_passing = self._keeper.is_for_this_run_only(profile, origin)
        state = CredentialState.THIS_RUN_ONLY if is_passing else CredentialState.STORED
        return Found(CredentialsChanged(profile, origin, state, credentials.api_key), credentials)

    async def look(self, profile: str, origin: str) -> CredentialsChanged:
        """Say what is known of a profile's credentials at an origin, after every `save` asked for before."""
        async with self._one_at_a_time:
            return (await self.find(profile, origin)).event

    async def save(
        self, profile: str, origin: str, api_key: str, api_secret: str, *, for_this_run_only: bool
    ) -> CredentialsChanged:
        """Keep credentials; an empty secret stands for the one kept already."""
        async with self._one_at_a_time:
            if not api_secret:
                found = await self.find(profile, origin)
                if found.credentials is None:
                    return found.event
                api_secret = found.credentials.api_secret
            credentials = Credentials(api_key=api_key, api_secret=api_secret)
            try:
                await self._call(
                    partial(self._keeper.save, profile, origin, credentials, for_this_run_only=for_this_run_only)
                )
            except KeyringTrouble as trouble:
                _log.warning("The keyring kept no key: %s", type(trouble).__name__)
                return CredentialsChanged(profile, origin, _state_of(trouble))
            state = CredentialState.THIS_RUN_ONLY if for_this_run_only else CredentialState.STORED
            return CredentialsChanged(profile, origin, state, api_key)

    async def _call(self, call: Callable[[], _T]) -> _T:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await start_daemon(asyncio.get_running_loop(), call)
        except TimeoutError as error:
            raise KeyringFailed(f"it did not answer in {self._deadline_s:.0f} s") from error


def _state_of(trouble: KeyringTrouble) -> CredentialState:
    if isinstance(trouble, KeyringMissing):
        return CredentialState.NO_KEYRING
    if isinstance(trouble, KeyringLocked):
        return CredentialState.LOCKED
    return CredentialState.KEYRING_FAILED
