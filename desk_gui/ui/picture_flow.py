"""Captures a picture into the form, and edits the pictures that are there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QObject, Qt, QTime, Slot
from PySide6.QtGui import QImage

from desk_gui.outbox.desk import EditAttachment, RevertAttachment
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.events import AttachmentCopied, PortalAnswered
from desk_gui.ui.capture.flow import CaptureFlow
from desk_gui.ui.capture.leftover import Leftover, remove_soon
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import Theme

_MOST_CANCELLED: Final = 50
"""Pictures whose cancelled changes are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class _Cancelled:
    """Changes that were cancelled.

    Attributes:
        layers: The editor's marks.
        at: The time of day, for people.
    """

    layers: str = ""
    at: str = ""


class PictureFlow(QObject):
    """Keeps at most one editor. Lives on the GUI thread; the window owns it.

    While a picture is edited, Submit waits: what was hidden must not go out unhidden.
    """

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._draft_id = ""
        self._attachment = Attachment("", "")
        self._just_captured = ""
        self._leftover: Leftover | None = None
        self._cancelled: dict[str, _Cancelled] = {}
        self.capture = CaptureFlow(window, theme, window.desk)
        self.capture.captured.connect(self._on_capture_captured)
        self.capture.failed.connect(self._on_capture_failed)
        window.tray.capture_asked.connect(self._on_tray_capture_asked)
        window.tray.edit_asked.connect(self._on_tray_edit_asked)

    def receive(self, event: AttachmentCopied | PortalAnswered) -> None:
        """Open a captured picture in the editor once it is safe; hand the portal's screenshots on."""
        match event:
            case AttachmentCopied(_, attachment) if attachment.attachment_id == self._just_captured:
                self._just_captured = ""
                if self._leftover is not None:
                    remove_soon(self._leftover)
                    self._leftover = None
                self._edit(attachment, hides=False)
            case PortalAnswered():
                self.capture.receive(event)

    def _edit(self, attachment: Attachment, *, hides: bool) -> None:
        if self._window.editing or not attachment.is_copied:
            return
        # The editor is large, and most tickets do without it.
        from desk_gui.ui.editor.editor_window import EditorWindow  # noqa: PLC0415 - see above
        from desk_gui.ui.editor.tools import Tool  # noqa: PLC0415 - as above

        self._draft_id = self._window.form.draft_id
        self._attachment = attachment
        path = self._window.desk.spool_path(attachment.original_sha256 or attachment.sha256)
        cancelled = self._cancelled.get(attachment.attachment_id, _Cancelled())
        editor = EditorWindow(
            self._theme,
            path,
            attachment.name,
            attachment.layers,
            tool=Tool.HIDE if hides else None,
            cancelled_layers=cancelled.layers,
            cancelled_at=cancelled.at,
            parent=self._window,
        )
        editor.setWindowModality(Qt.WindowModality.WindowModal)
        editor.saved.connect(self._on_editor_saved)
        editor.reverted.connect(self._on_editor_reverted)
        editor.cancelled.connect(self._on_editor_cancelled)
        editor.closed_without_change.connect(self._window.end_editing)
        self._window.begin_editing()
        editor.show()

    @Slot(str)
    def _on_editor_cancelled(self, layers: str) -> None:
        """Keep what was cancelled for the next window, as long as the program runs."""
        at = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
        self._cancelled.pop(self._attachment.attachment_id, None)
        self._cancelled[self._attachment.attachment_id] = _Cancelled(layers, at)
        while len(self._cancelled) > _MOST_CANCELLED:
            self._cancelled.pop(next(iter(self._cancelled)))

    @Slot(object)
    def _on_editor_saved(self, edited: object) -> None:
        from desk_gui.ui.editor.flatten import Edited  # noqa: PLC0415 - loaded with the editor

        if isinstance(edited, Edited):
            name = Path(self._attachment.name).stem + edited.suffix
            attachment_id = self._attachment.attachment_id
            self._cancelled.pop(attachment_id, None)
            self._window.desk.do(EditAttachment(self._draft_id, attachment_id, name, edited.data, edited.layers))
        self._window.end_editing()

    @Slot()
    def _on_editor_reverted(self) -> None:
        self._window.desk.do(RevertAttachment(self._draft_id, self._attachment.attachment_id))
        self._window.end_editing()

    @Slot(object)
    def _on_capture_captured(self, image: object) -> None:
        if isinstance(image, QImage):
            self._window.panes.show_form()
            self._leftover = self.capture.take_leftover()
            self._just_captured = self._window.tray.take_image(image)

    @Slot(str)
    def _on_capture_failed(self, sentence: str) -> None:
        self._window.panes.show_form()
        self._window.tray.lines.say_also(sentence)

    @Slot()
    def _on_tray_capture_asked(self) -> None:
        self.capture.choose(self._window.tray.capture)

    @Slot(str, bool)
    def _on_tray_edit_asked(self, attachment_id: str, hides: bool) -> None:
        found = next((one for one in self._window.tray.attachments() if one.attachment_id == attachment_id), None)
        if found is not None:
            self._edit(found, hides=hides)
