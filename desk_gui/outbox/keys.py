"""The technician's keys, as the outbox asks for them: never on the loop, never for longer than a deadline."""

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar, runtime_checkable

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.events import CredentialsChanged, CredentialState, KeyringAsked
from desk_gui.outbox.loop import start_daemon
from desk_gui.system.credentials import Credentials
from desk_gui.system.errors import KeyringFailed, KeyringLocked, KeyringMissing, KeyringTrouble
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

PROMPT_DEADLINE_S: Final = 120.0
"""How long a human may take to unlock the keyring."""

KEYRING_DEADLINE_S: Final = PROMPT_DEADLINE_S if sys.platform == "darwin" else 15.0
"""How long a keyring may take by itself. On macOS nobody says whether it is a human that is waited for."""

_TOLD_AFTER_S: Final = 0.3
"""A keyring that is unlocked without a human is not worth a word."""

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


@runtime_checkable
class AsksHuman(Protocol):
    """A keeper that says when it waits for a human."""

    def tell_when_asking(self, on_asking: Callable[[bool], None]) -> None:
        """Have somebody told with True when a human is asked, and with False afterwards, on any thread."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look for credentials found.

    Attributes:
        event: What may be told of it.
        credentials: With a state of `STORED` or `THIS_RUN_ONLY`.
    """

    event: CredentialsChanged
    credentials: Credentials | None = None


@dataclass(slots=True)
class _Look:
    """A look for credentials that is under way.

    Attributes:
        task: It.
        waiting: How many wait for what it finds.
    """

    task: "asyncio.Task[Found]"
    waiting: int = 0


class Keys:
    """Looks for credentials and keeps them, each call on a daemon thread with a deadline.

    Args:
        keeper: Where they are kept.
        publish: Told when a human is asked to unlock the keyring.
        deadline_s: How long a keyring may take by itself.
        prompt_deadline_s: How long it may take once it has asked a human.
    """

    def __init__(
        self,
        keeper: KeyKeeper,
        *,
        publish: Publish,
        deadline_s: float = KEYRING_DEADLINE_S,
        prompt_deadline_s: float = PROMPT_DEADLINE_S,
    ) -> None:
        self._keeper = keeper
        self._publish = publish
        self._deadline_s = deadline_s
        self._prompt_deadline_s = prompt_deadline_s
        self._one_at_a_time = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self._limits: set[asyncio.Timeout] = set()
        self._looks: dict[tuple[str, str], _Look] = {}
        self._asking = 0
        self._told: asyncio.TimerHandle | None = None
        if isinstance(keeper, AsksHuman):
            keeper.tell_when_asking(self._on_keeper_asking)

    async def find(self, profile: str, origin: str) -> Found:
        """Look for a profile's credentials at an origin.

        Those that look at the same time ask the keyring, and its human, once.
        """
        owner = (profile, origin)
        look = self._looks.get(owner)
        if look is None:
            look = self._looks[owner] = _Look(asyncio.create_task(self._find(profile, origin)))
        look.waiting += 1
        try:
            return await asyncio.shield(look.task)
        finally:
            look.waiting -= 1
            if not look.waiting:
                look.task.cancel()
                if self._looks.get(owner) is look:
                    del self._looks[owner]

    async def _find(self, profile: str, origin: str) -> Found:
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
            self._looks.pop((profile, origin), None)  # Whoever looks from here on is to find these.
            state = CredentialState.THIS_RUN_ONLY if for_this_run_only else CredentialState.STORED
            return CredentialsChanged(profile, origin, state, api_key)

    async def _call(self, call: Callable[[], _T]) -> _T:
        try:
            async with asyncio.timeout(self._prompt_deadline_s if self._asking else self._deadline_s) as limit:
                self._limits.add(limit)
                try:
                    return await start_daemon(self._loop, call)
                finally:
                    self._limits.discard(limit)
        except TimeoutError as error:
            if self._asking:
                text = QT_TRANSLATE_NOOP("system", "nobody answered when it asked to be unlocked")
                raise KeyringLocked(sentence(text)) from error
            text = QT_TRANSLATE_NOOP("system", "it did not answer in %1 s")
            raise KeyringFailed(sentence(text, f"{self._deadline_s:.0f}")) from error

    def _on_keeper_asking(self, is_asking: bool) -> None:
        """Runs on the thread of the call that waits."""
        with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
            self._loop.call_soon_threadsafe(self._take_asking, is_asking)

    def _take_asking(self, is_asking: bool) -> None:
        self._asking += 1 if is_asking else -1
        if is_asking:
            for limit in self._limits:
                if not limit.expired():
                    limit.reschedule(self._loop.time() + self._prompt_deadline_s)
        if self._asking and self._told is None:
            self._told = self._loop.call_later(_TOLD_AFTER_S, self._publish, KeyringAsked(is_waiting=True))
        elif not self._asking and self._told is not None:
            was_told = self._told.when() <= self._loop.time()
            self._told.cancel()
            self._told = None
            if was_told:
                self._publish(KeyringAsked(is_waiting=False))


def _state_of(trouble: KeyringTrouble) -> CredentialState:
    if isinstance(trouble, KeyringMissing):
        return CredentialState.NO_KEYRING
    if isinstance(trouble, KeyringLocked):
        return CredentialState.LOCKED
    return CredentialState.KEYRING_FAILED
