"""The tools over the description: Markdown at a click, how long it is, and its preview."""

from typing import Final

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desk_gui.ui.editor.icons import tinted_icon
from desk_gui.ui.style import ElidedLabel, button, restyle, signed
from desk_gui.ui.text import fill
from desk_gui.ui.theme import Theme, gap, gaps

COUNTED_FROM: Final = 500
"""Characters from which on the length is said; before, nobody wants to know."""

_SMALLEST_ICON_PX: Final = 18
"""Icons grow with the text beside them."""

LONG_FROM: Final = 50_000
"""Characters from which on a file is the better place. LiveDesk's page names no limit; this one is a guess."""


class DescriptionTools(QWidget):
    """Buttons with icons, each with its key in its tooltip.

    Signals:
        bold_asked: What is marked should be bold, or plain again.
        list_asked: The lines should be a list, or lines again.
        code_asked: What is marked should be code.
        link_asked: What is marked should be a link.
        preview_toggled: Whether the preview should be there.
    """

    bold_asked = Signal()
    list_asked = Signal()
    code_asked = Signal()
    link_asked = Signal()
    preview_toggled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.bold = self._button("bold", self.tr("Bold"), self.tr("Bold (Ctrl+B)"))
        self.list = self._button("list", self.tr("List"), self.tr("List (Ctrl+Shift+8)"))
        self.code = self._button("code", self.tr("Code"), self.tr("Code; several lines become a block (Ctrl+E)"))
        self.link = self._button("link", self.tr("Link"), self.tr("Link; uses the copied address (Ctrl+K)"))
        self.preview = button(
            self.tr("Preview"), kind="mini", tooltip=self.tr("Show below how it will look (Ctrl+Shift+M)")
        )
        self.preview.setCheckable(True)
        self._length = ElidedLabel()
        self._length.setProperty("kind", "dim")
        self._length.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(*gaps(8, 0, 0, 0))
        row.setSpacing(gap(2))
        for made in (self.bold, self.list, self.code, self.link, self.preview):
            row.addWidget(made)
        row.addSpacing(gap(6))
        row.addWidget(self._length, 1)
        self.bold.clicked.connect(self.bold_asked)
        self.list.clicked.connect(self.list_asked)
        self.code.clicked.connect(self.code_asked)
        self.link.clicked.connect(self.link_asked)
        self.preview.toggled.connect(self.preview_toggled)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _button(self, icon: str, name: str, tooltip: str) -> QPushButton:
        made = button("", kind="mini", tooltip=tooltip)
        made.setAccessibleName(name)
        made.setProperty("icon_name", icon)
        return made

    def show_length(self, characters: int) -> None:
        """Say how long the description is, once it is long enough to matter; a soft word where it is very long."""
        self._length.setVisible(characters >= COUNTED_FROM)
        if characters < COUNTED_FROM:
            return
        number = QLocale().toString(characters)
        is_long = characters >= LONG_FROM
        text = self.tr("%1 characters: a file may be better") if is_long else self.tr("%1 characters")
        said = fill(text, number)
        self._length.show_text(signed(said, "warn" if is_long else ""))
        self._length.setAccessibleName(said)
        kind = "warning" if is_long else "dim"
        if self._length.property("kind") != kind:
            self._length.setProperty("kind", kind)
            restyle(self._length)

    @property
    def length_text(self) -> str:
        """What is said of the length, or ""."""
        return self._length.accessibleName() if not self._length.isHidden() else ""

    @Slot()
    def _on_theme_changed(self) -> None:
        size_px = max(_SMALLEST_ICON_PX, self.fontMetrics().height())
        for made in (self.bold, self.list, self.code, self.link):
            name = f"md-{made.property('icon_name')}"
            made.setIcon(tinted_icon(name, self._theme.tokens, self.devicePixelRatioF(), size_px))
            made.setIconSize(QSize(size_px, size_px))


class AddedLine(QWidget):
    """One quiet line under the description about text that was dropped into it: it may become a code block.

    Signals:
        as_code_asked: It should.
        dismissed: It stays as it is.
    """

    as_code_asked = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel(self.tr("The dropped text was added as text."))
        self._words.setProperty("kind", "dim")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.as_code = button(self.tr("Make it code"), kind="small")
        self.leave = button(self.tr("Leave it as text"), kind="link")
        self.as_code.clicked.connect(self.as_code_asked)
        self.leave.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self.as_code)
        row.addWidget(self.leave)
