"""One try of one ticket, from the look for its key to its outcome."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from desk_gui.livedesk.errors import Trouble, UnsafeAddress
from desk_gui.outbox.clients import Clients
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.errors import StoreDamaged
from desk_gui.outbox.keys import Keys
from desk_gui.outbox.outcomes import outcome_of
from desk_gui.outbox.sender import Flight, Sender
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import Outcome, Result, Step, Submission
from desk_gui.system.credentials import Credentials
from desk_gui.system.logs import Redactor
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import Profile, Settings, is_usable_address


class Attempts:
    """Makes tries. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        keys: Finds the key.
        sender: Sends.
        settings: Returns the settings in use.
        publish: Where events go.
    """

    def __init__(
        self, *, store: Store, keys: Keys, sender: Sender, settings: Callable[[], Settings], publish: Publish
    ) -> None:
        self._store = store
        self._keys = keys
        self._sender = sender
        self._settings = settings
        self._publish = publish
        self._clients = Clients()
        self._refused: dict[tuple[str, str], Credentials] = {}

    def forget_refusals(self) -> None:
        """Let keys that LiveDesk refused be tried again: a human asked for it."""
        self._refused.clear()

    async def run(self, flight: Flight) -> Outcome:
        """Try a ticket once.

        Raises:
            StoreTrouble: The ticket could not be read, or a step not kept.
        """
        submission = self._store.submission(flight.ticket)
        if submission is None:
            raise StoreDamaged(sentence(QT_TRANSLATE_NOOP("system", "a queued ticket is not there any more")))
        step = Step.UPLOAD if "" in submission.file_urls else Step.CREATE
        profile = self._settings().profile(submission.profile)
        if profile is None or profile.origin != submission.origin:
            return Outcome(step, Result.ORIGIN_CHANGED, Trouble.ORIGIN_CHANGED.value)
        if not is_usable_address(profile.base_url):
            return Outcome(step, Result.UNSAFE_ADDRESS, Trouble.UNSAFE_ADDRESS.value)
        try:
            return await self._with_key(flight, submission, profile, step)
        except UnsafeAddress as error:
            return outcome_of(step, error)
        except asyncio.CancelledError:  # Before the first request: the sender answers for those that follow.
            return flight.broken_off(step, may_have_arrived=False)

    async def _with_key(self, flight: Flight, submission: Submission, profile: Profile, step: Step) -> Outcome:
        found = await self._keys.find(submission.profile, submission.origin)
        if found.credentials is None:
            self._publish(found.event)
            return Outcome(step, Result.NO_KEY, Trouble.NO_CREDENTIALS.value)
        owner = (submission.profile, submission.origin)
        if self._refused.get(owner) == found.credentials:
            return Outcome(step, Result.KEY_REFUSED, Trouble.KEY_REFUSED.value)
        async with self._clients.one_for(profile, found.credentials) as client:
            outcome = await self._sender.send(flight, submission, client, profile)
        if outcome.result is Result.KEY_REFUSED:
            self._refused[owner] = found.credentials
        return _without_secrets(outcome, found.credentials)


def _without_secrets(outcome: Outcome, credentials: Credentials) -> Outcome:
    """Mask the key in LiveDesk's words, which are shown and kept: some gateways send back what they were sent."""
    redactor = Redactor()
    redactor.register(credentials.api_key)
    redactor.register(credentials.api_secret)
    return replace(outcome, words=redactor.mask_registered(outcome.words))
