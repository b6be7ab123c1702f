"""Requester, completion and similar tickets: what knows of tickets of before. Made after the first paint."""

from PySide6.QtCore import QObject, Slot

from desk_gui.outbox.desk_people import PeopleFound, PersonNamed, SimilarFound, ValuesSuggested
from desk_gui.ui.form.completion_flow import CompletionFlow
from desk_gui.ui.form.requester_flow import RequesterFlow
from desk_gui.ui.form.similar_flow import SimilarFlow
from desk_gui.ui.main_window import MainWindow


class PeopleFlow(QObject):
    """Lives on the GUI thread; the window owns it.

    Attributes:
        requester: Finds and names the requester.
        completion: Completes what is typed.
        similar: Finds a ticket much like this one.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.requester = RequesterFlow(window)
        self.completion = CompletionFlow(window)
        self.similar = SimilarFlow(window)
        window.form.verticalScrollBar().valueChanged.connect(self._on_form_scrolled)

    def receive(self, event: object) -> None:
        """Show one event of the desk, if it is about people or what was typed before."""
        match event:
            case PeopleFound() | PersonNamed():
                self.requester.receive(event)
            case ValuesSuggested():
                self.completion.receive(event)
            case SimilarFound():
                self.similar.receive(event)

    @Slot(int)
    def _on_form_scrolled(self, _value: int) -> None:
        # The lists belong to places that have moved.
        self.requester.list.hide()
        self.completion.list.hide()
