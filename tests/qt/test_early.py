"""What is set by number means what Qt means by its name."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desk_gui.qt import early


def test_a_label_shows_plain_text_that_can_be_selected(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    early.set_early(label, early.PLAIN_TEXT)
    early.set_early(label, early.SELECTABLE_TEXT)
    early.set_early(label, early.NO_FOCUS)

    by_both = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.textInteractionFlags() == by_both
    assert label.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_an_area_does_not_scroll_sideways(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    early.set_early(area, early.NO_SIDEWAYS_BAR)

    assert area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@pytest.mark.parametrize(
    ("wish", "scheme"),
    [
        (early.BE_DARK, Qt.ColorScheme.Dark),
        (early.BE_LIGHT, Qt.ColorScheme.Light),
        (early.FOLLOW_SYSTEM, Qt.ColorScheme.Unknown),
    ],
)
def test_a_scheme_is_told_to_the_system(qapp: QApplication, wish: tuple[str, int], scheme: Qt.ColorScheme) -> None:
    assert wish[1] == scheme.value
    early.set_early(qapp.styleHints(), wish)  # Taken at least: without a desktop nobody listens.
    early.set_early(qapp.styleHints(), early.FOLLOW_SYSTEM)


def test_a_property_that_is_not_there_is_not_made(qapp: QApplication) -> None:
    with pytest.raises(AttributeError):
        early.set_early(QObject(qapp), early.PLAIN_TEXT)
