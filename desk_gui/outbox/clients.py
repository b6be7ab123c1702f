"""Clients of LiveDesk, open for as long as somebody sends through them and no longer: a client holds a key."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from desk_gui.livedesk.client import Credentials as Login
from desk_gui.livedesk.client import LiveDeskClient
from desk_gui.system.credentials import Credentials
from desk_gui.system.settings import Profile

_log: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Shared:
    """A client that is open.

    Attributes:
        client: It.
        users: Who sends through it now.
    """

    client: LiveDeskClient
    users: int = 0


class Clients:
    """Lets tries that go with the same key to the same address share a client. Lives on the worker's loop.

    To make one takes longer than to send a ticket. What is shared is no connection: each call has its own.
    """

    def __init__(self) -> None:
        self._open: list[tuple[Profile, Credentials, _Shared]] = []

    @asynccontextmanager
    async def one_for(self, profile: Profile, credentials: Credentials) -> AsyncIterator[LiveDeskClient]:
        """Lend a client for a profile's address.

        Raises:
            UnsafeAddress: The address may not be used.
        """
        shared = self._find(profile, credentials)
        shared.users += 1
        try:
            yield shared.client
        finally:
            shared.users -= 1
            if not shared.users:
                self._open = [entry for entry in self._open if entry[2] is not shared]
                await _close(shared.client)

    def _find(self, profile: Profile, credentials: Credentials) -> _Shared:
        for known_profile, known_credentials, shared in self._open:
            if known_profile == profile and known_credentials == credentials:
                return shared
        shared = _Shared(_make_client(profile, credentials))
        self._open.append((profile, credentials, shared))
        return shared


def _make_client(profile: Profile, credentials: Credentials) -> LiveDeskClient:
    return LiveDeskClient(
        base_url=profile.base_url,
        path_prefix=profile.path_prefix,
        upload_path=profile.upload_path,
        upload_field=profile.upload_field,
        credentials=Login(api_key=credentials.api_key, api_secret=credentials.api_secret),
    )


async def _close(client: LiveDeskClient) -> None:
    try:
        await client.aclose()
    except asyncio.CancelledError:
        # The outcome is known by now, and nothing may take it away.
        _log.debug("cancelled after the last answer")
