"""Draws every window of `all_windows` into a folder, in one look, language and size of text. `pictures` starts it."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QSize, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from support.all_windows import WINDOWS, Stage
from support.translated import translations

from desk_gui.app import make_application
from desk_gui.qt.translation import use_language
from desk_gui.system.resources import resource_path
from desk_gui.ui.theme import SMALLEST_TEXT_PT, Theme

_SETTLE_MS: Final = 150
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


def draw(app: QApplication, theme: Theme, name: str, size: QSize, folder: Path) -> Path:
    """Draw one window; return the picture."""
    with tempfile.TemporaryDirectory() as files:
        stage = Stage(app, theme, Path(files))
        window = WINDOWS[name](stage)
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
    for name in WINDOWS:
        if name.startswith(said.only):
            draw(app, theme, name, QSize(width, height), said.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
