"""Draws every window of `all_windows` into a folder, in one look, language and size of text. `pictures` starts it."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, QSize, QTimer, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from support.all_windows import WINDOWS, Stage
from support.translated import translations

from desk_gui.app import make_application
from desk_gui.qt.translation import use_language
from desk_gui.system.resources import resource_path
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
    stage.made.append(made)
    return made


FURTHER: Final = {"drop overlay": _drop_overlay, "capture overlay": _capture_overlay}
"""What covers a window or the screen; pictures are all that is wanted of it."""


def draw(app: QApplication, theme: Theme, name: str, size: QSize, folder: Path) -> Path:
    """Draw one window; return the picture."""
    with tempfile.TemporaryDirectory() as files:
        stage = Stage(app, theme, Path(files))
        window = (WINDOWS | FURTHER)[name](stage)
        window.resize(size if name.startswith("main") else window.size().boundedTo(size))
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
