"""Shows what a file of templates would change, before anything is taken from it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from desk_gui.outbox.templates import Comparison, Template, folded
from desk_gui.ui.style import button
from desk_gui.ui.templates.save_dialog import part_groups
from desk_gui.ui.templates.sizes import open_at
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps


class ImportDialog(QDialog):
    """Asks whether the new and the changed templates of a file should be taken over."""

    def __init__(self, file_name: str, comparison: Comparison, here: tuple[Template, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import templates"))
        self.setModal(True)
        self._here = {folded(template.name): template for template in here}
        counts = self.tr("“%1”: %2 new, %3 changed, %4 the same. Your others stay.")
        words = QLabel(
            fill(
                counts,
                plain(file_name, 60),
                str(len(comparison.new)),
                str(len(comparison.changed)),
                str(comparison.same),
            )
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What it changes"))
        self.list.setUniformItemSizes(True)
        self.list.setProperty("kind", "rows")
        self.list.addItems([fill(self.tr("New: %1"), plain(one.name, 80)) for one in comparison.new])
        self.list.addItems([self._changed(one) for one in comparison.changed])
        is_any = bool(comparison.new or comparison.changed)
        self.list.setVisible(is_any)
        self.take = button(self.tr("Take over"), kind="primary")
        self.take.setDefault(True)
        self.take.setVisible(is_any)
        self.cancel = button(self.tr("Cancel") if is_any else self.tr("Close"))
        self.take.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        (self.take if is_any else self.cancel).setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(20, 16, 20, 16))
        column.setSpacing(gap(12))
        column.addWidget(words)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(gap(8))
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.take)
        column.addLayout(row)
        open_at(self, 32, 20 if is_any else 8)

    def _changed(self, template: Template) -> str:
        old = self._here[folded(template.name)]
        different = [
            label
            for label, names in part_groups()
            if any(getattr(old, name) != getattr(template, name) for name in names)
        ]
        return fill(self.tr("Changed: %1 (%2)"), plain(template.name, 80), ", ".join(different) or self.tr("its name"))
