"""A keyring that asks its human to unlock it is waited for, longer than one that is silent, and that is said."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET, Events, Outbox

from desk_gui.outbox.desk import CancelTicket, CheckCredentials
from desk_gui.outbox.events import CredentialsChanged, CredentialState, KeyringAsked
from desk_gui.outbox.keys import Keys
from desk_gui.outbox.tickets import State
from desk_gui.system.credentials import Credentials

SILENT_S = 0.2


class AskingKeeper:
    """A keyring that asks a human.

    Args:
        is_quick: Whether it is unlocked at once, without one.
    """

    def __init__(self, *, is_quick: bool = False) -> None:
        self.is_unlocked = threading.Event()
        self.asked = threading.Event()
        self.asked_count = 0
        self._tell: Callable[[bool], None] | None = None
        if is_quick:
            self.is_unlocked.set()

    def tell_when_asking(self, on_asking: Callable[[bool], None]) -> None:
        self._tell = on_asking

    def find(self, profile: str, origin: str) -> Credentials | None:
        del profile, origin
        assert self._tell is not None
        self._tell(True)
        self.asked_count += 1
        self.asked.set()
        self.is_unlocked.wait(30)
        self._tell(False)
        return Credentials(api_key=API_KEY, api_secret=API_SECRET)

    def is_for_this_run_only(self, profile: str, origin: str) -> bool:
        del profile, origin
        return False

    def save(self, profile: str, origin: str, credentials: Credentials, *, for_this_run_only: bool = False) -> None:
        del profile, origin, credentials, for_this_run_only


def test_human_has_time_and_the_ticket_goes_once_it_is_unlocked(tmp_path: Path, server: Misbehaving) -> None:
    keeper = AskingKeeper()
    with Outbox(tmp_path / "data", base_url=server.base_url, keys=keeper, keyring_deadline_s=SILENT_S) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        asked_at = time.monotonic()
        # That it is told at all takes longer than a silent keyring may.
        assert outbox.events.wait_for(KeyringAsked).is_waiting
        assert time.monotonic() - asked_at > SILENT_S
        keeper.is_unlocked.set()
        outbox.wait_for_state(draft.draft_id, State.CREATED)

        assert [event.is_waiting for event in outbox.events.all(KeyringAsked)] == [True, False]


def test_human_is_asked_once_for_all_that_wait(tmp_path: Path, server: Misbehaving) -> None:
    keeper = AskingKeeper()
    with Outbox(tmp_path / "data", base_url=server.base_url, keys=keeper) as outbox:
        outbox.do(CheckCredentials("default"))
        drafts = [outbox.draft() for _ in range(2)]
        for draft in drafts:
            outbox.submit(draft)
        assert outbox.events.wait_for(KeyringAsked).is_waiting
        outbox.do(CheckCredentials("default"), CancelTicket(drafts[1].draft_id))
        outbox.wait_for_state(drafts[1].draft_id, State.CANCELLED)
        assert keeper.asked_count == 1
        keeper.is_unlocked.set()

        outbox.wait_for_state(drafts[0].draft_id, State.CREATED)
        outbox.events.wait_for(CredentialsChanged)


def test_keyring_that_is_unlocked_without_a_human_is_not_told_of(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url, keys=AskingKeeper(is_quick=True)) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        outbox.wait_for_state(draft.draft_id, State.CREATED)

        assert outbox.events.all(KeyringAsked) == []


def test_stopping_while_the_human_is_asked(tmp_path: Path) -> None:
    keeper = AskingKeeper()
    with Outbox(tmp_path / "data", keys=keeper) as outbox:
        outbox.submit(outbox.draft())
        assert outbox.events.wait_for(KeyringAsked).is_waiting
        began = time.monotonic()

        assert outbox.worker.stop()
        assert time.monotonic() - began < 3
    keeper.is_unlocked.set()


@pytest.mark.parametrize(
    ("prompt_s", "state"), [(0.5, CredentialState.LOCKED), (20.0, CredentialState.STORED)], ids=["nobody", "somebody"]
)
def test_human_who_never_comes_has_left_it_locked(
    prompt_s: float, state: CredentialState, expect_log: ExpectLog
) -> None:
    keeper, events = AskingKeeper(), Events()

    async def look() -> CredentialsChanged:
        keys = Keys(keeper, publish=events, deadline_s=SILENT_S, prompt_deadline_s=prompt_s)
        looking = asyncio.create_task(keys.look("default", "https://a"))
        if state is CredentialState.STORED:
            asyncio.get_running_loop().call_later(4 * SILENT_S, keeper.is_unlocked.set)
        return await looking

    if state is CredentialState.LOCKED:
        expect_log("desk_gui.outbox.keys", logging.WARNING, "KeyringLocked")
    assert asyncio.run(look()).state is state
    keeper.is_unlocked.set()
