"""A quiet word that a ticket much like this one went out today. It never stands in the way of Submit."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from desk_gui.outbox.desk_people import LONGEST, FindSimilar, SimilarFound, seen, serial_in
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.ui.form.quiet_line import QuietLine
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.text import fill, plain

_PAUSE_MS = 500
_HOUR_MIN = 60


class SimilarFlow(QObject):
    """Lives on the GUI thread; the window owns it.

    Attributes:
        line: Under the title.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form = window.form
        self._request = 0
        self._asked = FindSimilar(0, "", "")
        self._found = SimilarFound(0)
        self.line = QuietLine()
        self.line.asked.connect(self._on_line_asked)
        self._form.fields[DraftField.TITLE].add_below(self.line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        self._form.draft_changed.connect(self._on_form_draft_changed)

    def receive(self, event: SimilarFound) -> None:
        """Say what was found, or nothing."""
        if event.request_id != self._request:
            return
        self._found = event
        if not event.ticket or event.at is None:
            self.line.say("")
            return
        label = plain(seen(event.label), 40) or fill(self.tr("“%1”"), plain(seen(event.title), 40))
        words = fill(self.tr("Similar: %1, %2"), label, self._ago(event.at))
        self.line.say(words, (self.tr("Show"),), tooltip=plain(seen(event.title)))

    def _ago(self, at: datetime) -> str:
        minutes = max(0, int((datetime.now(UTC) - at).total_seconds() // 60))
        if minutes < 1:
            return self.tr("just now")
        if minutes < _HOUR_MIN:
            return fill(self.tr("%1 min ago"), str(minutes))
        return fill(self.tr("%1 h ago"), str(minutes // _HOUR_MIN))

    @Slot()
    def _on_form_draft_changed(self) -> None:
        self._pause.start()

    @Slot()
    def _on_pause_timeout(self) -> None:
        draft = self._form.draft()
        asked = FindSimilar(
            self._request,
            self._window.settings.active_profile,
            draft.draft_id,
            draft.title.strip()[:LONGEST],
            draft.requester_id.strip()[:LONGEST],
            serial_in(draft.custom_fields)[:LONGEST],
        )
        if asked == self._asked:
            return
        self._request += 1
        self._asked = FindSimilar(
            self._request, asked.profile, asked.draft_id, asked.title, asked.requester_id, asked.serial
        )
        if asked.serial or (asked.title and asked.requester_id):
            self._window.desk.do(self._asked)
        else:
            self.line.say("")

    @Slot(int)
    def _on_line_asked(self, _number: int) -> None:
        self._window.tabs.setCurrentIndex(1)
        tickets = self._window.tickets
        line = tickets.list.tickets.line_of(self._found.ticket)
        if line < 0:  # Further down than what is loaded, not what is searched for, or somebody else's.
            tickets.mine.setChecked(False)
            tickets.search.setText(self._found.label or self._found.title)
            tickets.search.setFocus()
            return
        index = tickets.list.tickets.index(line, 0)
        tickets.list.setCurrentIndex(index)
        tickets.list.scrollTo(index)
        tickets.list.setFocus(Qt.FocusReason.OtherFocusReason)
