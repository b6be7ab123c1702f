"""The main job in the real window, on the real outbox, against a LiveDesk on loopback that sometimes misbehaves."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.drafts import EXAMPLE_DRAFT
from support.misbehaving import Fault, Misbehaving
from support.page_example import PAGE_EXAMPLE

from desk_gui.outbox.desk import SaveSettings
from desk_gui.outbox.draft import Field
from desk_gui.outbox.tickets import Hold, State
from desk_gui.ui.editor.editor_window import EditorWindow
from desk_gui.ui.tickets.arrived_dialog import ArrivedDialog


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as shown:
        yield shown


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    path = tmp_path / "Fehler Ü 1.png"
    assert image.save(str(path))
    return path


def _drop(window: QWidget, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(50, 50), either, mime, left, no_keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert enter.dropAction() is Qt.DropAction.CopyAction, "a dropped file is never moved"
    drop = QDropEvent(QPointF(50, 50), either, mime, left, no_keys)
    QApplication.sendEvent(window, drop)
    assert drop.dropAction() is Qt.DropAction.CopyAction


def _press_submit(desk: DeskWindow) -> None:
    QTest.keyClick(desk.window.form.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _fill(desk: DeskWindow, title: str = "Printer jam") -> None:
    desk.window.form.title.setText(title)
    desk.window.form.requester_id.setText("contact_12345")


def _row_button(desk: DeskWindow, text: str) -> QPushButton:
    def found() -> list[QPushButton]:
        buttons = desk.window.tickets.list.findChildren(QPushButton)
        return [button for button in buttons if button.text() == text and button.isVisible()]

    desk.wait(lambda: bool(found()))
    return found()[0]


def _choose_more(desk: DeskWindow, text: str) -> None:
    menu = _row_button(desk, "More").menu()
    next(entry for entry in menu.actions() if entry.text().partition("\t")[0] == text).trigger()


def test_a_screenshot_a_title_and_ctrl_enter_give_a_ticket_id(
    desk: DeskWindow, server: Misbehaving, screenshot: Path
) -> None:
    _drop(desk.window, screenshot)
    _fill(desk)
    _press_submit(desk)
    row = desk.wait_for_row(lambda row: row.state is State.CREATED)
    (upload,) = server.uploads()
    (ticket,) = server.tickets()
    assert upload.sha256 == hashlib.sha256(screenshot.read_bytes()).hexdigest()
    assert upload.name == screenshot.name
    assert row.ticket_id == ticket["ticket_id"]
    assert desk.window.strip.ticket_id == row.ticket_id
    assert ticket["request"]["attachments"] == [{"file_url": upload.file_url}]
    assert desk.window.form.draft().is_blank, "the form is free for the next ticket"
    desk.window.strip.copy.click()
    assert QGuiApplication.clipboard().text() == row.ticket_id


@pytest.mark.parametrize("reference_field", ["", "desk_gui_reference"])
def test_the_pages_example_arrives_key_for_key(
    desk: DeskWindow, server: Misbehaving, screenshot: Path, reference_field: str
) -> None:
    settings = desk.window.settings
    profile = replace(settings.active, reference_field=reference_field)
    desk.window.desk.do(SaveSettings(settings.with_profile(profile)))
    desk.window.open_draft(EXAMPLE_DRAFT, is_saved=False)
    _drop(desk.window, screenshot)
    _press_submit(desk)
    row = desk.wait_for_row(lambda row: row.state is State.CREATED)
    request = server.tickets()[0]["request"]
    expected = json.loads(json.dumps(PAGE_EXAMPLE))
    expected["attachments"][0]["file_url"] = server.uploads()[0].file_url
    if reference_field:
        expected["custom_fields"][reference_field] = row.reference
    assert request == expected


def test_a_minimal_ticket_sends_nothing_that_was_left_empty(desk: DeskWindow, server: Misbehaving) -> None:
    _fill(desk)
    _press_submit(desk)
    row = desk.wait_for_row(lambda row: row.state is State.CREATED)
    assert server.tickets()[0]["request"] == {
        "title": "Printer jam",
        "requester": {"euid": "contact_12345"},
        "custom_fields": {"desk_gui_reference": row.reference},
    }


def test_ctrl_v_attaches_an_image_even_from_the_title(desk: DeskWindow, server: Misbehaving) -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("tomato"))
    QGuiApplication.clipboard().setImage(image)
    _fill(desk)
    QTest.keyClick(desk.window.form.title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: [one.is_copied for one in desk.window.tray.attachments()] == [True])
    assert desk.window.form.title.text() == "Printer jam"
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    sent = QImage(str(server.uploads()[0].path)).convertToFormat(image.format())
    assert sent == image


def test_ctrl_v_of_text_stays_text(desk: DeskWindow) -> None:
    QGuiApplication.clipboard().setText("pasted words")
    desk.window.form.description.setFocus()
    QTest.keyClick(desk.window.form.description, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.form.description.toPlainText() == "pasted words"
    assert not desk.window.tray.attachments()


def test_submitting_with_something_missing_keeps_it_all_and_says_what(desk: DeskWindow, screenshot: Path) -> None:
    _drop(desk.window, screenshot)
    desk.window.form.description.setPlainText("smoke")
    _press_submit(desk)
    assert desk.window.form.fields[Field.TITLE].error
    assert desk.window.form.fields[Field.REQUESTER].error
    assert desk.window.form.title.hasFocus()
    links = [button for button in desk.window.footer.findChildren(QPushButton) if button.text() == "Requester ID"]
    links[0].click()
    assert desk.window.form.requester_id.hasFocus()
    assert desk.window.form.draft().description == "smoke"
    assert len(desk.window.tray.attachments()) == 1
    assert not [row for row in desk.rows() if row.state is not State.DRAFT]


def test_a_double_press_makes_one_ticket(desk: DeskWindow, server: Misbehaving) -> None:
    _fill(desk)
    _press_submit(desk)
    _press_submit(desk)
    desk.window.footer.submit.click()
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    assert len(desk.rows()) == 1
    assert server.request_count("create") == 1


def test_a_refusal_reopens_the_draft_with_livedesks_words_at_the_field(
    desk: DeskWindow, server: Misbehaving, screenshot: Path
) -> None:
    _drop(desk.window, screenshot)
    _fill(desk)
    desk.window.form.team.setText("IT Suport")
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.state is State.REJECTED)
    _row_button(desk, "Fix and send").click()
    desk.wait(lambda: desk.window.form.title.text() == "Printer jam")
    assert "IT Suport" in desk.window.form.fields[Field.TEAM].error
    assert desk.window.form.team.hasFocus()
    assert [one.name for one in desk.window.tray.attachments()] == [screenshot.name]
    desk.window.form.team.setText("IT Support")
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    assert len(server.tickets()) == 1
    assert len(server.uploads()) == 1, "what was uploaded is not uploaded again"


def test_an_answer_that_never_came_is_said_and_not_sent_again(desk: DeskWindow, server: Misbehaving) -> None:
    server.script("create", Fault.take_and_close())
    _fill(desk)
    _press_submit(desk)
    row = desk.wait_for_row(lambda row: row.state is State.UNCONFIRMED)
    desk.window.send_now()
    _choose_more(desk, "Copy question")
    assert row.reference in QGuiApplication.clipboard().text()
    assert server.request_count("create") == 1
    _row_button(desk, "Send again…").click()
    _row_button(desk, "Yes, send it again").click()
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    assert server.request_count("create") == 2


def test_without_a_key_the_ticket_waits_and_goes_once_there_is_one(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving
) -> None:
    with desk_window(qapp, qtbot, tmp_path / "data", server, has_key=False) as desk:
        _fill(desk)
        _press_submit(desk)
        desk.wait_for_row(lambda row: row.hold is Hold.KEY)
        desk.wait(desk.window.strip.buttons[0].isVisible)
        desk.window.strip.buttons[0].click()
        dialog = desk.desktop.receiver.settings_flow.dialog
        assert dialog is not None
        dialog.api_key.setText(API_KEY)
        dialog.api_secret.setText(API_SECRET)
        dialog.save.click()
        desk.wait_for_row(lambda row: row.state is State.CREATED)
        desk.wait(lambda: desk.desktop.receiver.settings_flow.dialog is None)


def test_cancelling_a_stalled_upload_stops_it_and_keeps_everything(
    desk: DeskWindow, server: Misbehaving, screenshot: Path
) -> None:
    server.always("upload", Fault.stall())
    _drop(desk.window, screenshot)
    _fill(desk)
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.state is State.UPLOADING)
    server.wait_for_requests("upload", 1, 10.0)
    _row_button(desk, "Cancel").click()
    desk.wait_for_row(lambda row: row.state is State.CANCELLED)
    _row_button(desk, "Open").click()
    desk.wait(lambda: desk.window.form.title.text() == "Printer jam")
    assert len(desk.window.tray.attachments()) == 1


def test_a_draft_that_is_left_is_in_the_list_after_a_restart(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving, screenshot: Path
) -> None:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as desk:
        _drop(desk.window, screenshot)
        _fill(desk, "Half written")
        desk.wait(lambda: all(one.is_copied for one in desk.window.tray.attachments()))
    with desk_window(qapp, qtbot, tmp_path / "data", server) as desk:
        row = desk.wait_for_row(lambda row: row.state is State.DRAFT)
        assert (row.title, row.file_count) == ("Half written", 1)
        _row_button(desk, "Open").click()
        desk.wait(lambda: desk.window.form.title.text() == "Half written")
        assert [one.name for one in desk.window.tray.attachments()] == [screenshot.name]


def test_opening_another_draft_keeps_the_one_in_the_form(desk: DeskWindow) -> None:
    _fill(desk, "First")
    desk.window.save_draft()
    desk.window.new_draft()
    desk.wait_for_row(lambda row: row.title == "First")
    desk.window.form.title.setText("Second")
    _row_button(desk, "Open").click()
    desk.wait(lambda: desk.window.form.title.text() == "First")
    assert desk.wait_for_row(lambda row: row.title == "Second").state is State.DRAFT
    assert [row.title for row in desk.rows()] == ["Second"], "the one in the form is not in the list"


def test_a_discarded_draft_comes_back_with_undo(desk: DeskWindow, screenshot: Path) -> None:
    _drop(desk.window, screenshot)
    _fill(desk, "Thrown away")
    desk.wait(lambda: all(one.is_copied for one in desk.window.tray.attachments()))
    desk.window.footer.discard.click()
    assert desk.window.form.draft().is_blank
    desk.window.strip.buttons[0].click()
    desk.wait(lambda: desk.window.form.title.text() == "Thrown away")
    assert [one.name for one in desk.window.tray.attachments()] == [screenshot.name]
    assert not desk.rows()


def test_several_drafts_at_a_time(desk: DeskWindow) -> None:
    for title in ("One", "Two", "Three"):
        _fill(desk, title)
        desk.window.footer.new.click()
    desk.wait(lambda: {row.title for row in desk.rows()} == {"One", "Two", "Three"})
    assert all(row.state is State.DRAFT for row in desk.rows())


def test_a_ticket_held_for_undo_comes_back_into_the_form(desk: DeskWindow, server: Misbehaving) -> None:
    desk.window.desk.do(SaveSettings(replace(desk.window.settings, undo_s=30)))
    desk.wait(lambda: desk.window.settings.undo_s == 30)
    _fill(desk, "Too early")
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.hold is Hold.UNDO)
    desk.wait(desk.window.strip.buttons[0].isVisible)
    desk.window.strip.buttons[0].click()
    desk.wait(lambda: desk.window.form.title.text() == "Too early")
    assert server.request_count("create") == 0


def _submit_with_unknown_team(desk: DeskWindow, title: str) -> None:
    _fill(desk, title)
    desk.window.form.team.setText("IT Suport")
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.title == title and row.state is State.REJECTED)


def test_a_refused_team_can_be_left_out_with_one_press(desk: DeskWindow, server: Misbehaving) -> None:
    _submit_with_unknown_team(desk, "One")
    _submit_with_unknown_team(desk, "Two")
    desk.wait_for_row(lambda row: row.same_refusal == 1)
    _choose_more(desk, "Same for the other 1")
    desk.wait(lambda: [row.state for row in desk.rows()] == [State.CREATED, State.CREATED])
    assert all("assignment_team" not in ticket["request"] for ticket in server.tickets())


def test_an_arrived_ticket_is_looked_up_by_its_id(desk: DeskWindow, server: Misbehaving) -> None:
    server.script("create", Fault.take_and_close())
    _fill(desk, "It did arrive")
    _press_submit(desk)
    desk.wait_for_row(lambda row: row.state is State.UNCONFIRMED)
    _row_button(desk, "It arrived…").click()
    (dialog,) = desk.window.findChildren(ArrivedDialog)
    dialog.ticket_id.setText(str(server.tickets()[0]["ticket_id"]))
    dialog.look_up.click()
    desk.wait(lambda: any("It did arrive" in label.text() for label in dialog.findChildren(QLabel)[1:]))
    dialog.arrived.click()
    row = desk.wait_for_row(lambda row: row.state is State.CREATED)
    assert row.ticket_id == server.tickets()[0]["ticket_id"]
    assert server.request_count("create") == 1


def _open_editor(desk: DeskWindow, *, hides: bool) -> EditorWindow:
    desk.wait(lambda: [one.is_copied for one in desk.window.tray.attachments()] == [True])
    text = "Hide data" if hides else "Mark up"

    def found() -> list[QPushButton]:
        return [one for one in desk.window.tray.cards.findChildren(QPushButton) if one.text() == text]

    desk.wait(lambda: bool(found()))
    found()[0].click()
    editor = desk.window.findChildren(EditorWindow)[-1]
    desk.wait(editor.rail.isEnabled)
    return editor


def test_hidden_data_goes_out_hidden_even_when_submit_is_pressed_before_the_editor_is_closed(
    desk: DeskWindow, server: Misbehaving, screenshot: Path
) -> None:
    _drop(desk.window, screenshot)
    _fill(desk)
    editor = _open_editor(desk, hides=True)
    area = editor.canvas.viewport()
    middle = area.rect().center()
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=middle - QPoint(40, 30))
    QTest.mouseMove(area, middle)
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 30))
    desk.window.submit()
    assert server.request_count("upload") == 0, "a picture that is being edited does not go out as it was"
    editor.close()
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    (upload,) = server.uploads()
    assert upload.sha256 != hashlib.sha256(screenshot.read_bytes()).hexdigest()
    sent = QImage(str(upload.path))
    assert sent.size() == QImage(str(screenshot)).size()
    assert sent.pixelColor(sent.rect().center()) != QColor("steelblue")
    assert sent.pixelColor(2, 2) == QColor("steelblue")


def test_cancelled_marks_are_offered_by_the_next_editor(desk: DeskWindow, screenshot: Path) -> None:
    _drop(desk.window, screenshot)
    editor = _open_editor(desk, hides=True)
    area = editor.canvas.viewport()
    middle = area.rect().center()
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=middle - QPoint(40, 30))
    QTest.mouseMove(area, middle)
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 30))
    drawn = editor.marks.shapes
    assert drawn
    editor.cancel.click()
    desk.wait(lambda: not desk.window.findChildren(EditorWindow))
    editor = _open_editor(desk, hides=False)
    assert not editor.marks.shapes
    desk.wait(editor.notice.isVisible)
    editor.notice.action.click()
    assert editor.marks.shapes == drawn
    editor.cancel.click()


def test_an_editor_that_was_only_looked_into_changes_nothing(
    desk: DeskWindow, server: Misbehaving, screenshot: Path
) -> None:
    _drop(desk.window, screenshot)
    _fill(desk)
    _open_editor(desk, hides=False).close()
    desk.window.submit()
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    assert server.uploads()[0].sha256 == hashlib.sha256(screenshot.read_bytes()).hexdigest()
