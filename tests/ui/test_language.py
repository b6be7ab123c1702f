"""The language: of the system or chosen, from the first paint on and while the program runs."""

# ruff: noqa: RUF001 - Chinese has commas and colons of its own

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.desk_window import DeskWindow
from support.project import ROOT
from support.translated import built

from desk_gui.outbox import schema_reader, templates
from desk_gui.outbox.desk import SaveSettings
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.errors import StoreFull
from desk_gui.outbox.small_json import NotUnderstoodError
from desk_gui.outbox.tickets import State
from desk_gui.qt.translation import use_language
from desk_gui.system.errors import DataDirUnusable
from desk_gui.system.sentences import joined, sentence
from desk_gui.system.small_files import SmallFileError, read_small_file
from desk_gui.ui.setup.section_language import LanguageSection
from desk_gui.ui.words import time_text, translated

pytestmark = pytest.mark.usefixtures("english_again")

CHOOSE = DataDirUnusable.default_next_step


@pytest.fixture
def desk(renewing_desk: DeskWindow) -> DeskWindow:
    return renewing_desk


def _choose(desk: DeskWindow, language: str) -> None:
    desk.desktop.worker.do(SaveSettings(replace(desk.desktop.window.settings, language=language)))


def _speaks(desk: DeskWindow, language: str) -> bool:
    return desk.desktop.window.footer.submit.text() == {"en": "Submit ticket", "zh_CN": "提交工单"}[language]


def test_texts_follow_the_language_that_is_used(qapp: QApplication) -> None:
    use_language(qapp, built(), "zh_CN")
    assert QCoreApplication.translate("Footer", "Submit ticket") == "提交工单"
    assert QLocale().name() == "zh_CN"

    use_language(qapp, built(), "en")
    assert QCoreApplication.translate("Footer", "Submit ticket") == "Submit ticket"
    assert QLocale().language() == QLocale.Language.English


def test_qts_own_buttons_speak_it_too(qapp: QApplication, qtbot: QtBot) -> None:
    use_language(qapp, built(), "zh_CN")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_sentences_of_the_outbox_are_said_in_it_as_well(qapp: QApplication) -> None:
    use_language(qapp, built(), "zh_CN")
    words = joined(sentence("Some settings could not be understood and are at their defaults: %1.", "x%1"), "abc")
    assert translated(words) == "部分设置无法识别，已使用默认值：x%1。 abc"
    trouble = StoreFull("ENOSPC").words
    assert translated(trouble) == "磁盘已满；原有内容仍在（ENOSPC）。请腾出空间，然后重试。"
    assert translated("LiveDesk's own words") == "LiveDesk's own words"


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (templates.from_json, b"{"),
        (templates.from_json, b"[" * 100_000),
        (templates.from_json, b'{"version": 9}'),
        (templates.from_json, b'{"version": 1, "templates": [{"name": "a", "title": 3}]}'),
        (templates.from_json, b'{"version": 1, "templates": [{"name": "a", "followers": [{"id": 3}]}]}'),
        (templates.from_json, b'{"version": 1, "templates": [{"name": "a\\n"}, {"name": "a\\nb"}]}'),
        (schema_reader.from_json, b'{"version": 1, "fields": [{"key": "a", "pattern": "(", "message": "m"}]}'),
        (schema_reader.from_json, b'{"version": 1, "fields": [{"key": "a", "kind": "odd"}]}'),
        (schema_reader.from_json, b'{"version": 1, "fields": [{"key": "a"}, {"key": "a"}]}'),
        (schema_reader.from_json, b'{"version": 1, "fields": [{"key": "a", "kind": "choice", "choices": [3]}]}'),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_it_to_the_last_word(
    qapp: QApplication, read: Callable[[bytes], object], data: bytes
) -> None:
    use_language(qapp, built(), "zh_CN")
    with pytest.raises(NotUnderstoodError) as caught:
        read(data)
    words = translated(sentence("%1 could not be taken: %2. Your templates are as they were.", "1.json", caught.value))

    assert words.startswith("无法导入 1.json：")
    assert words.endswith("。您的模板没有改变。")
    assert not english_in(words)


def test_what_the_system_says_of_a_file_is_said_in_it_too(qapp: QApplication, tmp_path: Path) -> None:
    use_language(qapp, built(), "zh_CN")
    with pytest.raises(SmallFileError) as caught:
        read_small_file(tmp_path, 1)
    assert translated(caught.value.words) == "不是普通文件"
    assert translated(sentence("%1", OSError(errno.ENOSPC, "No space left on device"))) == "磁盘空间不足"
    assert translated(DataDirUnusable(sentence("%1 is on a read-only disk", "/x"), next_step=CHOOSE).words) == (
        "无法使用数据文件夹（/x 所在磁盘是只读的）。请用 --data-dir 选择其他文件夹。"
    )


def english_in(words: str) -> list[str]:
    """Return the English words of a text, those aside that are names in a file, in quotes or in a list of choices."""
    plain = re.sub(r"“[^”]*”|只能是以下之一：[a-z_, ]+|followers|JSON|Desk GUI|1\.json", "", words)
    return re.findall(r"[A-Za-z]{2,}", plain)


def test_days_are_written_its_way(qapp: QApplication) -> None:
    day, later = QDateTime(QDate(2026, 11, 24), QTime(9, 0)), QDateTime(QDate(2026, 11, 25), QTime(9, 0))
    use_language(qapp, built(), "zh_CN")
    assert time_text(day, later) == "11月24日"
    use_language(qapp, built(), "en")
    assert time_text(day, later) == "24 Nov"


def test_a_language_that_there_is_not_leaves_english(qapp: QApplication, tmp_path: Path) -> None:
    use_language(qapp, built(), "zh_TW")
    assert QCoreApplication.translate("Footer", "Submit ticket") == "Submit ticket"

    use_language(qapp, tmp_path, "zh_CN")
    assert QCoreApplication.translate("Footer", "Submit ticket") == "Submit ticket"


def test_a_saved_language_makes_the_window_anew_and_keeps_what_is_in_it(desk: DeskWindow) -> None:
    old = desk.window
    desk.wait(lambda: old.settings == desk.desktop.parts.settings)
    old.form.title.setText("Printer paper jam")
    old.form.description.setPlainText("It smokes.")
    old.form.requester_id.setText("contact_1")

    _choose(desk, "zh_CN")
    desk.wait(lambda: desk.desktop.window is not old)

    new = desk.desktop.window
    assert _speaks(desk, "zh_CN")
    assert new.isVisible()
    draft = new.form.draft()
    assert (draft.title, draft.description, draft.requester_id) == ("Printer paper jam", "It smokes.", "contact_1")
    assert new.settings.language == "zh_CN"


def test_it_is_chosen_in_settings_and_changes_once_they_are_closed(desk: DeskWindow) -> None:
    old = desk.window
    flow = desk.desktop.receiver.settings_flow
    flow.open()
    assert flow.dialog is not None
    flow.dialog.section(LanguageSection).language.set_value("zh_CN")
    flow.dialog.save.click()
    desk.wait(lambda: desk.desktop.window is not old)

    assert _speaks(desk, "zh_CN")
    again = desk.desktop.receiver.settings_flow
    again.open()
    assert again.dialog is not None
    assert again.dialog.section(LanguageSection).language.value() == "zh_CN"
    assert again.dialog.save.text() == "保存"
    again.dialog.reject()


def test_no_text_of_the_window_stays_in_the_old_language(desk: DeskWindow) -> None:
    old = desk.window
    before = _words(old)
    _choose(desk, "zh_CN")
    desk.wait(lambda: desk.desktop.window is not old)

    new = desk.desktop.window
    kept = {word for word in _words(new) & before if any(c.isalpha() for c in word)}
    # The name of a profile is the technician's own word.
    assert kept <= {"Desk GUI", "Ctrl ↵", new.settings.active.name}


def _words(window: QWidget) -> set[str]:
    shown = [label.text() for label in window.findChildren(QLabel)]
    return {text for text in (*shown, *(button.text() for button in window.findChildren(QPushButton))) if text}


def test_tickets_go_out_from_the_new_window_and_back_again(desk: DeskWindow) -> None:
    first = desk.window
    _choose(desk, "zh_CN")
    desk.wait(lambda: desk.desktop.window is not first)
    second = desk.desktop.window
    second.open_draft(Draft("d1", title="Scanner", requester_id="contact_1"), is_saved=False)
    second.submit()
    desk.wait(lambda: any(row.state is State.CREATED for row in second.tickets.rows()))

    _choose(desk, "en")
    desk.wait(lambda: desk.desktop.window is not second)

    third = desk.desktop.window
    assert _speaks(desk, "en")
    desk.wait(lambda: [row.title for row in third.tickets.rows()] == ["Scanner"])


def test_it_waits_while_a_picture_is_being_edited(desk: DeskWindow) -> None:
    old = desk.window
    desk.wait(lambda: desk.desktop.receiver is not None)
    old.begin_editing()
    _choose(desk, "zh_CN")
    desk.wait(lambda: old.settings.language == "zh_CN")
    desk.desktop.app.processEvents()
    assert desk.desktop.window is old

    old.end_editing()
    _choose(desk, "zh_CN")
    desk.wait(lambda: desk.desktop.window is not old)


def test_the_editors_of_another_window_hold_it_up(desk: DeskWindow, qtbot: QtBot) -> None:
    old = desk.window
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    _choose(desk, "zh_CN")
    desk.wait(lambda: old.settings.language == "zh_CN")
    desk.desktop.app.processEvents()
    assert desk.desktop.window is old

    other.close()
    old.activateWindow()
    desk.wait(lambda: desk.desktop.window is not old)


# The whole program, with everything that begins after its first paint; it ends as by Ctrl+Q.
PROGRAM = """
import json, sys
from dataclasses import replace
from PySide6.QtCore import QTimer
from desk_gui import app, cli, parts
from desk_gui.outbox.desk import SaveSettings

made = parts.build_parts(cli.parse(["--sandbox", "--data-dir", sys.argv[1]]))
desktop = app.build(app.make_application(["desk-gui"]), made)
first = desktop.window
said = []

def choose(language):
    desktop.worker.do(SaveSettings(replace(desktop.window.settings, language=language)))

def look():
    said.append(desktop.window.footer.submit.text())
    if len(said) == 1:
        choose("zh_CN")
    elif len(said) == 2:
        choose("en")
    else:
        timer.stop()
        desktop.window.quit()

def wait():
    text = desktop.window.footer.submit.text()
    if not said or text != said[-1]:
        look()

def take(event):
    if type(event).__name__ == "WorkerReady":
        timer.start()

timer = QTimer(interval=20)
timer.timeout.connect(wait)
desktop.bridge.event_published.connect(take)
QTimer.singleShot(60_000, desktop.app.quit)
code = app.run(desktop)
made.close()
print(json.dumps([code, said, desktop.window is not first]))
sys.stdout.flush()
"""


def test_the_whole_program_goes_there_and_back_and_ends_well(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    command: list[str | Path] = [sys.executable, "-W", "error", "-c", PROGRAM, tmp_path / "data"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    code, said, is_another = json.loads(done.stdout)
    assert (code, said) == (0, ["Submit practice ticket", "提交练习工单", "Submit practice ticket"])
    assert is_another
    assert done.stderr == ""
