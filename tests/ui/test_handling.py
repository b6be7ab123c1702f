"""What can be done with attached files, by mouse, key, menu and drag, in the real window on the real outbox."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.mimes import picture
from support.misbehaving import Misbehaving

from desk_gui.outbox.desk import AddFiles, Command, RetrievePortalFiles
from desk_gui.outbox.desk_files import SaveCopies
from desk_gui.outbox.events import PortalAnswered
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Settings
from desk_gui.ui.attachments.card_actions import KEYS, CardAction
from desk_gui.ui.attachments.card_drag import CARDS, DraggedFiles, place_at
from desk_gui.ui.attachments.cards import CardList
from desk_gui.ui.attachments.lines import Answer, Line
from desk_gui.ui.attachments.renaming import NameEditor
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import Theme

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as shown:
        yield shown


@pytest.fixture
def cards(desk: DeskWindow, tmp_path: Path) -> CardList:
    """Four pictures and a log, attached and copied; the keyboard is on the first."""
    paths = []
    for number, colour in enumerate(("red", "green", "blue", "black")):
        path = tmp_path / f"photo {number}.png"
        path.write_bytes(picture(colour))
        paths.append(path)
    (tmp_path / "visit.log").write_text("all well")
    attach(desk, *paths, tmp_path / "visit.log")
    made = desk.window.tray.cards
    made.go_to(0)
    return made


def attach(desk: DeskWindow, *paths: Path) -> None:
    desk.window.tray.take_paths(list(paths))
    desk.wait(lambda: all(one.is_copied for one in desk.window.tray.attachments()))


def names(desk: DeskWindow) -> list[str]:
    return [one.name for one in desk.window.tray.attachments()]


def choose(cards: CardList, *rows: int) -> None:
    cards.select([cards.files.attachments()[row].attachment_id for row in rows])


def line(desk: DeskWindow, about: str) -> Line:
    return next(one for one in desk.window.tray.lines.questions if about in one.sentence)


def send(desk: DeskWindow, server: Misbehaving, title: str) -> list[str]:
    """Submit what is in the form, and return the names that arrived, in order."""
    desk.window.form.title.setText(title)
    desk.window.form.requester_id.setText("contact_1")
    desk.window.submit()
    desk.wait_for_row(lambda row: row.state is State.CREATED and row.title == title)
    uploaded = {upload.file_url: upload.name for upload in server.uploads()}
    request = next(ticket["request"] for ticket in server.tickets() if ticket["request"]["title"] == title)
    return [uploaded[one["file_url"]] for one in request.get("attachments", ())]


def spooled(desk: DeskWindow) -> int:
    spool = desk.window.desk.spool_path("00" * 32).parent.parent
    return sum(1 for path in spool.glob("??/*"))


# --- names ------------------------------------------------------------------------------------------------------------


def name_field(cards: CardList) -> NameEditor:
    found = cards.viewport().findChild(NameEditor)
    assert isinstance(found, NameEditor)
    return found


def test_f2_names_a_file_and_keeps_its_ending(desk: DeskWindow, cards: CardList, server: Misbehaving) -> None:
    QTest.keyClick(cards, Qt.Key.Key_F2)
    field = name_field(cards)
    assert field.hasFocus()
    assert field.selectedText() == "photo 0"
    QTest.keyClicks(field, "Gate 3.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: names(desk)[0] == "Gate 3.5.png")
    assert cards.hasFocus()
    assert send(desk, server, "Named")[0] == "Gate 3.5.png"


def test_escape_leaves_a_name_and_leaving_the_field_keeps_it(desk: DeskWindow, cards: CardList) -> None:
    QTest.keyClick(cards, Qt.Key.Key_F2)
    QTest.keyClicks(name_field(cards), "no")
    QTest.keyClick(name_field(cards), Qt.Key.Key_Escape)
    QApplication.processEvents()
    QTest.keyClick(cards, Qt.Key.Key_F2)
    fields = [one for one in cards.viewport().findChildren(NameEditor) if one.isVisible()]
    QTest.keyClicks(fields[-1], "yes")
    desk.window.form.title.setFocus()
    desk.wait(lambda: names(desk)[0] == "yes.png")
    assert desk.window.form.title.hasFocus()


# --- order ------------------------------------------------------------------------------------------------------------


def test_keys_move_files_and_the_order_shown_is_the_order_sent(
    desk: DeskWindow, cards: CardList, server: Misbehaving
) -> None:
    choose(cards, 0, 2)
    QTest.keyClick(cards, Qt.Key.Key_Right, ALT)
    assert [name[-5:] for name in names(desk)] == ["1.png", "3.png", "0.png", "2.png", "t.log"]
    QTest.keyClick(cards, Qt.Key.Key_Up, ALT)
    assert [name[-5:] for name in names(desk)] == ["0.png", "2.png", "1.png", "3.png", "t.log"]
    assert [one.name for one in cards.selected_files()] == ["photo 0.png", "photo 2.png"]
    QTest.keyClick(cards, Qt.Key.Key_Left, ALT)
    QTest.keyClick(cards, Qt.Key.Key_Down, ALT)
    shown = names(desk)
    assert shown.index("photo 0.png") + 1 == shown.index("photo 2.png") >= 3
    assert send(desk, server, "Order") == shown


def test_a_card_dropped_elsewhere_in_the_tray_moves_there(desk: DeskWindow, cards: CardList) -> None:
    mime = DraggedFiles(cards.files.attachments()[2:3])
    area = cards.visualRect(cards.files.index(0, 0))
    drop(cards, mime, area.center() - QPoint(area.width() // 4, 0))
    assert names(desk)[:3] == ["photo 2.png", "photo 0.png", "photo 1.png"]
    assert desk.window.overlay is None or not desk.window.overlay.isVisible()
    row, mark = place_at(cards, area.center() + QPoint(area.width() // 4, 0))
    assert row == 1
    assert mark.width() == 3


def drop(cards: CardList, mime: QMimeData, at: QPoint) -> None:
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    viewport = cards.viewport()
    for event in (
        QDragEnterEvent(at, copy, mime, buttons, keys),
        QDragMoveEvent(at, copy, mime, buttons, keys),
        QDropEvent(QPointF(at), copy, mime, buttons, keys),
    ):
        QApplication.sendEvent(viewport, event)
        assert event.isAccepted()


def test_what_another_program_drags_is_left_to_the_window(desk: DeskWindow, cards: CardList) -> None:
    mime = QMimeData()
    mime.setData(CARDS, b"made up")
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(cards.viewport(), enter)
    assert desk.window.overlay is not None
    assert desk.window.overlay.isVisible()


# --- several, and removal ---------------------------------------------------------------------------------------------


def test_several_are_removed_and_come_back_with_their_keyboard(desk: DeskWindow, cards: CardList) -> None:
    before = desk.window.tray.attachments()
    QTest.keyClick(cards, Qt.Key.Key_A, CONTROL)
    assert len(cards.selected_files()) == 5
    choose(cards, 1, 3)
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert names(desk) == ["photo 0.png", "photo 2.png", "visit.log"]
    assert cards.currentIndex().row() == 1
    choose(cards, 0)
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert line(desk, "was removed").sentence == "“photo 0.png” was removed."
    QTest.keyClick(cards, Qt.Key.Key_Z, CONTROL)
    line(desk, "2 files were removed").buttons[Answer.UNDO].click()
    assert desk.window.tray.attachments() == before
    assert [one.name for one in cards.selected_files()] == ["photo 1.png", "photo 3.png"]
    assert cards.hasFocus()
    assert not desk.window.tray.lines.questions


def test_everything_removed_comes_back_from_the_button(desk: DeskWindow, cards: CardList, server: Misbehaving) -> None:
    QTest.keyClick(cards, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert desk.window.tray.add_files.hasFocus()
    desk.window.save_draft()
    QTest.keyClick(desk.window.tray.add_files, Qt.Key.Key_Z, CONTROL)
    assert len(names(desk)) == 5
    assert send(desk, server, "Back") == [f"photo {number}.png" for number in range(4)] + ["visit.log"]


def test_undo_ends_with_the_draft(desk: DeskWindow, cards: CardList) -> None:
    choose(cards, 0, 1)
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert spooled(desk) == 5
    desk.window.begin_another()
    assert not desk.window.tray.lines.questions
    desk.wait(lambda: spooled(desk) == 3)
    QTest.keyClick(desk.window.tray.add_files, Qt.Key.Key_Z, CONTROL)
    assert names(desk) == []


def test_a_copy_under_way_begins_again_after_an_undo(desk: DeskWindow, tmp_path: Path) -> None:
    large = tmp_path / "video.bin"
    with large.open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    desk.window.tray.take_paths([large])
    desk.window.tray.cards.removal_asked.emit([desk.window.tray.attachments()[0].attachment_id])
    assert names(desk) == []
    line(desk, "was removed").buttons[Answer.UNDO].click()
    assert names(desk) == ["video.bin"]
    desk.wait(lambda: desk.window.tray.attachments()[0].is_copied)


# --- a new ticket -----------------------------------------------------------------------------------------------------


def test_selected_files_go_to_a_new_ticket_that_opens(desk: DeskWindow, cards: CardList, server: Misbehaving) -> None:
    desk.window.form.title.setText("First")
    desk.window.form.requester_id.setText("contact_1")
    choose(cards, 1, 4)
    QTest.keyClick(cards, Qt.Key.Key_N, CONTROL | SHIFT)
    desk.wait(lambda: len(names(desk)) == 3)
    assert cards.hasFocus()
    moved = line(desk, "2 files moved to a new ticket")
    desk.wait(lambda: any(row.state is State.DRAFT and row.file_count == 2 for row in desk.window.tickets.rows()))
    first = desk.window.form.draft_id
    moved.buttons[Answer.OPEN].click()
    desk.wait(lambda: desk.window.form.draft_id != first)
    draft = desk.window.form.draft()
    assert (draft.title, draft.requester_id, names(desk)) == ("", "contact_1", ["photo 1.png", "visit.log"])
    assert send(desk, server, "Second") == ["photo 1.png", "visit.log"]


def test_what_is_still_copied_stays_and_that_is_said(desk: DeskWindow, cards: CardList, tmp_path: Path) -> None:
    large = tmp_path / "video.bin"
    with large.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    desk.window.tray.take_paths([large])
    choose(cards, 0, 5)
    desk.window.tray.handling.do(CardAction.MOVE)
    desk.window.form.title.setFocus()
    desk.wait(lambda: "photo 0.png" not in names(desk))
    assert desk.window.form.title.hasFocus(), "whoever types elsewhere by now is left there"
    assert names(desk)[-1] == "video.bin"
    assert any("still being copied" in one for one in desk.window.tray.lines.warnings)
    desk.wait(lambda: all(one.is_copied for one in desk.window.tray.attachments()))


# --- the menu ---------------------------------------------------------------------------------------------------------


def open_menu(cards: CardList) -> QMenu:
    QApplication.sendEvent(cards.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    return shown_menu(cards)


def shown_menu(cards: CardList) -> QMenu:
    return next(one for one in cards.findChildren(QMenu) if one.isVisible())


def entries(menu: QMenu) -> dict[CardAction, tuple[str, bool]]:
    return {one.data(): (one.text(), one.isEnabled()) for one in menu.actions() if not one.isSeparator()}


def test_the_menu_has_every_action_with_its_key(desk: DeskWindow, cards: CardList) -> None:
    menu = open_menu(cards)
    found = entries(menu)
    assert set(found) == set(CardAction) - {CardAction.ROW_EARLIER, CardAction.ROW_LATER, CardAction.UNDO}
    assert all(text.partition("\t")[2] for text, _ in found.values())
    assert found[CardAction.OPEN][0].startswith("Preview and mark up\t")
    assert not found[CardAction.EARLIER][1], "it is the first"
    assert not found[CardAction.REVERT][1], "it has not been edited"
    spoken = QAccessible.queryAccessibleInterface(menu)
    assert spoken.childCount() == len(menu.actions())
    menu.close()
    choose(cards, 3, 4)
    QTest.keyClick(cards, Qt.Key.Key_F10, SHIFT)
    menu = shown_menu(cards)
    found = entries(menu)
    assert [action for action, (_, is_enabled) in found.items() if not is_enabled] == [
        CardAction.OPEN,
        CardAction.HIDE,
        CardAction.RENAME,
        CardAction.LATER,
        CardAction.SMALLER,
        CardAction.REVERT,
    ]
    next(one for one in menu.actions() if one.data() is CardAction.REMOVE).trigger()
    menu.close()
    assert len(names(desk)) == 3
    assert CardAction.UNDO in entries(open_menu(cards))


def test_no_two_actions_share_a_key() -> None:
    keys = [key for shown in KEYS.values() for key in shown]
    assert len(keys) == len(set(keys))


def test_a_cards_description_says_how_to_reach_the_menu(cards: CardList) -> None:
    cell = QAccessible.queryAccessibleInterface(cards).child(0)
    assert "photo 0.png" in cell.text(QAccessible.Text.Name)
    assert "Shift+F10" in cell.text(QAccessible.Text.Description)


# --- other programs ---------------------------------------------------------------------------------------------------


def test_dragged_files_are_copies_under_their_names(desk: DeskWindow, cards: CardList, tmp_path: Path) -> None:
    begun: list[DraggedFiles] = []
    cards.copies_asked.connect(begun.append)
    choose(cards, 0, 1)
    cards.startDrag(Qt.DropAction.CopyAction)
    (dragged,) = begun
    assert dragged.hasUrls()
    assert dragged.urls() == [], "not ready yet, and nobody waits for it"
    assert dragged.was_asked
    desk.wait(lambda: bool(dragged.paths))
    assert [Path(url.toLocalFile()).name for url in dragged.urls()] == ["photo 0.png", "photo 1.png"]
    assert [Path(url.toLocalFile()).read_bytes() for url in dragged.urls()] == [picture("red"), picture("green")]
    assert (tmp_path / "data" / "lent") in dragged.paths[0].parents
    assert os.name != "posix" or dragged.paths[0].stat().st_mode & 0o777 == 0o600


def test_what_is_not_copied_yet_is_not_for_other_programs(desk: DeskWindow, tmp_path: Path) -> None:
    large = tmp_path / "video.bin"
    with large.open("wb") as file:
        file.truncate(5 * 1024 * 1024)
    desk.window.tray.take_paths([large])
    dragged = DraggedFiles(desk.window.tray.attachments())
    assert not dragged.hasUrls()
    assert dragged.hasFormat(CARDS)
    desk.wait(lambda: desk.window.tray.attachments()[0].is_copied)


def test_a_log_opens_elsewhere_only_when_asked_and_a_program_never(
    desk: DeskWindow, cards: CardList, tmp_path: Path
) -> None:
    opened: list[object] = []
    desk.window.tray.open_asked.disconnect()
    desk.window.tray.open_asked.connect(opened.append)
    choose(cards, 4)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert not opened
    line(desk, "opens in another program").buttons[Answer.OPEN].click()
    desk.wait(lambda: bool(opened))
    (path,) = opened
    assert isinstance(path, Path)
    assert (path.name, path.read_text()) == ("visit.log", "all well")
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    attach(desk, tmp_path / "setup.exe")
    choose(cards, 5)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert "could do harm" in desk.window.tray.lines.warnings[-1]
    assert not desk.window.tray.lines.questions


def test_a_copy_is_saved_and_that_is_said(desk: DeskWindow, cards: CardList, tmp_path: Path) -> None:
    target = tmp_path / "saved" / "gate.png"
    target.parent.mkdir()
    desk.window.tray.handling.asked.emit(SaveCopies(cards.files.attachments()[:1], target))
    desk.wait(target.exists)
    desk.wait(desk.window.strip.isVisible)
    assert target.read_bytes() == picture("red")


def test_typing_keys_in_the_name_do_nothing_to_the_card(desk: DeskWindow, cards: CardList) -> None:
    QTest.keyClick(cards, Qt.Key.Key_F2)
    field: QLineEdit = name_field(cards)
    before = len(names(desk))
    press: Callable[..., None] = QTest.keyClick
    press(field, Qt.Key.Key_Delete)
    press(field, Qt.Key.Key_Right, ALT)
    press(field, Qt.Key.Key_Z, CONTROL)
    assert (len(names(desk)), field.text()) == (before, "photo 0.png")


# --- the form around them ---------------------------------------------------------------------------------------------


def test_a_form_that_was_empty_for_a_moment_keeps_what_comes_next(
    desk: DeskWindow, cards: CardList, tmp_path: Path, server: Misbehaving
) -> None:
    desk.window.save_draft()
    QTest.keyClick(cards, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    desk.window.save_draft()
    (tmp_path / "later.txt").write_text("later")
    attach(desk, tmp_path / "later.txt")
    desk.window.form.title.setText("Half")
    desk.window.save_draft()
    assert send(desk, server, "Whole") == ["later.txt"]


class WrittenDown:
    """Stands where the outbox does, and keeps the commands."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        return Path(sha256)


def test_files_from_the_portal_go_to_the_draft_they_were_dropped_on(theme: Theme, qtbot: QtBot) -> None:
    desk = WrittenDown()
    window = MainWindow(desk, theme, Settings(), is_practice=False)
    qtbot.addWidget(window)
    first = window.form.draft_id
    window.tray.portal_key_found.emit("key")
    (asked,) = (one for one in desk.commands if isinstance(one, RetrievePortalFiles))
    window.begin_another()
    assert window.form.draft_id != first
    window.portal_answered(PortalAnswered(asked.request_id, (Path("/run/doc/a.png"), Path("/run/doc/b.png"))))
    (added,) = (one for one in desk.commands if isinstance(one, AddFiles))
    assert added.draft_id == first
    assert [source.path for source in added.sources] == [Path("/run/doc/a.png"), Path("/run/doc/b.png")]
    assert window.tray.attachments() == ()
    window.portal_answered(PortalAnswered(asked.request_id, (Path("/run/doc/a.png"),)))
    assert len([one for one in desk.commands if isinstance(one, AddFiles)]) == 1, "an answer counts once"
