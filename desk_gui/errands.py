"""What a later start of the program asks of the window's outbox, done: one object each, told of every event."""

from collections.abc import Callable, Mapping
from typing import Final

from desk_gui.cli import Options, draft_of
from desk_gui.exchange import Kind, to_end, to_ticket
from desk_gui.outbox.desk import AddFiles, Command, DiscardDraft, FileSource, ListTickets, SendNow, SubmitDraft
from desk_gui.outbox.draft import new_id, problems
from desk_gui.outbox.events import (
    AttachmentRefused,
    DraftSubmitted,
    Event,
    RoundEnded,
    StorageFailed,
    SubmitRefused,
    TicketsListed,
)
from desk_gui.outbox.tickets import TicketRow
from desk_gui.report import (
    NOTHING_DONE,
    ExitCode,
    exit_code_of,
    exit_code_of_refusals,
    problem_sentence,
    refusal_sentence,
    worst,
)
from desk_gui.system.settings import Profile
from desk_gui.watch import Watch

_PAGE: Final = 200
"""Rows put into words in one go, on the GUI thread."""

Say = Callable[[Mapping[str, object]], None]


def _say_to_nobody(message: Mapping[str, object]) -> None:
    del message


class Errand:
    """One thing a later start asked for. Lives on the GUI thread.

    Args:
        do: Hands commands to the outbox.
        say: Answers the other program; does nothing once that has left.

    Attributes:
        is_over: Whether the last answer was given.
    """

    def __init__(self, do: Callable[[Command], None], say: Say) -> None:
        self._do = do
        self._say = say
        self.is_over = False

    def see(self, event: Event) -> None:
        """Take note of an event of the outbox."""

    def look(self) -> None:
        """See whether the time for waiting is over."""

    def go_on(self) -> None:
        """Say more, now that the other program has taken what was said."""

    def leave(self) -> None:
        """Take note that the other program has left. What it asked for goes its way; what is refused stays a draft."""
        self._say = _say_to_nobody
        self.is_over = True

    def _end(self, code: ExitCode, *sentences: str) -> None:
        self._say(to_end(code, *sentences))
        self.is_over = True

    def _end_with(self, watch: Watch, *sentences: str) -> None:
        """Tell how the tickets stand, as the last thing; with trouble of this computer's, if there is any, before."""
        rows = watch.rows()
        for row in rows:
            self._say(to_ticket(Kind.ROW, row, watch.keyring_of(row)))
        code = ExitCode.TROUBLE if sentences else worst(map(exit_code_of, rows))
        self._end(code, *sentences)


class SubmitErrand(Errand):
    """Submits a ticket of the other program's own; the form is not touched.

    Attributes:
        draft_id: The draft's.
    """

    def __init__(self, do: Callable[[Command], None], say: Say, options: Options, profile: Profile) -> None:
        super().__init__(do, say)
        self.draft_id = new_id()
        self._refusals: list[AttachmentRefused] = []
        self._trouble = ""
        self._watch = Watch(options.wait_s)
        draft = draft_of(options, profile, self.draft_id)
        if found := problems(draft):
            self._end(ExitCode.BAD_INPUT, *map(problem_sentence, found))
            return
        sources = zip(draft.attachments, options.files, strict=True)
        do(AddFiles(draft.draft_id, tuple(FileSource(file.attachment_id, file.name, path) for file, path in sources)))
        do(SubmitDraft(draft, profile.name, is_from_form=False))

    def see(self, event: Event) -> None:
        """Take note of what becomes of the draft, then of the ticket."""
        match event:
            case AttachmentRefused() if event.draft_id == self.draft_id:
                self._refusals.append(event)
            case SubmitRefused(problems=found) if found and event.draft_id == self.draft_id:
                # Of the custom fields that the team wants: only the outbox knows them.
                self._do(DiscardDraft(self.draft_id))
                self._end(ExitCode.BAD_INPUT, *map(problem_sentence, found), NOTHING_DONE)
            case SubmitRefused() if event.draft_id == self.draft_id:
                self._refuse()
            case DraftSubmitted(row) if row.ticket == self.draft_id:
                self._watch.add(row)
                self._follow(row)
            case StorageFailed():
                self._fail(event)
            case _ if (changed := self._watch.see(event)) is not None:
                self._follow(changed)

    def look(self) -> None:
        """See whether the time for waiting is over."""
        if self._watch.rows() and self._watch.is_over and not self.is_over:
            self._end_with(self._watch)

    def _follow(self, row: TicketRow) -> None:
        self._say(to_ticket(Kind.KEPT, row, self._watch.keyring_of(row)))
        self.look()

    def _refuse(self) -> None:
        # The files are where they were, and the options can be given again.
        self._do(DiscardDraft(self.draft_id))
        if self._trouble and not self._refusals:
            self._end(ExitCode.TROUBLE, self._trouble)
        else:
            code = exit_code_of_refusals(self._refusals)
            self._end(code, *map(refusal_sentence, self._refusals), NOTHING_DONE)

    def _fail(self, event: StorageFailed) -> None:
        if event.is_fatal or self._watch.rows():
            self._end_with(self._watch, event.words)
        else:
            self._trouble = event.words  # Should that be why the draft cannot be submitted, it is said so.


class SendErrand(Errand):
    """Has everything that waits tried, and tells what became of it.

    Args:
        request: An id for the round that nobody else uses.
    """

    def __init__(self, do: Callable[[Command], None], say: Say, options: Options, request: int) -> None:
        super().__init__(do, say)
        self._is_waiting = options.wait_s > 0
        self._is_tried = False
        self._request = request
        self._watch = Watch(options.wait_s)
        do(SendNow(request))

    def _end_round(self, event: RoundEnded) -> None:
        """Take note of how the tickets stand that were tried."""
        self._is_tried = True
        self._watch.add(*event.rows)
        if self._is_waiting:
            self.look()
        else:
            self._end_with(self._watch)

    def see(self, event: Event) -> None:
        """Take note of what becomes of them."""
        if isinstance(event, StorageFailed):
            self._end_with(self._watch, event.words)
        elif isinstance(event, RoundEnded) and event.request_id == self._request:
            self._end_round(event)
        elif self._watch.see(event) is not None:
            self.look()

    def look(self) -> None:
        """See whether the time for waiting is over."""
        if self._is_tried and self._watch.is_over and not self.is_over:
            self._end_with(self._watch)


class ListErrand(Errand):
    """Tells of every ticket on this computer, a page at a time.

    Args:
        next_request: Returns an id for each page that no other list uses.
    """

    def __init__(self, do: Callable[[Command], None], say: Say, next_request: Callable[[], int]) -> None:
        super().__init__(do, say)
        self._next_request = next_request
        self._request = 0
        self._offset = 0
        self._total: int | None = None
        self._told: set[str] = set()
        self._is_asking = False
        self.go_on()

    def go_on(self) -> None:
        """Ask for the next page."""
        if not self._is_asking and not self.is_over:
            self._is_asking = True
            self._request = self._next_request()
            self._do(ListTickets(self._request, self._offset, _PAGE))

    def see(self, event: Event) -> None:
        """Take a page."""
        if isinstance(event, StorageFailed):
            self._end(ExitCode.TROUBLE, event.words)
        elif isinstance(event, TicketsListed) and event.request_id == self._request:
            self._take(event)

    def _take(self, page: TicketsListed) -> None:
        self._is_asking = False
        for row in page.rows:
            self._tell(row)
        # What was removed meanwhile lets those below it move up; what was added, down, to where they are met again.
        gone = 0 if self._total is None else max(0, self._total - page.total)
        self._offset, self._total = max(0, page.offset + len(page.rows) - gone), page.total
        if not page.rows or self._offset >= page.total:
            self._end(ExitCode.CREATED)

    def _tell(self, row: TicketRow) -> None:
        if row.ticket not in self._told:
            self._told.add(row.ticket)
            self._say(to_ticket(Kind.ROW, row))
