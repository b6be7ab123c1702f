"""With every text 40 % longer, nothing in any window is cut off or covered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.all_windows import DRAFT, WINDOWS, Stage
from support.clipping import controls_of, faults_of, sideways_of
from support.translated import translations

from desk_gui.ui.theme import Theme

SETTLE_MS = 2_000
SIZES = (QSize(1366, 768), QSize(1180, 720), QSize(1024, 600))
"""With large controls, the second leaves both panes of the main window next to nothing to spare."""


@pytest.fixture(scope="module")
def pseudo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pseudo-locale of the texts as they are now."""
    made = translations().write_pseudo(tmp_path_factory.mktemp("pseudo"))
    assert isinstance(made, Path)
    return made


@pytest.fixture
def pseudo(qapp: QApplication, pseudo_file: Path) -> Iterator[None]:
    translator = QTranslator(qapp)
    assert translator.load(str(pseudo_file))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    translator.deleteLater()


@pytest.fixture
def stage(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, theme, tmp_path)
    yield made
    theme.set_large(is_large=False)
    for window in (*qapp.topLevelWidgets(), *made.made):
        window.hide()
    for window in made.made:
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# The offscreen platform has no keyboard to grab for a popup.
@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large controls"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("name", WINDOWS)
def test_nothing_is_cut_off_or_covered(stage: Stage, name: str, size: QSize, qtbot: QtBot, *, is_large: bool) -> None:
    stage.set_large(is_large=is_large)
    window = WINDOWS[name](stage)
    # A window manager gives a large window what there is, and a dialog no more than that.
    is_large = name.startswith(("main", "editor"))
    window.show()
    qtbot.waitUntil(window.isVisible)
    window.resize(size if is_large else window.size().boundedTo(size))
    QApplication.processEvents()
    assert window.width() <= size.width()
    assert window.height() <= size.height()

    def look() -> None:
        assert controls_of(window) or isinstance(window, QMenu) or name == "countdown"
        assert faults_of(window) == []

    # Folders are counted and pictures decoded behind the window: what they change is laid out a moment later.
    qtbot.waitUntil(look, timeout=SETTLE_MS)


DIALOGS_WITH_FIELDS = [name for name in WINDOWS if name.startswith(("settings", "templates, managed"))]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large controls"])
@pytest.mark.parametrize("name", DIALOGS_WITH_FIELDS)
def test_at_800_pixels_nothing_goes_sideways(stage: Stage, name: str, qtbot: QtBot, *, is_large: bool) -> None:
    stage.set_large(is_large=is_large)
    window = WINDOWS[name](stage)
    window.show()
    qtbot.waitUntil(window.isVisible)
    window.resize(window.size().boundedTo(QSize(800, 600)))
    for _ in range(3):
        QApplication.processEvents()
    assert window.width() <= 800
    assert sideways_of(window) == []


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large controls"])
@pytest.mark.parametrize("width_px", [1366, 1180, 1024, 800])
def test_no_card_is_wider_than_the_tray(stage: Stage, width_px: int, qtbot: QtBot, *, is_large: bool) -> None:
    stage.set_large(is_large=is_large)
    window, _ = stage.window()
    window.open_draft(DRAFT, is_saved=True)
    window.resize(width_px, 720)
    window.show()
    qtbot.waitUntil(window.isVisible)
    for _ in range(3):
        QApplication.processEvents()
    cards = window.tray.cards
    room = cards.viewport().rect()
    places = [cards.visualRect(cards.files.index(row, 0)) for row in range(cards.files.rowCount())]
    assert places
    for place in places:
        assert place.isValid()
        assert room.left() <= place.left()
        assert place.right() <= room.right()


@pytest.mark.parametrize(
    "kind",
    ["narrow label", "narrow button", "low label", "covered"],
)
def test_the_search_finds_what_it_looks_for(qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    label, button = QLabel("A text of some length", window), QPushButton("Another text", window)
    label.setGeometry(10, 10, 300, 30)
    button.setGeometry(10, 80, 300, 40)
    match kind:
        case "narrow label":
            label.resize(30, 30)
        case "narrow button":
            button.resize(30, 40)
        case "low label":
            label.setWordWrap(True)
            label.resize(60, 15)
        case "covered":
            button.move(20, 15)
    window.show()
    assert faults_of(window)


def test_the_search_has_nothing_against_a_layout(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(QLabel("A text"))
    row.addWidget(QPushButton("Another"), 0, Qt.AlignmentFlag.AlignTop)
    window.show()
    assert faults_of(window) == []
