"""What widget tests share: the theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desk_gui.ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    made.dress()
    yield made
    made.setParent(None)
    made.deleteLater()
    qapp.setStyleSheet("")
