"""The tickets on this computer as a list model, in groups: needs you, waiting, not sent, filed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QDate, QDateTime, QModelIndex, QPersistentModelIndex, Qt

from desk_gui.outbox.events import UploadProgressed
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.text import fill
from desk_gui.ui.words import local_time, state_words, time_text

RowRole = Qt.ItemDataRole.UserRole
ProgressRole = Qt.ItemDataRole.UserRole + 1

_ANY_INDEX = QModelIndex()

_NEEDS_YOU_HOLDS = frozenset(
    {Hold.KEY, Hold.WRONG_ADDRESS, Hold.UPLOAD_ADDRESS, Hold.ORIGIN_CHANGED, Hold.FILE_LOST, Hold.PROXY_LOGIN}
)


class Group(IntEnum):
    """The list's groups, from the top."""

    NEEDS_YOU = 0
    WAITING = 1
    NOT_SENT = 2
    TODAY = 3
    EARLIER = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between tickets that names the group below it."""

    group: Group
    count: int


def group_of(row: TicketRow, today: QDate) -> Group:
    """Say where a ticket belongs."""
    if row.state in (State.UNCONFIRMED, State.REJECTED):
        return Group.NEEDS_YOU
    if row.state is State.QUEUED and row.hold in _NEEDS_YOU_HOLDS:
        return Group.NEEDS_YOU
    if row.state in (State.QUEUED, State.UPLOADING, State.CREATING):
        return Group.WAITING
    if row.state in (State.DRAFT, State.CANCELLED):
        return Group.NOT_SENT
    return Group.TODAY if local_time(row.created_at.timestamp()).date() == today else Group.EARLIER


class TicketModel(QAbstractListModel):
    """Headings and tickets. Newest first within a group. GUI thread only."""

    def __init__(self, *, is_practice: bool) -> None:
        super().__init__()
        self._is_practice = is_practice
        self._tickets: dict[str, TicketRow] = {}
        self._progress: dict[str, UploadProgressed] = {}
        self._lines: list[Heading | TicketRow] = []
        self._hidden = ""

    @property
    def is_practice(self) -> bool:
        """Whether these tickets go nowhere."""
        return self._is_practice

    def show(self, rows: Iterable[TicketRow]) -> None:
        """Show these tickets and no others."""
        self._tickets = {row.ticket: row for row in rows}
        self._progress = {ticket: far for ticket, far in self._progress.items() if ticket in self._tickets}
        self._arrange()

    def add(self, rows: Iterable[TicketRow]) -> None:
        """Show these tickets as well."""
        self._tickets |= {row.ticket: row for row in rows}
        self._arrange()

    def update(self, row: TicketRow) -> bool:
        """Take where a ticket stands now; says whether it is in another line than before."""
        before = self._tickets.get(row.ticket)
        self._tickets[row.ticket] = row
        if row.state not in (State.UPLOADING, State.CREATING):
            self._progress.pop(row.ticket, None)
        today = QDate.currentDate()
        if before is not None and group_of(before, today) == group_of(row, today):
            line = self.line_of(row.ticket)
            if line >= 0:
                self._lines[line] = row
                self._say_changed(line)
                return False
        self._arrange()
        return True

    def remove(self, ticket: str) -> None:
        """Take a ticket out."""
        if self._tickets.pop(ticket, None) is not None:
            self._arrange()

    def hide_draft(self, ticket: str) -> None:
        """Leave the draft out that is in the form."""
        if ticket != self._hidden:
            self._hidden = ticket
            self._arrange()

    def progress(self, event: UploadProgressed) -> None:
        """Take how far a ticket got."""
        if event.ticket in self._tickets:
            self._progress[event.ticket] = event
            line = self.line_of(event.ticket)
            if line >= 0:
                self._say_changed(line)

    def line_of(self, ticket: str) -> int:
        """Return the line a ticket is on, or -1."""
        lines = enumerate(self._lines)
        return next((at for at, one in lines if isinstance(one, TicketRow) and one.ticket == ticket), -1)

    def rows(self) -> tuple[TicketRow, ...]:
        """Return the tickets that are shown, from the top."""
        return tuple(line for line in self._lines if isinstance(line, TicketRow))

    def ticket_count(self) -> int:
        """Count the tickets shown or hidden here, headings left out."""
        return len(self._tickets)

    def _arrange(self) -> None:
        today = QDate.currentDate()
        groups: dict[Group, list[TicketRow]] = {group: [] for group in Group}
        for row in self._tickets.values():
            if row.ticket != self._hidden:
                groups[group_of(row, today)].append(row)
        lines: list[Heading | TicketRow] = []
        for group, rows in groups.items():
            if rows:
                rows.sort(key=_began, reverse=True)
                lines.append(Heading(group, len(rows)))
                lines.extend(rows)
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def _say_changed(self, line: int) -> None:
        index = self.index(line, 0)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ANY_INDEX) -> int:
        """Count lines: tickets and headings."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let headings be passed over by mouse and keyboard."""
        if index.isValid() and isinstance(self._lines[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text for people and screen readers, and the row itself for the delegate."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == RowRole:
            return line
        if isinstance(line, Heading):
            return self.heading_text(line) if role == Qt.ItemDataRole.DisplayRole else None
        if role == ProgressRole:
            return self._progress.get(line.ticket)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(line)
        return None

    def heading_text(self, heading: Heading) -> str:
        """Name a group and how many tickets it has."""
        name = {
            Group.NEEDS_YOU: self.tr("Needs you"),
            Group.WAITING: self.tr("Waiting"),
            Group.NOT_SENT: self.tr("Not sent"),
            Group.TODAY: self.tr("Filed today"),
            Group.EARLIER: self.tr("Filed earlier"),
        }[heading.group]
        return f"{name} · {heading.count}"

    def title_of(self, row: TicketRow) -> str:
        """Return a ticket's title, or words for one without."""
        return row.title.strip() or self.tr("Without a title yet")

    def when(self, row: TicketRow) -> str:
        """Write when a ticket last changed."""
        return time_text(local_time(row.changed_at.timestamp()), QDateTime.currentDateTime())

    def spoken(self, row: TicketRow) -> str:
        """Say a whole row in one line: what a screen reader announces and an outside test reads."""
        parts = [self.title_of(row), state_words(row), row.ticket_id, row.reference if not row.ticket_id else ""]
        if self._is_practice:
            parts.append(self.tr("practice"))
        parts.append(self.when(row))
        return ", ".join(part for part in parts if part)

    def progress_text(self, progress: UploadProgressed) -> str:
        """Say how far each attachment got: those on their way, and how many are done."""
        under_way = [f for f in progress.files if 0 < f.sent_bytes < f.total_bytes]
        done = sum(f.sent_bytes >= f.total_bytes for f in progress.files)
        parts = [f"{f.name} {100 * f.sent_bytes // max(1, f.total_bytes)} %" for f in under_way]
        if done:
            parts.append(fill(self.tr("%1 of %2 sent"), str(done), str(len(progress.files))))
        return " · ".join(parts)


def _began(row: TicketRow) -> datetime:
    return row.created_at
