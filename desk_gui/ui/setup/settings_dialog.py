"""The settings: a list of sections on the left, the chosen one beside it, Save below."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desk_gui.outbox.events import CredentialsChanged
from desk_gui.system.settings import Settings
from desk_gui.ui.setup.section import Section
from desk_gui.ui.setup.section_account import AccountSection
from desk_gui.ui.setup.section_advanced import AdvancedSection
from desk_gui.ui.setup.section_looks import LooksSection
from desk_gui.ui.setup.sections import further_sections
from desk_gui.ui.style import button
from desk_gui.ui.theme import FOOT_SPACE, gaps

_S = TypeVar("_S", bound=Section)

_WIDTH_EM = 40
_HEIGHT_EM = 36
"""What the dialog wants, in heights of a line of text; never more than the screen has."""
_SCREEN_MARGIN = 60


class SettingsDialog(QDialog):
    """Collects settings and a key. The window passes them on; the keyring's answer comes back by `show_credentials`.

    Signals:
        settings_chosen: The Settings to keep.
        credentials_chosen: A SaveCredentials command.
        command_asked: Another Command, from a button in a section that acts at once.
    """

    settings_chosen = Signal(object)
    credentials_chosen = Signal(object)
    command_asked = Signal(object)

    def __init__(self, settings: Settings, *, is_practice: bool, parent: QWidget | None = None) -> None:
        """Build the dialog with the settings in use."""
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Desk GUI settings"))
        self.setModal(True)
        self.account = AccountSection(is_practice=is_practice)
        self.account.run_only_asked.connect(self._on_account_run_only_asked)
        self.sections: tuple[Section, ...] = (self.account, *further_sections())
        self._name_fields()
        self.save = button(self.tr("Save"), kind="primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save_clicked)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        for section in self.sections:
            section.show_settings(settings)
            section.command_asked.connect(self.command_asked)
        em = self.fontMetrics().height()
        self.resize(QSize(_WIDTH_EM * em, _HEIGHT_EM * em).boundedTo(self._room()))
        self.account.setFocus()

    def _name_fields(self) -> None:
        self.api_key, self.api_secret = self.account.api_key, self.account.api_secret
        self.base_url, self.key_state = self.account.base_url, self.account.key_state
        self.default_requester_id, self.submitter_id = self.account.default_requester_id, self.account.submitter_id
        self.appearance = self.section(LooksSection).appearance
        advanced = self.section(AdvancedSection)
        self.upload_path, self.upload_field = advanced.upload_path, advanced.upload_field
        self._fields = {**self.account.fields, **advanced.fields}

    def section(self, kind: type[_S]) -> _S:
        """Return the section of this class."""
        return next(section for section in self.sections if isinstance(section, kind))

    def _lay_out(self) -> None:
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.list.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.list.addItems([section.title for section in self.sections])
        self.pages = QStackedWidget()
        for section in self.sections:
            section.column.addStretch(1)
            self.pages.addWidget(_scrolling(section))
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        foot = QFrame()
        foot.setObjectName("footer")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(*gaps(20, FOOT_SPACE, 20, FOOT_SPACE))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list)
        body.addWidget(self.pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(body, 1)
        outer.addWidget(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the list again: only now the style sheet has said how high a line is."""
        super().showEvent(event)
        self.list.doItemsLayout()
        self.list.updateGeometry()
        # In languages with longer words a section may want more.
        widest = max(section.wanted_width() for section in self.sections)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        wanted = QSize(self.list.sizeHint().width() + widest + bar, self.height())
        self.resize(wanted.expandedTo(self.size()).boundedTo(self._room()))

    def _room(self) -> QSize:
        return self.screen().availableGeometry().size() - QSize(_SCREEN_MARGIN, _SCREEN_MARGIN)

    def show_section(self, section: Section) -> None:
        """Bring a section to the front."""
        self.list.setCurrentRow(self.sections.index(section))

    def show_credentials(self, event: CredentialsChanged) -> None:
        """Show what is known of the key; closes the dialog when that ends a Save."""
        is_kept = self.account.show_credentials(event)
        if is_kept is None:
            return
        self.save.setEnabled(True)
        if is_kept:
            self.accept()

    def receive(self, event: object) -> None:
        """Let every section see an event of the outbox."""
        for section in self.sections:
            section.receive(event)

    def _save(self, *, for_this_run_only: bool) -> None:
        wrong = [section for section in self.sections if section.problem()]
        if wrong:
            self.show_section(wrong[0])
            wrong[0].focus_problem()
            return
        settings = self._settings
        for section in self.sections:
            settings = section.changed(settings)
        self._settings = settings
        self.settings_chosen.emit(settings)
        command = self.account.take_key(settings, for_this_run_only=for_this_run_only)
        if command is None:
            self.accept()
            return
        self.save.setEnabled(False)
        self.credentials_chosen.emit(command)

    @Slot()
    def _on_save_clicked(self) -> None:
        self._save(for_this_run_only=False)

    @Slot()
    def _on_account_run_only_asked(self) -> None:
        self._save(for_this_run_only=True)


def _scrolling(section: Section) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setObjectName("form_scroll")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setWidget(section)
    return scroll
