"""Who reported it, when they are not in LiveDesk's list."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps

_WIDTH_EM = 26
_LONGEST = 200


class ReportedDialog(QDialog):
    """Asks for a name and a telephone number, both of which may be left empty."""

    def __init__(self, name: str, requester_id: str, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            name: What was typed so far.
            requester_id: The profile's default requester, who stands in.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not in the list"))
        self.setMinimumWidth(_WIDTH_EM * self.fontMetrics().height())
        words = QLabel(
            fill(
                self.tr("The ticket goes out for %1, your default requester. The description says who reported it."),
                plain(requester_id, 60),
            )
        )
        words.setWordWrap(True)
        self.name = line_edit(self.tr("For example Ada Lovelace"))
        self.name.setMaxLength(_LONGEST)
        self.name.setText(plain(name, _LONGEST))
        self.phone = line_edit(self.tr("For example +65 6000 0000"))
        self.phone.setMaxLength(_LONGEST)
        boxes = QDialogButtonBox()
        self.take = boxes.addButton(self.tr("Put it in"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setDefault(True)
        boxes.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        boxes.accepted.connect(self.accept)
        boxes.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(20, 16, 20, 16))
        layout.setSpacing(gap(12))
        layout.addWidget(words)
        layout.addWidget(Field(self.tr("Name"), self.name))
        layout.addWidget(Field(self.tr("Phone"), self.phone))
        layout.addWidget(boxes)
        self.name.selectAll()
        self.name.setFocus()

    def reported_by(self) -> str:
        """Return the line for the description."""
        said = ", ".join(plain(edit.text(), _LONGEST) for edit in (self.name, self.phone) if edit.text().strip())
        return fill(self.tr("Reported by (%1)"), said or self.tr("unknown"))
