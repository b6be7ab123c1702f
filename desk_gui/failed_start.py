"""Why there is no window, in a box for whoever double-clicked. Imported where a start fails, and nowhere else."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desk_gui.cli import Options
from desk_gui.parts import data_dir_of
from desk_gui.qt.translation import use_language
from desk_gui.system.resources import resource_path
from desk_gui.system.settings import read_language
from desk_gui.ui.words import translated

_BOX_MS: Final = 6_000
"""The box closes by itself, so that a script that started the program is not held up."""


def make_box(app: QApplication, options: Options, sentences: tuple[str, ...]) -> QMessageBox:
    """Return the box, not shown yet, in the language that the settings name, as far as they can be read.

    Args:
        app: Speaks that language from now on.
        options: They say whose settings.
        sentences: What happened and what to do.
    """
    use_language(app, resource_path("i18n"), read_language(data_dir_of(options).settings))
    box = QMessageBox(QMessageBox.Icon.Warning, "Desk GUI", "\n".join(map(translated, sentences)))
    # A path or a name in it may look like HTML.
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box


def tell(app: QApplication, options: Options, sentences: tuple[str, ...]) -> None:
    """Show the box and wait for its end."""
    box = make_box(app, options, sentences)
    QTimer.singleShot(_BOX_MS, box.reject)
    box.finished.connect(app.quit)
    box.show()
    app.exec()
