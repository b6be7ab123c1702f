"""Every window in every look: texts at least 4.5:1, borders of fields and the focus ring 3:1, on rendered pixels."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot
from support.all_windows import WINDOWS, Stage
from support.contrast import contrast, faults_of_borders, faults_of_rings, faults_of_rows, faults_of_texts

from desk_gui.system.resources import resource_path
from desk_gui.ui.setup.settings_dialog import SettingsDialog
from desk_gui.ui.theme import (
    DARK,
    HIGH_CONTRAST,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    SystemLook,
    Tokens,
    style_sheet,
    tokens_for,
)

LOOKS = ("light", "dark", "high_contrast")


def show(stage: Stage, name: str, qtbot: QtBot) -> QWidget:
    window = WINDOWS[name](stage)
    if name.startswith("main"):
        window.resize(1180, 860)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", WINDOWS)
def test_texts_borders_and_rings_stand_out(
    make_stage: Callable[[str], Stage], name: str, look: str, qtbot: QtBot
) -> None:
    stage = make_stage(look)
    window = show(stage, name, qtbot)
    faults = [*faults_of_texts(window), *faults_of_borders(window), *faults_of_rings(window)]
    tokens = stage.theme.tokens
    not_text = frozenset(int(one[1:], 16) for one in (tokens.soft, tokens.line, tokens.panel, tokens.background))
    for view in window.findChildren(QListView):
        if view.isVisible():
            faults += faults_of_rows(view, not_text=not_text)
    assert not faults, "\n".join(faults)


def test_lists_are_looked_at(make_stage: Callable[[str], Stage], qtbot: QtBot) -> None:
    window = show(make_stage("light"), "main, tickets of every kind", qtbot)
    shown = {view.objectName() for view in window.findChildren(QListView) if view.isVisible()}
    assert {"ticket_list", "cards"} <= shown
    cards = window.findChild(QListView, "cards")
    assert isinstance(cards, QListView)
    assert faults_of_rows(cards), "the colours that are no text are found where they are not left out"


def test_every_section_of_the_settings_is_looked_at(make_stage: Callable[[str], Stage], qtbot: QtBot) -> None:
    dialog = show(make_stage("light"), "settings, section 1", qtbot)
    assert isinstance(dialog, SettingsDialog)
    assert f"settings, section {len(dialog.sections)}" in WINDOWS


# --- the tokens -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT])
def test_tokens_stand_out_on_each_other(tokens: Tokens) -> None:
    def ratio(one: str, other: str) -> float:
        return contrast(int(one[1:], 16), int(other[1:], 16))

    grounds = (tokens.background, tokens.panel, tokens.soft)
    texts = (tokens.ink, tokens.dim, tokens.accent, tokens.ok, tokens.warn, tokens.bad)
    pairs = [(text, ground) for text in texts for ground in grounds]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_hover)]
    pairs += [(tokens.on_chosen, tokens.chosen), (tokens.ok, tokens.ok_soft), (tokens.warn, tokens.warn_soft)]
    assert not [pair for pair in pairs if ratio(*pair) < 4.5]
    parts = [(part, ground) for part in (tokens.border, tokens.ring) for ground in grounds]
    parts += [(tokens.ring, tokens.chosen)]
    assert not [pair for pair in parts if ratio(*pair) < 3]


@pytest.mark.parametrize(
    ("appearance", "is_dark", "wants_contrast", "expected"),
    [
        ("system", False, False, LIGHT),
        ("system", True, False, DARK),
        ("system", False, True, HIGH_CONTRAST_LIGHT),
        ("system", True, True, HIGH_CONTRAST),
        ("light", True, True, LIGHT),
        ("dark", False, True, DARK),
        ("high_contrast", False, False, HIGH_CONTRAST),
    ],
)
def test_look_follows_the_setting_then_the_system(
    appearance: str, expected: Tokens, *, is_dark: bool, wants_contrast: bool
) -> None:
    assert tokens_for(appearance, SystemLook(is_dark, wants_contrast)) is expected


# --- the measuring itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"dim": "#9aa5b1"}, "on #ffffff is"),
        ({"dim": "#ffffff"}, "is 1.00:1"),
        ({"border": "#d5dae1"}, "its border is"),
        ({"ring": "#d5dae1"}, "tell that it has the focus"),
    ],
    ids=["pale", "invisible", "border", "ring"],
)
def test_a_broken_token_is_found(
    make_stage: Callable[[str], Stage], change: dict[str, str], says: str, qtbot: QtBot
) -> None:
    stage = make_stage("light")
    template = resource_path("styles", "desk.qss").read_text(encoding="utf-8")
    stage.app.setStyleSheet(style_sheet(template, LIGHT._replace(**change), stage.app.font()))
    window = show(stage, "main, empty", qtbot)
    faults = [*faults_of_texts(window), *faults_of_borders(window), *faults_of_rings(window)]
    assert [fault for fault in faults if says in fault], faults
