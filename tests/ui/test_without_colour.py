"""No meaning by colour alone: what differs in meaning differs once every colour is only as bright as it is.

Each pair is rendered, and its pixels are compared by luminance, as WCAG 2.2 measures it (1.4.1, 1.4.11): a word, a
sign, a weight or an edge changes pixels by 3:1 and more, a tint or another hue does not.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, QSignalBlocker
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.all_windows import DRAFT, NOW, ROWS, WINDOWS, Stage
from support.clipping import described
from support.contrast import Picture, contrast

from desk_gui.outbox.draft import Note
from desk_gui.outbox.events import ConnectionSeen, CredentialState, TicketsListed
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.system.resources import resource_path
from desk_gui.ui.attachments.notes import notes_text
from desk_gui.ui.editor.editor_window import EditorWindow
from desk_gui.ui.editor.tools import Tool
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.form.quiet_line import QuietLine
from desk_gui.ui.header import Header
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.strip import Strip
from desk_gui.ui.theme import DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, LIGHT, Tokens, style_sheet

LOOKS = ("light", "dark", "high_contrast")
RATIO = 3
"""Pixels to each device-independent one, as they are rendered here."""

PART = 3.0
"""By so much a pixel must become lighter or darker to count: what WCAG asks of anything but text."""

LEAST = 8 * RATIO**2
"""So many pixels tell two meanings apart: a stroke of 8 device-independent pixels, which is less than a letter."""

OFF = 1.4
"""What cannot be used steps back as a whole: its text is another grey."""

MAY_BE_OFF = (None, "small", "mini", "flat", "tool")
"""Kinds of buttons that the program greys out now and then; the others are there, or they are not."""

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


def told_apart(one: list[int], other: list[int], *, ratio: float = PART) -> int:
    """Count the pixels that differ without their colour."""
    assert len(one) == len(other)
    return sum(a != b and contrast(a, b) >= ratio for a, b in zip(one, other, strict=True))


def rendered(widget: QWidget, area: QRect | None = None) -> list[int]:
    area = widget.rect() if area is None else area
    return Picture.of(widget, area, RATIO).pixels(area)


def painted(view: QAbstractItemView, row: int, *, is_selected: bool, size: QRect) -> list[int]:
    """Paint a row of a list as the view does, without the focus."""
    index = view.model().index(row, 0)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = size
    option.state &= ~QStyle.StateFlag.State_HasFocus
    if is_selected:
        option.state |= QStyle.StateFlag.State_Selected
    image = QImage(size.size() * RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    image.fill(view.palette().base().color())
    painter = QPainter(image)
    view.itemDelegateForIndex(index).paint(painter, option, index)
    painter.end()
    return Picture(image, QPoint(0, 0)).pixels(size)


def show(stage: Stage, name: str, qtbot: QtBot) -> QWidget:
    window = WINDOWS[name](stage)
    if name.startswith("main"):
        window.resize(1180, 860)
    window.show()
    qtbot.waitUntil(window.isVisible)
    if isinstance(window, EditorWindow):
        qtbot.waitUntil(window.rail.isEnabled)
        window.rail.buttons[Tool.PEN].click()  # Which has a colour and a width.
    for _ in range(3):
        QApplication.processEvents()
    return window


# --- what is chosen, in every window ----------------------------------------------------------------------------------


def faults_of(window: QWidget) -> list[str]:
    """Say what of a window, chosen or not, on or off, looks the same without colour."""
    return [*_checkable(window), *_rows(window), *_tabs(window), *_entries(window), *_disabled(window)]


def _checkable(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isCheckable():
            continue
        if (group := button.group()) is not None:
            group.setExclusive(False)
        was_checked = button.isChecked()
        with QSignalBlocker(button):
            pictures = []
            for is_checked in (False, True):
                button.setChecked(is_checked)
                pictures.append(rendered(button))
            button.setChecked(was_checked)
        # A fold says it by what it shows below.
        if told_apart(*pictures) < LEAST and button.property("kind") != "fold":
            yield f"{described(button)}: chosen or not"


def _rows(window: QWidget) -> Iterator[str]:
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None or isinstance(view.parentWidget(), QComboBox):
            continue
        for row in range(min(3, model.rowCount())):
            index = model.index(row, 0)
            if not model.flags(index) & model.flags(index).ItemIsSelectable:
                continue
            size = QRect(0, 0, min(400, view.viewport().width()), view.sizeHintForIndex(index).height())
            pictures = [painted(view, row, is_selected=is_selected, size=size) for is_selected in (False, True)]
            if told_apart(*pictures) < LEAST:
                yield f"row {row} of {view.objectName() or described(view)}: chosen or not"


def _tabs(window: QWidget) -> Iterator[str]:
    for bar in window.findChildren(QTabBar):
        if bar.isVisible() and bar.count() > 1:
            with QSignalBlocker(bar):
                now, pictures = bar.currentIndex(), []
                for number in (0, 1):
                    bar.setCurrentIndex(number)
                    pictures.append(rendered(bar, bar.tabRect(0)))
                bar.setCurrentIndex(now)
            if told_apart(*pictures) < LEAST:
                yield "tabs: chosen or not"


def _entries(window: QWidget) -> Iterator[str]:
    for entry in window.actions() if isinstance(window, QMenu) else ():
        assert isinstance(window, QMenu)
        if entry.isSeparator() or not entry.isEnabled():
            continue
        pictures = []
        for action in (entry, None):
            window.setActiveAction(action)  # type: ignore[arg-type]  # None is documented; the stubs forget it
            pictures.append(rendered(window, window.actionGeometry(entry)))
        if told_apart(*pictures) < LEAST:
            yield f"entry {entry.text()!r}: where the keyboard is"


def _disabled(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QPushButton):
        is_told = button.isVisible() and button.text() and not button.isChecked()
        if is_told and button.property("kind") in MAY_BE_OFF:
            was_enabled, pictures = button.isEnabled(), []
            for is_enabled in (False, True):
                button.setEnabled(is_enabled)
                pictures.append(rendered(button))
            button.setEnabled(was_enabled)
            if told_apart(*pictures, ratio=OFF) < LEAST:
                yield f"{described(button)}: can be pressed or not"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", WINDOWS)
def test_what_is_chosen_is_seen_without_colour(
    make_stage: Callable[[str], Stage], name: str, look: str, qtbot: QtBot
) -> None:
    window = show(make_stage(look), name, qtbot)
    faults = faults_of(window)
    assert not faults, "\n".join(faults)


# --- where a ticket stands --------------------------------------------------------------------------------------------


def ticket_rows() -> Iterator[TicketRow]:
    """One ticket of every meaning, alike in all else."""
    alike = replace(ROWS[-1], created_at=NOW, ticket_id="", trouble="", words="", hold=Hold.NONE, next_try_at=None)
    for state in State:
        for hold in (Hold.NONE, Hold.UNDO, Hold.HANDED_OVER, Hold.BACKOFF) if state is State.QUEUED else (Hold.NONE,):
            yield replace(alike, state=state, hold=hold)


@pytest.mark.parametrize("look", LOOKS)
def test_states_of_a_ticket_are_told_apart_by_their_sign_or_their_first_words(
    make_stage: Callable[[str], Stage], look: str, qtbot: QtBot
) -> None:
    window = show(make_stage(look), "main, tickets of every kind", qtbot)
    assert isinstance(window, MainWindow)
    rows = tuple(ticket_rows())
    assert len(rows) == len(State) + 3
    pictures: dict[str, list[int]] = {}
    for row in rows:
        window.tickets.show_page(TicketsListed(0, 0, 1, (row,)))
        view = window.tickets.list
        # The line below the title, as far as the shortest of the words goes: the sentence behind them does not help.
        place = view.tickets.line_of(row.ticket)
        pixels = painted(view, place, is_selected=False, size=QRect(0, 0, 400, 90))
        pictures[f"{row.state.name} {row.hold.name}"] = cut(pixels, 400, QRect(14, 24, 66, 24))
    alike = [pair for pair in combinations(pictures, 2) if told_apart(*(pictures[one] for one in pair)) < LEAST]
    assert not alike


def cut(pixels: list[int], width: int, area: QRect) -> list[int]:
    """Return a part of a picture; width and area in device-independent pixels."""
    rows = range(area.top() * RATIO, (area.bottom() + 1) * RATIO)
    columns = slice(area.left() * RATIO, (area.right() + 1) * RATIO)
    return [pixel for y in rows for pixel in pixels[y * width * RATIO : (y + 1) * width * RATIO][columns]]


# --- what is wrong, and what is special -------------------------------------------------------------------------------


def label_of(widget: QWidget, text: str) -> QLabel:
    return next(one for one in widget.findChildren(QLabel) if text in one.text())


@pytest.mark.parametrize("look", LOOKS)
def test_a_mistake_a_warning_and_a_hint_are_told_apart_by_a_sign(
    make_stage: Callable[[str], Stage], look: str, qtbot: QtBot
) -> None:
    make_stage(look)
    holder = QWidget()
    qtbot.addWidget(holder)
    field, warning, hint = Field("Title", line_edit()), QuietLine(kind="warning"), QuietLine()
    sentence = "The same words."
    field.set_error(sentence)
    warning.say(sentence)
    hint.say(sentence)
    pictures = {}
    for name, widget in (("mistake", field), ("warning", warning), ("hint", hint)):
        widget.setParent(holder)
        widget.resize(300, 90)
        widget.show()
        holder.show()
        label = label_of(widget, sentence)
        label.setFixedSize(200, 20)
        pictures[name] = rendered(label)
    alike = [pair for pair in combinations(pictures, 2) if told_apart(*(pictures[one] for one in pair)) < LEAST]
    assert not alike
    assert (field.error, warning.sentence, hint.sentence) == (sentence, sentence, sentence)


@pytest.mark.parametrize("look", LOOKS)
def test_a_field_with_a_mistake_says_so_below_it(make_stage: Callable[[str], Stage], look: str, qtbot: QtBot) -> None:
    window = show(make_stage(look), "main, errors", qtbot)
    wrong = [one for one in window.findChildren(Field) if one.isVisible() and one.editor.property("wrong")]
    assert len(wrong) == 2
    for field in wrong:
        label = label_of(field, field.error)
        before = rendered(label)
        label.setText("")
        assert told_apart(before, rendered(label)) >= 20 * LEAST


@pytest.mark.parametrize("look", LOOKS)
def test_practice_and_a_broken_connection_are_seen_without_colour(
    make_stage: Callable[[str], Stage], look: str, qtbot: QtBot
) -> None:
    stage = make_stage(look)
    top = QRect(0, 0, 1180, 100)
    usual, practice = show(stage, "main, empty", qtbot), show(stage, "main, practice", qtbot)
    for window in (usual, practice):
        window.setFocus()  # The ring around a field is no banner.
    assert told_apart(rendered(usual, top), rendered(practice, top)) >= 50 * LEAST
    assert isinstance(usual, MainWindow)
    pictures = {}
    for name, event in (
        ("reached", ConnectionSeen(NOW, True)),
        ("not reached", ConnectionSeen(NOW, False, "cannot_connect")),
        ("key locked", CredentialState.LOCKED),
    ):
        header = Header()
        qtbot.addWidget(header)
        header.resize(1180, 50)
        if isinstance(event, ConnectionSeen):
            header.show_connection(event)
        else:
            header.show_key(event)
        header.show()
        pictures[name] = rendered(header)
    for one, other in combinations(pictures, 2):
        assert told_apart(pictures[one], pictures[other]) >= 5 * LEAST, (one, other)


@pytest.mark.parametrize("look", LOOKS)
def test_good_and_bad_news_are_told_apart_by_a_sign(
    make_stage: Callable[[str], Stage], look: str, qtbot: QtBot
) -> None:
    make_stage(look)
    pictures = {}
    for tone in ("ok", "warn", "plain"):
        strip = Strip()
        qtbot.addWidget(strip)
        strip.resize(600, 40)
        strip.say("The same words.", tone=tone)
        pictures[tone] = rendered(strip)
        assert strip.accessibleName() == "The same words."
    alike = [pair for pair in combinations(pictures, 2) if told_apart(*(pictures[one] for one in pair)) < LEAST]
    assert not alike


def test_what_was_done_to_a_file_has_words_of_its_own() -> None:
    words = {note: notes_text(replace(DRAFT.attachments[0], notes=(note,))) for note in Note}
    assert all(words.values())
    assert len(set(words.values())) == len(Note)


# --- the measuring itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT])
def test_a_hue_of_the_same_brightness_is_not_enough(tokens: Tokens) -> None:
    """The chosen ground stands out by its bar; its tint, and good or bad in another hue, would not do."""
    colours = {name: int(getattr(tokens, name)[1:], 16) for name in ("ok", "bad", "warn", "panel", "soft")}
    assert contrast(colours["ok"], colours["bad"]) < PART
    assert contrast(colours["warn"], colours["bad"]) < PART


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('QPushButton[kind="choice"]:checked { background: @chosen; font-weight: 400; }', "'High': chosen or not"),
        ("QPushButton#recent:checked { background: @chosen; }", "'Recent': chosen or not"),
        ("QTabBar::tab:selected { border: 2px solid transparent; color: @dim; }", "tabs: chosen or not"),
        ('QPushButton[kind="small"]:disabled { color: @ink; border-color: @border; }', "'New': can be pressed or not"),
    ],
)
def test_a_broken_rule_is_found(make_stage: Callable[[str], Stage], rule: str, says: str, qtbot: QtBot) -> None:
    stage = make_stage("light")
    template = resource_path("styles", "desk.qss").read_text(encoding="utf-8")
    stage.app.setStyleSheet(style_sheet(template + rule, LIGHT, stage.app.font()))
    window = show(stage, "main, tickets as a tab" if "tabs" in says else "main, tickets of every kind", qtbot)
    if "tabs" in says:
        window.resize(700, 600)
        QApplication.processEvents()
    assert [fault for fault in faults_of(window) if says in fault]
