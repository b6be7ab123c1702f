"""Draws every window of `all_windows` into a folder, in one look, language and size of text. `pictures` starts it."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, QSize, Qt, QTimer, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from support.all_windows import ROWS, WINDOWS, Stage
from support.translated import translations

from desk_gui.app import make_application
from desk_gui.outbox.events import (
    ConnectionSeen,
    CredentialsChanged,
    CredentialState,
    DraftSubmitted,
    QueueCounted,
    TicketChanged,
    TicketsListed,
)
from desk_gui.qt.translation import use_language
from desk_gui.system.resources import resource_path
from desk_gui.system.settings import Person, Profile, Settings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import SMALLEST_TEXT_PT, Theme

_SETTLE_MS: Final = 150
_SMALL: Final = (1000, 600)
_PSEUDO: Final = "pseudo"


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def _speak(app: QApplication, language: str, folder: Path) -> None:
    """Put the texts into a language; the one called `pseudo` is longer by 40 %."""
    if language != _PSEUDO:
        use_language(app, resource_path("i18n"), language)
        return
    translator = QTranslator(app)
    if not translator.load(str(translations().write_pseudo(folder))):
        raise OSError("the pseudo-locale could not be loaded")
    app.installTranslator(translator)


def _drop_overlay(stage: Stage) -> QWidget:
    from desk_gui.ui.overlay import DropOverlay  # noqa: PLC0415 - as the program does

    window = WINDOWS["main, empty"](stage)
    window.resize(*_SMALL)
    window.show()
    _settle()
    DropOverlay(window).cover(window.rect())
    return window


def _capture_overlay(stage: Stage) -> QWidget:
    from desk_gui.ui.capture.aims import RegionAim  # noqa: PLC0415 - as the program does
    from desk_gui.ui.capture.overlay import Overlay  # noqa: PLC0415 - as above
    from desk_gui.ui.capture.shots import ScreenShot  # noqa: PLC0415 - as above

    image = QImage(str(resource_path("samples", "printer-error.png"))).scaled(*_SMALL)
    screen = QRect(0, 0, *_SMALL)
    aim = RegionAim(screen, QPoint(260, 180))
    aim.press(QPoint(260, 180))
    aim.move_to(QPoint(700, 470))
    made = Overlay(ScreenShot("screen", screen, 1.0, image, screen), aim, stage.theme.tokens)
    made.resize(*_SMALL)
    stage.made.append(made)
    return made


def _scrolled(name: str) -> Callable[[Stage], QWidget]:
    """Make a main window whose form is scrolled to its end once it has its size."""

    def make(stage: Stage) -> QWidget:
        window = WINDOWS[name](stage)
        assert isinstance(window, MainWindow)
        bar = window.form.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))
        return window

    return make


def _offline(stage: Stage) -> QWidget:
    window, receiver = stage.window()
    window.show()
    now = datetime.now(UTC)
    row = replace(ROWS[2], created_at=now, changed_at=now, next_try_at=now + timedelta(minutes=2))
    receiver.receive(CredentialsChanged("default", "https://x", CredentialState.STORED, "key"))
    receiver.receive(ConnectionSeen(now - timedelta(minutes=16), True, ""))
    receiver.receive(ConnectionSeen(now, False, "cannot_connect"))
    receiver.receive(QueueCounted(1, 0, 0, row.next_try_at))
    window.tickets.show_page(TicketsListed(0, 0, 1, (row,)))
    window.keeper.submitting = row.ticket
    receiver.receive(DraftSubmitted(row))
    receiver.receive(TicketChanged(row))
    return window


def _people(stage: Stage) -> QWidget:
    people = (Person("Maria Gonzalez", "u_1"), Person("Ben", "u_2"))
    profile = Profile(submitter_id="u_1", people=people)
    window, _ = stage.window()
    window.show()
    window.use_settings(Settings(profiles=(profile, Profile("north"))))
    return window


def _large(stage: Stage) -> QWidget:
    stage.set_large(is_large=True)
    return WINDOWS["main, tickets of every kind"](stage)


def _about(stage: Stage) -> QWidget:
    window, _ = stage.window()
    window.show()
    window.window_actions.about.trigger()
    return [one for one in window.findChildren(QDialog) if one.isVisible()][-1]


FURTHER: Final = {
    "drop overlay": _drop_overlay,
    "capture overlay": _capture_overlay,
    "main, offline": _offline,
    "main, people and profiles": _people,
    "main, more fields, their end": _scrolled("main, more fields"),
    "main, fields of a schema, their end": _scrolled("main, fields of a schema"),
    "main, large controls": _large,
    "about": _about,
}
"""What covers a window or the screen, and states that are the same widgets again; only pictures of them are wanted."""

_WIDTHS: Final = {"main, tickets as a tab": 860}
"""Of windows that are narrower in every picture, in device-independent pixels."""


def draw(app: QApplication, theme: Theme, name: str, size: QSize, folder: Path) -> Path:
    """Draw one window; return the picture."""
    with tempfile.TemporaryDirectory() as files:
        stage = Stage(app, theme, Path(files))
        window = (WINDOWS | FURTHER)[name](stage)
        if not window.isVisible() and not window.testAttribute(Qt.WidgetAttribute.WA_Resized):
            window.adjustSize()
        window.resize(size if name.startswith("main") else window.size().boundedTo(size))
        window.resize(min(window.width(), _WIDTHS.get(name, window.width())), window.height())
        if not window.isVisible():
            window.show()
        _settle()
        picture = folder / f"{name.replace(', ', '-').replace(' ', '_')}.png"
        if not window.grab().save(str(picture)):
            raise OSError(f"{picture} could not be written")
        for one in (*app.topLevelWidgets(), *stage.made):
            one.hide()
        for one in stage.made:
            one.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        theme.set_large(is_large=False)
    return picture


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--look", default="light")
    parser.add_argument("--language", default="en", help="a code, or `pseudo` for texts that are 40 %% longer")
    parser.add_argument("--times", type=float, default=1.0, help="how much larger the text is")
    parser.add_argument("--size", default="1180x720")
    parser.add_argument("--only", default="", help="what the windows' names begin with")
    said = parser.parse_args(arguments)
    said.folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(number) for number in said.size.split("x"))
    app = make_application(["pictures"])
    font = app.font()
    font.setPointSizeF(SMALLEST_TEXT_PT * said.times)
    app.setFont(font)
    with tempfile.TemporaryDirectory() as files:
        _speak(app, said.language, Path(files))
    theme = Theme(app, said.look)
    theme.dress()
    for name in WINDOWS | FURTHER:
        if name.startswith(said.only):
            draw(app, theme, name, QSize(width, height), said.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
