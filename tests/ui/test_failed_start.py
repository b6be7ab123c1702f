"""A start that fails says why in the technician's language, in a box; the terminal has it in English."""

# ruff: noqa: RUF001 - Chinese has commas and colons of its own

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from support.translated import built

from desk_gui.cli import BadInputError, Mode, Options, parse, profile_beside
from desk_gui.entrance import refusal_of
from desk_gui.exchange import from_end, to_end
from desk_gui.failed_start import make_box
from desk_gui.parts import FolderInUseError, Parts, build_parts, data_dir_of
from desk_gui.qt.single_instance import OtherVersionError
from desk_gui.qt.translation import use_language
from desk_gui.report import ExitCode
from desk_gui.system.errors import DataDirUnusable, SystemTrouble
from desk_gui.system.settings import Settings, read_language

pytestmark = pytest.mark.usefixtures("english_again")


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """Of a start in a data folder whose settings want Chinese."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "settings.json").write_text(json.dumps({"schema": 1, "language": "zh_CN"}))
    return Options(data_dir=folder)


def said(qapp: QApplication, qtbot: QtBot, options: Options, *sentences: str) -> str:
    """Return what a box says."""
    box = make_box(qapp, options, sentences)
    qtbot.addWidget(box)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.addButton(QMessageBox.StandardButton.Ok).text() in ("OK", "确定")
    return box.text()


def trouble_of(options: Options) -> SystemTrouble:
    """Return why the data folder cannot be used."""
    with pytest.raises(SystemTrouble) as caught:
        build_parts(options)
    return caught.value


def test_a_folder_that_is_in_use_is_said_in_the_language_of_its_settings(
    qapp: QApplication, qtbot: QtBot, options: Options
) -> None:
    holder: Parts = build_parts(options)
    with pytest.raises(FolderInUseError) as caught:
        build_parts(options)
    holder.close()
    words = refusal_of(caught.value)

    assert said(qapp, qtbot, options, words) == (
        f"另一个 Desk GUI 正在使用此数据文件夹（{options.data_dir}），无法接手。"
        "请等它结束或将其关闭，然后重试。没有发送或保存任何内容。"
    )
    assert words.startswith("Another Desk GUI is at work on this data folder (")


def test_another_version_and_a_profile_that_is_not_there_are_said_so_too(
    qapp: QApplication, qtbot: QtBot, options: Options
) -> None:
    assert said(qapp, qtbot, options, refusal_of(OtherVersionError())).startswith("在此数据文件夹上打开的 Desk GUI 是")
    with pytest.raises(BadInputError) as caught:
        build_parts(parse(["--profile", "night", "--data-dir", str(options.data_dir)]))
    assert (
        said(qapp, qtbot, options, caught.value.words) == "没有名为 night 的配置：请使用 default 之一，或在设置中创建。"
    )


def test_title_detail_and_next_step_of_a_trouble_are_all_translated(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    options = Options(data_dir=tmp_path / "file")
    words = trouble_of(options).words
    use_language(qapp, built(), "zh_CN")

    # These settings cannot be read: the system's language is taken, which is English here.
    assert read_language(data_dir_of(options).settings) == "system"
    assert said(qapp, qtbot, options, words).startswith("The data folder cannot be used (a file is in the way of ")


def test_a_trouble_is_said_in_the_language_of_settings_that_can_be_read(
    qapp: QApplication, qtbot: QtBot, options: Options
) -> None:
    assert options.data_dir is not None
    (options.data_dir / "spool").write_bytes(b"")  # Where a folder has to be.
    words = trouble_of(options).words

    text = said(qapp, qtbot, options, words)

    assert text == f"无法使用数据文件夹（{options.data_dir} 的位置被一个文件占用）。请移走该文件，或选择其他文件夹。"
    assert isinstance(trouble_of(options), DataDirUnusable)


def test_what_the_window_that_is_open_says_comes_over_in_a_way_that_can_be_translated(
    qapp: QApplication, qtbot: QtBot, options: Options
) -> None:
    with pytest.raises(BadInputError) as caught:
        profile_beside(Options(mode=Mode.WINDOW, base_url="https://other.example"), Settings())
    over = json.loads(json.dumps(to_end(ExitCode.BAD_INPUT, caught.value.words, "<b>server's own words</b>")))

    code, sentences = from_end(over)

    assert (code, sentences[0]) == (ExitCode.BAD_INPUT, str(caught.value))
    first, second = said(qapp, qtbot, options, *sentences).splitlines()
    assert first.startswith("已打开的 Desk GUI 发送到 https://livedesk-api.engagelab.com：请去掉 --base-url")
    assert second == "<b>server's own words</b>"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b"[]", b'{"language": "tlh"}', b'{"language": 3}', b"\xff"]
)
def test_settings_that_say_no_language_are_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)

    assert read_language(path) == "system"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]
    assert path.read_bytes() == content
