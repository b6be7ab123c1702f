"""The description: Markdown by tool and key, its length, its preview, and what is dropped or pasted into it."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import AddFiles
from desk_gui.system.settings import Settings
from desk_gui.ui.form.description_editor import DescriptionEditor
from desk_gui.ui.form.description_flow import DescriptionFlow
from desk_gui.ui.form.description_preview import LARGEST_LIVE, LARGEST_SHOWN, DescriptionPreview, LinkQuestion
from desk_gui.ui.form.description_tools import COUNTED_FROM, LONG_FROM
from desk_gui.ui.form.fields import LARGEST_PASTE, LONGEST_LINE
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """Writes down what it is asked for."""

    def __init__(self, spool: Path) -> None:
        self.asked: list[object] = []
        self._spool = spool

    def do(self, command: object) -> None:
        """Take a command."""
        self.asked.append(command)

    def spool_path(self, spool_name: str) -> Path:
        """Say where a copy would lie."""
        return self._spool / spool_name


class Form:
    """A window with its description, and what leaves it."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.desk = Desk(folder)
        self.window = MainWindow(self.desk, theme, Settings(), is_practice=False)
        qtbot.addWidget(self.window)
        self.opened: list[str] = []
        self.flow = DescriptionFlow(self.window, theme, self.opened.append)
        self.window.show()

    @property
    def editor(self) -> DescriptionEditor:
        """The description."""
        return self.window.form.description

    @property
    def preview(self) -> DescriptionPreview:
        """The preview, which was opened."""
        assert self.flow.preview is not None
        return self.flow.preview

    def mark(self, text: str) -> None:
        """Mark a text in the description."""
        cursor = self.editor.document().find(text)
        assert not cursor.isNull()
        self.editor.setTextCursor(cursor)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Form]:
    made = Form(qtbot, theme, tmp_path)
    yield made
    made.window.hide()


def test_the_tools_write_markdown_and_every_change_is_one_step_of_undo(form: Form, qtbot: QtBot) -> None:
    form.editor.setPlainText("paper jam\ntray 3")
    for word, tool, after in (
        ("jam", form.flow.tools.bold, "paper **jam**\ntray 3"),
        ("tray 3", form.flow.tools.list, "paper jam\n- tray 3"),
        ("tray", form.flow.tools.code, "paper jam\n`tray` 3"),
    ):
        form.mark(word)
        QTest.mouseClick(tool, Qt.MouseButton.LeftButton)
        assert form.editor.toPlainText() == after
        form.editor.undo()
        assert form.editor.toPlainText() == "paper jam\ntray 3"


def test_a_link_takes_the_copied_address(form: Form, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("https://example.com/manual")
    form.editor.setPlainText("see the manual")
    form.mark("manual")
    QTest.mouseClick(form.flow.tools.link, Qt.MouseButton.LeftButton)
    assert form.editor.toPlainText() == "see the [manual](<https://example.com/manual>)"


@pytest.mark.parametrize(
    ("key", "modifiers", "after"),
    [
        (Qt.Key.Key_B, CTRL, "a **word** here"),
        (Qt.Key.Key_E, CTRL, "a `word` here"),
        (Qt.Key.Key_8, CTRL | SHIFT, "- a word here"),
        (Qt.Key.Key_Asterisk, CTRL | SHIFT, "- a word here"),
        (Qt.Key.Key_K, CTRL, "a [word](https://) here"),
    ],
)
def test_every_tool_has_its_key(form: Form, key: Qt.Key, modifiers: Qt.KeyboardModifier, after: str) -> None:
    QGuiApplication.clipboard().clear()
    form.editor.setPlainText("a word here")
    form.editor.setFocus()
    form.mark("word")
    QTest.keyClick(form.editor, key, modifiers)
    assert form.editor.toPlainText() == after


def test_tools_say_what_they_are(form: Form) -> None:
    tools = (form.flow.tools.bold, form.flow.tools.list, form.flow.tools.code, form.flow.tools.link)
    assert [tool.accessibleName() for tool in tools] == ["Bold", "List", "Code", "Link"]
    assert [tool.toolTip().partition("(")[2] for tool in tools] == ["Ctrl+B)", "Ctrl+Shift+8)", "Ctrl+E)", "Ctrl+K)"]
    assert form.editor.accessibleName() == "Description"
    interface = QAccessible.queryAccessibleInterface(form.flow.tools.bold)
    assert interface.role() == QAccessible.Role.Button


def test_the_length_is_said_once_it_matters(form: Form) -> None:
    form.editor.setPlainText("x" * (COUNTED_FROM - 1))
    assert form.flow.tools.length_text == ""
    form.editor.setPlainText("x" * 1234)
    assert form.flow.tools.length_text == f"{QLocale().toString(1234)} characters"
    form.editor.setPlainText("line\n" * (LONG_FROM // 5))
    assert "a file may be better" in form.flow.tools.length_text


def test_the_preview_follows_after_a_pause(form: Form, qtbot: QtBot) -> None:
    form.editor.setPlainText("**jam**")
    QTest.keyClick(form.window, Qt.Key.Key_M, CTRL | SHIFT)
    assert form.preview.isVisible()
    assert form.preview.toPlainText() == "jam"

    form.editor.setPlainText("**jam** again")
    assert form.preview.toPlainText() == "jam"
    qtbot.waitUntil(lambda: form.preview.toPlainText() == "jam again")

    form.flow.tools.preview.click()
    assert not form.preview.isVisible()


def test_a_long_text_is_previewed_on_request(form: Form, qtbot: QtBot) -> None:
    form.flow.tools.preview.click()
    form.editor.setPlainText("a line\n\n" * (LARGEST_LIVE // 8 + 1))
    assert form.flow.refresh.isVisible()
    assert form.preview.toPlainText() == ""
    QTest.mouseClick(form.flow.refresh, Qt.MouseButton.LeftButton)
    assert form.preview.toPlainText().startswith("a line\na line")
    assert not form.flow.refresh.isVisible()


def test_the_preview_says_where_it_ends(form: Form) -> None:
    form.flow.tools.preview.click()
    form.editor.setPlainText("a line\n\n" * (LARGEST_SHOWN // 8 + 100))
    form.flow.refresh.click()
    assert form.preview.toPlainText().endswith("The preview ends here; the ticket has all of it.")


@pytest.mark.parametrize("text", ["- an item\n" * 10_000, "1. a\n" * 19_000, "x" * 100_000, "<b>" * 33_000])
def test_no_text_holds_the_window_up_while_it_is_previewed(form: Form, text: str) -> None:
    form.editor.setPlainText(text)
    begun_at = process_time()
    form.flow.tools.preview.click()
    assert process_time() - begun_at < 1.5
    assert form.preview.toPlainText().endswith("The preview ends here; the ticket has all of it.")


class _Server(http.server.ThreadingHTTPServer):
    asked: list[str]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def test_the_preview_loads_nothing_and_runs_nothing(form: Form, tmp_path: Path, qtbot: QtBot) -> None:
    picture = tmp_path / "secret.png"
    secret = QImage(45, 17, QImage.Format.Format_RGB32)
    secret.fill(Qt.GlobalColor.red)
    secret.save(str(picture))
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        form.editor.setPlainText(
            f"![one]({address}/a.png) ![two]({picture.as_uri()}) ![three]({picture})\n\n"
            f"<img src='{address}/b.png'><script src='{address}/c.js'></script>\n\n"
            f"<style>@import url({address}/d.css)</style>\n\nthe end"
        )
        form.flow.tools.preview.click()
        qtbot.waitUntil(lambda: "the end" in form.preview.toPlainText())
        form.preview.grab()
        QApplication.processEvents()
        server.shutdown()
        thread.join()
        assert server.asked == []
    for name in (picture.as_uri(), str(picture), f"{address}/a.png"):
        shown = form.preview.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert isinstance(shown, QImage)
        assert shown.size() != secret.size()
    drawn = form.preview.grab().toImage()
    assert not has_colour(drawn, QColor(Qt.GlobalColor.red))
    assert "<script" in form.preview.toPlainText()


def has_colour(image: QImage, colour: QColor) -> bool:
    """Say whether any pixel is of this colour."""
    return any(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


def _questions() -> list[LinkQuestion]:
    return [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, LinkQuestion) and shown.isVisible()]


def test_a_link_opens_after_a_question_that_shows_its_address(form: Form, qtbot: QtBot) -> None:
    form.editor.setPlainText("[your bank](https://ex\u0430mple.com/a)")
    form.flow.tools.preview.click()
    form.preview.anchorClicked.emit(QUrl("https://ex\u0430mple.com/a"))
    (question,) = _questions()
    assert "https://xn--exmple-4nf.com/a" in question.text()
    assert question.defaultButton().text() == "Cancel"
    assert question.open_it is not None
    QTest.mouseClick(question.open_it, Qt.MouseButton.LeftButton)
    assert form.opened == ["https://xn--exmple-4nf.com/a"]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_cancel_opens_nothing_and_other_kinds_are_not_opened_at_all(form: Form, qtbot: QtBot) -> None:
    form.flow.tools.preview.click()
    for address in ("https://example.com", "file:///etc/passwd", "javascript:alert(1)", "smb://host/share"):
        form.preview.anchorClicked.emit(QUrl(address))
        (question,) = _questions()
        assert (question.open_it is not None) == address.startswith("https")
        cancel = next(made for made in question.findChildren(QPushButton) if made.text() == "Cancel")
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert _questions() == []
    assert form.opened == []


def test_dropped_text_may_become_a_block_of_code(form: Form, qtbot: QtBot) -> None:
    form.editor.setPlainText("It said:")
    form.window.tray.text_dropped.emit("line **1**\nline 2")
    assert form.editor.toPlainText() == "It said:\nline **1**\nline 2"
    assert form.flow.added is not None
    assert form.flow.added.isVisible()

    QTest.mouseClick(form.flow.added.as_code, Qt.MouseButton.LeftButton)
    assert form.editor.toPlainText() == "It said:\n```\nline **1**\nline 2\n```\n"
    assert not form.flow.added.isVisible()
    form.editor.undo()
    assert form.editor.toPlainText() == "It said:\nline **1**\nline 2"


def test_dropped_text_may_stay_text_and_typing_on_is_an_answer_too(form: Form, qtbot: QtBot) -> None:
    form.window.tray.text_dropped.emit("a line")
    assert form.flow.added is not None
    QTest.mouseClick(form.flow.added.leave, Qt.MouseButton.LeftButton)
    assert not form.flow.added.isVisible()

    form.window.tray.text_dropped.emit("another")
    assert form.flow.added.isVisible()
    QTest.keyClicks(form.editor, "x")
    assert not form.flow.added.isVisible()
    assert "a line\nanother" in form.editor.toPlainText()


@pytest.mark.parametrize("text", ["0123456789" * 500_000, "a line\n" * 700_000, "x" * (LONGEST_LINE + 1)])
def test_a_paste_that_would_hold_the_window_up_becomes_a_file_at_once(form: Form, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    form.editor.setPlainText("before")
    begun_at = perf_counter()
    form.editor.insertFromMimeData(mime)
    assert perf_counter() - begun_at < 0.5
    assert form.editor.toPlainText() == "before"
    (added,) = [command for command in form.desk.asked if isinstance(command, AddFiles)]
    (source,) = added.sources
    assert source.make is not None
    assert source.make() == text.encode()
    assert source.name == "Pasted text.txt"


def test_a_paste_within_the_limit_is_text(form: Form) -> None:
    mime = QMimeData()
    mime.setText("a line\n" * (LARGEST_PASTE // 7))
    form.editor.insertFromMimeData(mime)
    assert form.editor.character_count == LARGEST_PASTE // 7 * 7
    assert not any(isinstance(command, AddFiles) for command in form.desk.asked)


def test_lone_surrogates_and_control_characters_do_no_harm(form: Form) -> None:
    form.flow.tools.preview.click()
    form.editor.setPlainText("a\x00b\u202ec \ud800 d")
    form.editor.moveCursor(QTextCursor.MoveOperation.End)
    form.flow.show_preview_now()
    assert "d" in form.preview.toPlainText()


def test_the_question_is_plain_text(form: Form) -> None:
    question = LinkQuestion(QUrl("https://example.com/<b>x</b>"), form.window)
    assert question.textFormat() == Qt.TextFormat.PlainText
    assert isinstance(question, QMessageBox)
    question.deleteLater()
