"""Hands what is asked about attached files to the desk, and shows in the tray what became of it."""

from dataclasses import replace

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desk_gui.outbox import desk_files as df
from desk_gui.outbox.desk import ReopenTicket, RevertAttachment
from desk_gui.outbox.desk_photos import ShrinkPhotos
from desk_gui.outbox.desk_text import ReadText
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.text import fill
from desk_gui.ui.words import translated


class AttachmentFlow(QObject):
    """Stands between the tray and the desk. Lives on the GUI thread; the window owns it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._with_undo: set[str] = set()
        window.tray.files_asked.connect(self._on_tray_files_asked)
        window.tray.open_asked.connect(self._on_tray_open_asked)
        window.tray.draft_asked.connect(self._on_tray_draft_asked)

    def receive(self, event: object) -> None:
        """Show what became of files; all other events are passed over."""
        match event:
            case df.AttachmentsMoved():
                if event.draft_id == self._window.form.draft_id:
                    self._window.tray.handling.take_moved(event)
            case df.CopiesLent():
                self._window.tray.handling.take_copies(event)
            case df.CopiesSaved():
                self._tell_saved(event)

    def _tell_saved(self, event: df.CopiesSaved) -> None:
        if event.failure:
            self._window.strip.say(translated(event.failure), tone="warn")
        elif len(event.paths) == 1:
            words = fill(self.tr("Saved as “%1” in %2."), event.paths[0].name, event.paths[0].parent.name)
            self._window.strip.say(words, tone="ok")
        elif event.paths:
            words = fill(self.tr("%1 copies saved in %2."), str(len(event.paths)), event.paths[0].parent.name)
            self._window.strip.say(words, tone="ok")

    @Slot(object)
    def _on_tray_files_asked(self, command: df.FileCommand | RevertAttachment | ShrinkPhotos | ReadText) -> None:
        """Say of which draft the command is, and hand it over."""
        desk, draft_id = self._window.desk, self._window.form.draft_id
        match command:
            case df.LendCopies() | df.SaveCopies():
                desk.do(command)
            case df.MoveAttachments():
                desk.do(replace(command, draft=self._window.form.draft()))
            case df.ForgetTakenOff():
                # The form may show another draft by now.
                for one in self._with_undo:
                    desk.do(df.ForgetTakenOff(one))
                self._with_undo.clear()
            case _:
                if isinstance(command, df.TakeOffAttachments):
                    self._with_undo.add(draft_id)
                desk.do(replace(command, draft_id=draft_id))

    @Slot(object)
    def _on_tray_open_asked(self, path: object) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot(str)
    def _on_tray_draft_asked(self, draft_id: str) -> None:
        self._window.desk.do(ReopenTicket(draft_id))
