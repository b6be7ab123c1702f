"""Every command of `desk.py`, done. Lives on the worker's loop."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from desk_gui.outbox import desk, portals
from desk_gui.outbox.arrival import Arrivals
from desk_gui.outbox.desk_files import FileCommand
from desk_gui.outbox.desk_people import PeopleCommand
from desk_gui.outbox.desk_photos import PhotoCommand
from desk_gui.outbox.desk_templates import TemplateCommand
from desk_gui.outbox.desk_text import TextCommand
from desk_gui.outbox.dispatcher import Dispatcher
from desk_gui.outbox.drafting import Drafting
from desk_gui.outbox.events import CredentialsChanged, CredentialState, SettingsSaved, StorageFailed, TicketsListed
from desk_gui.outbox.fetching import Fetcher, Links
from desk_gui.outbox.file_texts import FileTexts
from desk_gui.outbox.filing import Filing
from desk_gui.outbox.form import Form
from desk_gui.outbox.handover import ON_ITS_WAY, HandOver
from desk_gui.outbox.keys import Keys
from desk_gui.outbox.lending import Lending
from desk_gui.outbox.measuring import Photos
from desk_gui.outbox.presets import Presets
from desk_gui.outbox.remembering import Remembering
from desk_gui.outbox.sender import BreakOff
from desk_gui.outbox.spool import Spool
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import Waiting
from desk_gui.outbox.teller import Teller
from desk_gui.outbox.tickets import Hold, State
from desk_gui.outbox.waking import Waking
from desk_gui.outbox.without import Without
from desk_gui.system.errors import SettingsNotSaved
from desk_gui.system.settings import Settings, origin_of, write_settings

_LONGEST_PAGE: Final = 500
_KEPT: Final = (CredentialState.STORED, CredentialState.THIS_RUN_ONLY)
_ADDRESS_HOLDS: Final = frozenset({Hold.WRONG_ADDRESS, Hold.UPLOAD_ADDRESS, Hold.NETWORK})

_log: Final = logging.getLogger(__name__)


class SettingsInUse:
    """The settings of this moment."""

    def __init__(self, settings: Settings) -> None:
        self.now = settings

    def get(self) -> Settings:
        """Return them."""
        return self.now


class Handlers:
    """Does commands, one after the other.

    Args:
        store: Has the tickets.
        spool: Its thread writes the settings.
        keys: Finds and keeps keys.
        form: Keeps what is in the form.
        drafting: Does what concerns drafts.
        dispatcher: Sends.
        teller: Tells what changed.
        waking: Takes hints about sleep and the network.
        fetcher: Fetches what dropped links lead to.
        publish: Where other events go.
        settings: The settings in use.
        settings_path: Where they are kept.
    """

    def __init__(
        self,
        *,
        store: Store,
        spool: Spool,
        keys: Keys,
        form: Form,
        drafting: Drafting,
        dispatcher: Dispatcher,
        teller: Teller,
        waking: Waking,
        fetcher: Fetcher,
        publish: desk.Publish,
        settings: SettingsInUse,
        settings_path: Path,
    ) -> None:
        self._store = store
        self._spool = spool
        self._keys = keys
        self._form = form
        self._drafting = drafting
        self._dispatcher = dispatcher
        self._teller = teller
        self._waking = waking
        self._publish = publish
        self._settings = settings
        self._settings_path = settings_path
        self._links = Links(drafting=drafting, spool=spool, fetcher=fetcher)
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._without = Without(store=store, dispatcher=dispatcher, teller=teller, publish=publish)
        self._arrivals = Arrivals(store=store, keys=keys, settings=settings.get)
        self._hand_over = HandOver(
            store=store,
            spool=spool,
            teller=teller,
            publish=publish,
            settings=settings.get,
            on_let_go=dispatcher.pump,
        )
        self._make_topics(settings_path.parent)
        self._when_settled: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)
        dispatcher.on_settled = self._settled

    def _make_topics(self, folder: Path) -> None:
        """Make what does the commands of one topic each."""
        store, publish, settings = self._store, self._publish, self._settings.get
        self._remembering = Remembering(store=store, keys=self._keys, settings=settings, publish=publish)
        self._lending = Lending(
            folder=folder / "lent", spool_path=self._spool.path_of, publish=publish, begin=self._begin
        )
        self._filing = Filing(
            store=store, drafting=self._drafting, lending=self._lending, publish=publish, tell=self._teller.ticket
        )
        self._photos = Photos(store, self._drafting, self._spool.path_of, publish, self._begin)
        self._texts = FileTexts(store, self._spool.path_of, publish, self._begin)
        self._presets = Presets(
            folder,
            store=store,
            remembering=self._remembering,
            settings=settings,
            publish=publish,
            begin=self._begin,
        )

    def do(self, command: desk.Command) -> None:
        """Do a command; what takes time is begun.

        Raises:
            StoreTrouble: The outbox could not be read or written.
        """
        match command:
            case desk.EditAttachment() | desk.RevertAttachment():
                self._drafting.edit_attachment(command)
            case desk.AddFiles() | desk.FetchLink() | desk.RemoveAttachment():
                self._do_with_files(command)
            case desk.SaveDraft() | desk.DiscardDraft() | desk.UndoDiscard() | desk.LeaveForm() | desk.SubmitDraft():
                self._do_with_drafts(command)
            case desk.NoteNetwork() | desk.NoteSleep():
                self._take_hint(command)
            case desk.ListTickets():
                self._list(command)
            case desk.SaveSettings():
                self._save_settings(command.settings)
            case desk.CheckCredentials() | desk.SaveCredentials():
                self._begin(self._do_with_keys(command))
            case desk.TakePortalScreenshot() | desk.RetrievePortalFiles():
                self._begin(self._ask_portal(command))
            case _:
                self._do_of_topic(command)

    def _do_with_files(self, command: desk.AddFiles | desk.FetchLink | desk.RemoveAttachment) -> None:
        match command:
            case desk.AddFiles():
                self._drafting.add_files(command)
            case desk.FetchLink():
                if self._links.expect(command):
                    self._begin(self._links.attach(command))
            case desk.RemoveAttachment():
                self._drafting.remove_attachment(command)

    def _do_with_drafts(
        self, command: desk.SaveDraft | desk.DiscardDraft | desk.UndoDiscard | desk.LeaveForm | desk.SubmitDraft
    ) -> None:
        match command:
            case desk.SaveDraft():
                self._form.save(command)
            case desk.DiscardDraft():
                self._drafting.discard(command)
            case desk.UndoDiscard():
                self._drafting.undo_discard(command)
            case desk.LeaveForm():
                self._form.leave()
            case desk.SubmitDraft():
                self._presets.schemas.submit(command, self._drafting.submit)

    def _take_hint(self, command: desk.NoteNetwork | desk.NoteSleep) -> None:
        match command:
            case desk.NoteNetwork():
                self._remembering.search.note_network(is_there=command.is_reachable)
                self._waking.note_network(command.is_reachable)
            case desk.NoteSleep():
                self._waking.note_sleep(command.is_asleep)

    def _do_of_topic(
        self, command: PeopleCommand | FileCommand | PhotoCommand | TextCommand | TemplateCommand | desk.TicketCommand
    ) -> None:
        if isinstance(command, PeopleCommand):
            self._remembering.do(command)
        elif isinstance(command, PhotoCommand):
            self._photos.do(command)
        elif isinstance(command, TextCommand):
            self._texts.do(command)
        elif isinstance(command, FileCommand):
            self._filing.do(command)
        elif isinstance(command, TemplateCommand):
            self._presets.do(command)
        else:
            self._do_with_tickets(command)

    def _do_with_tickets(self, command: desk.TicketCommand) -> None:
        match command:
            case desk.CancelTicket():
                self._cancel(command.ticket)
            case desk.ReopenTicket():
                self._reopen(command.ticket)
            case desk.SendWithout():
                self._without.send(command)
            case desk.CheckArrival():
                self._begin(self._check_arrival(command))
            case desk.ExportTicket():
                self._export(command)
            case desk.SendAgain():
                self._send_again(command.ticket)
            case desk.MarkArrived():
                self._mark_arrived(command)
            case desk.SendNow():
                self._dispatcher.send_now(command.request_id)

    async def finish(self, deadline_s: float) -> None:
        """Wait for what was begun and may still be kept: keys and settings. The rest is given up."""
        self._photos.stop()
        await self._remembering.stop()
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=deadline_s)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        self._lending.empty()

    def _settled(self, ticket: str) -> None:
        """Do what a try's end makes possible."""
        self._remembering.note(ticket)
        if self._store.state(ticket) is State.CREATED:
            self._drafting.drop_unneeded(self._store.attachments(ticket))
        for then in self._when_settled.pop(ticket, ()):
            then()

    def _at_rest(self, ticket: str, then: Callable[[], None]) -> bool:
        """Do something once no try of a ticket is under way; a try whose create call has not begun is broken off.

        Returns:
            False when its create call has begun; then nothing is done.
        """
        if not self._dispatcher.is_in_flight(ticket):
            then()
        elif self._store.state(ticket) is State.CREATING:
            return False
        else:
            self._when_settled[ticket].append(then)
            self._dispatcher.break_off(ticket, BreakOff.CALL_BACK)
        return True

    # Tickets

    def _cancel(self, ticket: str) -> None:
        if self._dispatcher.break_off(ticket, BreakOff.CANCEL):
            return
        if self._store.state(ticket) is State.QUEUED:
            self._store.move(ticket, State.CANCELLED, datetime.now(UTC), trouble="stopped")
            self._teller.ticket(ticket)
        else:
            _log.info("A ticket that is not on its way was not cancelled")

    def _reopen(self, ticket: str) -> None:
        if not self._at_rest(ticket, partial(self._drafting.reopen, ticket)):
            _log.info("A ticket that is being created was not taken back into the form")

    def _send_again(self, ticket: str) -> None:
        row = self._store.row(ticket)
        if row is None or self._dispatcher.is_in_flight(ticket):
            _log.info("A ticket that is not at rest was not sent again")
        elif row.state in (State.UNCONFIRMED, State.REJECTED, State.CANCELLED, State.QUEUED):
            profile = self._settings.now.profile(row.profile)
            is_to_new_address = row.hold is Hold.ORIGIN_CHANGED and profile is not None
            self._store.move(
                ticket,
                State.QUEUED,
                datetime.now(UTC),
                origin=profile.origin if profile is not None and is_to_new_address else None,
            )
            self._dispatcher.call(ticket)
        else:
            _log.info("A ticket that is %s was not sent again", row.state.value)

    def _mark_arrived(self, command: desk.MarkArrived) -> None:
        row = self._store.row(command.ticket)
        if row is None or not (row.state is State.UNCONFIRMED or row.hold is Hold.HANDED_OVER):
            _log.info("A ticket that cannot have arrived was not marked as arrived")
            return
        self._store.move(command.ticket, State.CREATED, datetime.now(UTC), ticket_id=command.ticket_id.strip())
        self._teller.ticket(command.ticket)
        self._settled(command.ticket)

    def _export(self, command: desk.ExportTicket) -> None:
        if not self._at_rest(command.ticket, partial(self._begin_export, command)):
            self._hand_over.refuse(command, ON_ITS_WAY)

    def _begin_export(self, command: desk.ExportTicket) -> None:
        held = self._hand_over.hold(command)
        if held is not None:
            self._begin(self._hand_over.save(command, *held))

    async def _check_arrival(self, command: desk.CheckArrival) -> None:
        self._publish(await self._arrivals.check(command))

    def _list(self, command: desk.ListTickets) -> None:
        offset, limit = max(command.offset, 0), min(max(command.limit, 1), _LONGEST_PAGE)
        whose = command.submitter_id
        total, rows = self._store.page(offset=offset, limit=limit, query=command.query, submitter_id=whose)
        self._publish(TicketsListed(command.request_id, offset, total, tuple(rows)))

    # Keys

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)

    def _on_task_done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            self._teller.guarded(task.result)

    async def _do_with_keys(self, command: desk.CheckCredentials | desk.SaveCredentials) -> None:
        match command:
            case desk.CheckCredentials():
                await self._check_credentials(command)
            case desk.SaveCredentials():
                await self._save_credentials(command)

    async def _check_credentials(self, command: desk.CheckCredentials) -> None:
        profile = self._settings.now.profile(command.profile)
        if profile is None:
            self._publish(CredentialsChanged(command.profile, "", CredentialState.MISSING))
        else:
            self._publish(await self._keys.look(profile.name, profile.origin))

    async def _save_credentials(self, command: desk.SaveCredentials) -> None:
        origin = origin_of(command.base_url)
        saved = await self._keys.save(
            command.profile,
            origin,
            command.api_key,
            command.api_secret,
            for_this_run_only=command.for_this_run_only,
        )
        self._publish(saved)
        if saved.state in _KEPT:
            self._remembering.search.forget_rests()
            self._teller.guarded(self._dispatcher.key_saved, command.profile, origin)

    async def _ask_portal(self, command: portals.PortalCommand) -> None:
        self._publish(await portals.answer(command))

    # Settings

    def _save_settings(self, settings: Settings) -> None:
        old, self._settings.now = self._settings.now, settings
        self._spool.run(partial(self._write_settings, settings))
        self._presets.schemas.look()
        self._dispatcher.release(_ADDRESS_HOLDS, partial(_is_other_account, old, settings))
        self._dispatcher.release(frozenset({Hold.ORIGIN_CHANGED}), partial(_is_at_home, settings))
        self._dispatcher.pump()

    def _write_settings(self, settings: Settings) -> None:
        """Runs on the spool's thread."""
        event: SettingsSaved | StorageFailed
        try:
            write_settings(self._settings_path, settings)
        except SettingsNotSaved as trouble:
            event = StorageFailed(trouble.words)
        else:
            event = SettingsSaved(settings)
        self._publish(event)


def _is_other_account(old: Settings, new: Settings, waiting: Waiting) -> bool:
    return old.profile(waiting.profile) != new.profile(waiting.profile)


def _is_at_home(settings: Settings, waiting: Waiting) -> bool:
    profile = settings.profile(waiting.profile)
    return profile is not None and profile.origin == waiting.origin
