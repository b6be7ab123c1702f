"""Hostile and unlucky files in the real window on the real outbox: a clear sentence, and the others are taken."""

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.mimes import mime_of, picture, uri_list
from support.misbehaving import Misbehaving
from support.web_server import Page, WebSite

from desk_gui.outbox.copying import RESERVE_BYTES
from desk_gui.outbox.tickets import State
from desk_gui.ui.attachments.lines import Answer
from desk_gui.ui.attachments.model import PixmapRole
from desk_gui.ui.attachments.tray import MOST_FILES

posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as shown:
        yield shown


def drop(desk: DeskWindow, mime: QMimeData) -> None:
    """Drop something on the window as another program does."""
    buttons, keys, actions = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), actions, mime, buttons, keys)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    dropped = QDropEvent(QPointF(50, 50), actions, mime, buttons, keys)
    QApplication.sendEvent(desk.window, dropped)
    assert dropped.dropAction() is Qt.DropAction.CopyAction


def drop_files(desk: DeskWindow, *paths: Path) -> None:
    drop(desk, mime_of({"text/uri-list": uri_list(*paths)}))


def wait_for_copies(desk: DeskWindow) -> None:
    desk.wait(lambda: all(one.is_copied for one in desk.window.tray.attachments()))


def names(desk: DeskWindow) -> list[str]:
    return [one.name for one in desk.window.tray.attachments()]


@posix_only
def test_what_is_no_file_is_said_and_the_good_ones_are_taken(desk: DeskWindow, tmp_path: Path) -> None:
    good, empty = tmp_path / "good.png", tmp_path / "empty.log"
    good.write_bytes(picture())
    empty.touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "turn").symlink_to(tmp_path / "turn back")
    (tmp_path / "turn back").symlink_to(tmp_path / "turn")
    bad = {
        empty: "is empty",
        tmp_path / "pipe": "is not an ordinary file",
        tmp_path / "loop": "is not there",
        tmp_path / "turn": "is not there",
        Path("/proc/self/mem"): "could not be read",
        Path("/dev/zero"): "is not an ordinary file",
        tmp_path / "gone.png": "is not there",
    }
    drop_files(desk, *bad, good)
    desk.wait(lambda: len(desk.window.tray.lines.sentences) == len(bad))
    wait_for_copies(desk)
    assert names(desk) == ["good.png"]
    for (path, why), sentence in zip(bad.items(), desk.window.tray.lines.sentences, strict=True):
        assert sentence.startswith(f"“{path.name}” {why}")


def test_ten_thousand_files_at_once(desk: DeskWindow, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    files = [folder / f"{number:05}.txt" for number in range(10_000)]
    for number, file in enumerate(files[:MOST_FILES]):
        file.write_text(str(number))
    mime = mime_of({"text/uri-list": uri_list(*files)})
    began = time.perf_counter()
    drop(desk, mime)
    took_s = time.perf_counter() - began
    assert len(names(desk)) == MOST_FILES
    assert "Only 500 of 10000" in desk.window.tray.lines.sentences[0]
    assert took_s < 1.0, "a benchmark holds it to 50 ms; here other work may be going on beside it"
    wait_for_copies(desk)
    assert len(names(desk)) == MOST_FILES


def test_a_file_that_grows_while_it_is_copied_is_taken_as_it_was_read(desk: DeskWindow, tmp_path: Path) -> None:
    log = tmp_path / "growing.log"
    log.write_bytes(b"a" * 8_000_000)
    drop_files(desk, log)
    with log.open("ab") as file:
        for _ in range(50):
            file.write(b"b" * 10_000)
            file.flush()
    wait_for_copies(desk)
    (one,) = desk.window.tray.attachments()
    kept = desk.window.desk.spool_path(one.sha256).read_bytes()
    assert len(kept) == one.size_bytes >= 8_000_000
    assert kept.strip(b"b") == b"a" * 8_000_000


def test_a_file_that_vanishes_right_after_the_drop(desk: DeskWindow, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    (tmp_path / "short.txt").write_text("soon gone")
    drop_files(desk, large, tmp_path / "short.txt")
    (tmp_path / "short.txt").unlink()
    desk.wait(lambda: bool(desk.window.tray.lines.sentences))
    wait_for_copies(desk)
    assert names(desk) == ["large.bin"]
    assert "“short.txt” is not there any more" in desk.window.tray.lines.sentences[0]
    assert "“large.bin” has 64.0 MB" in desk.window.tray.lines.warnings[0]


def test_a_file_larger_than_the_disk_is_refused_at_once(desk: DeskWindow, tmp_path: Path) -> None:
    free = os.statvfs(tmp_path).f_bavail * os.statvfs(tmp_path).f_frsize
    huge = tmp_path / "disk.img"
    with huge.open("wb") as file:
        file.truncate(free + 5 * 1024**3)  # Sparse: it takes no room itself.
    (tmp_path / "good.png").write_bytes(picture())
    drop_files(desk, huge, tmp_path / "good.png")
    desk.wait(lambda: bool(desk.window.tray.lines.sentences))
    wait_for_copies(desk)
    assert names(desk) == ["good.png"]
    assert "“disk.img” does not fit" in desk.window.tray.lines.sentences[0]


def test_a_huge_file_can_be_taken_off_while_it_is_copied(desk: DeskWindow, tmp_path: Path) -> None:
    free = os.statvfs(tmp_path).f_bavail * os.statvfs(tmp_path).f_frsize
    if free < 6 * 1024**3 + RESERVE_BYTES:
        pytest.skip("it would be refused: the disk has no room for it")
    huge = tmp_path / "video.mkv"
    with huge.open("wb") as file:
        file.truncate(5 * 1024**3)
    drop_files(desk, huge)
    spool = desk.window.desk.spool_path("00" * 32).parent.parent
    desk.wait(lambda: bool(list(spool.glob("*.part"))))
    (one,) = desk.window.tray.attachments()
    desk.window.tray.cards.removal_asked.emit([one.attachment_id])
    desk.wait(lambda: not list(spool.glob("*.part")))
    assert not names(desk)
    assert not [path for path in spool.rglob("*") if path.is_file()]


@posix_only
def test_a_dropped_folder_becomes_one_zip_in_the_ticket(desk: DeskWindow, server: Misbehaving, tmp_path: Path) -> None:
    visit = tmp_path / "visit 3"
    visit.mkdir()
    (visit / "a.png").write_bytes(picture())
    drop_files(desk, visit)
    desk.wait(lambda: bool(desk.window.tray.lines.questions))
    assert names(desk) == [], "its card became a question"
    line = desk.window.tray.lines.questions[0]
    desk.wait(lambda: Answer.AS_ZIP in line.buttons)
    line.buttons[Answer.AS_ZIP].click()
    desk.window.form.title.setText("Site visit")
    desk.window.form.requester_id.setText("contact_1")
    desk.window.submit()
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    (upload,) = server.uploads()
    assert upload.name == "visit 3.zip"
    assert upload.path.read_bytes().startswith(b"PK\3\4")


def test_a_pasted_image_goes_with_a_submit_right_after_it(desk: DeskWindow, server: Misbehaving) -> None:
    image = QImage(1500, 1000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    mime = QMimeData()
    mime.setImageData(image)
    desk.window.form.title.setText("Quick")
    desk.window.form.requester_id.setText("contact_1")
    drop(desk, mime)
    desk.window.submit()
    desk.wait_for_row(lambda row: row.state is State.CREATED)
    (upload,) = server.uploads()
    assert QImage(str(upload.path)).pixel(7, 7) == 0xFF336699


def test_an_image_inside_a_page_is_kept(desk: DeskWindow) -> None:
    page = f"<img src='data:image/png;base64,{base64.b64encode(picture()).decode()}'>"
    drop(desk, mime_of({"text/html": page + "<img src='data:image/png;base64,AAAAA'>"}))
    desk.wait(lambda: bool(desk.window.tray.lines.sentences))
    wait_for_copies(desk)
    (one,) = desk.window.tray.attachments()
    assert desk.window.desk.spool_path(one.sha256).read_bytes() == picture()
    assert "is empty" in desk.window.tray.lines.sentences[0]


def test_a_link_into_the_network_is_not_followed(desk: DeskWindow) -> None:
    with WebSite({"/x.png": Page(picture())}) as site:
        drop(desk, mime_of({"text/uri-list": f"{site.url}/x.png"}))
        assert not names(desk)
        desk.window.tray.lines.questions[0].buttons[Answer.DOWNLOAD].click()
        assert names(desk) == ["x.png"]
        desk.wait(lambda: bool(desk.window.tray.lines.sentences))
        assert "“x.png” lies inside this network" in desk.window.tray.lines.sentences[0]
        assert not names(desk)
        assert site.asked == []
        drop(desk, mime_of({"text/uri-list": f"{site.url}/x.png"}))
        desk.window.tray.lines.questions[0].buttons[Answer.AS_LINK].click()
        assert desk.window.form.description.toPlainText() == f"{site.url}/x.png"
        assert site.asked == []


def test_a_drawing_that_names_an_address_does_not_fetch_it(desk: DeskWindow, tmp_path: Path) -> None:
    with WebSite({"/track.png": Page(picture())}) as site:
        reference = f'<image href="{site.url}/track.png" width="9" height="9"/>'
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{reference}</svg>'
        (tmp_path / "drawing.svg").write_text(drawing)
        (tmp_path / "drawing.png").write_text(drawing)
        (tmp_path / "photo.png").write_bytes(picture())
        drop_files(desk, *(tmp_path / name for name in ("drawing.svg", "drawing.png", "photo.png")))
        wait_for_copies(desk)
        model = desk.window.tray.cards.files
        desk.wait(lambda: model.index(2, 0).data(PixmapRole) is not None)
        assert [model.index(row, 0).data(PixmapRole) for row in (0, 1)] == [None, None]
        assert site.asked == []


def test_a_broken_picture_is_attached_without_a_preview(desk: DeskWindow, tmp_path: Path) -> None:
    (tmp_path / "cut.png").write_bytes(picture(size=(300, 300))[:60])
    (tmp_path / "photo.png").write_bytes(picture())
    drop_files(desk, tmp_path / "cut.png", tmp_path / "photo.png")
    wait_for_copies(desk)
    model = desk.window.tray.cards.files
    desk.wait(lambda: model.index(1, 0).data(PixmapRole) is not None)
    assert model.index(0, 0).data(PixmapRole) is None
    assert desk.window.tray.attachments()[0].media_type == "image/png"


def test_a_portal_that_is_not_there_is_said(desk: DeskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    drop(desk, mime_of({"application/vnd.portal.filetransfer": "123"}))
    desk.wait(lambda: bool(desk.window.tray.lines.sentences))
    assert desk.window.tray.lines.sentences[0].startswith("The other program hides those files.")


def test_files_an_older_file_manager_copied_are_pasted_from_any_field(desk: DeskWindow, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    uri = (tmp_path / "a.txt").as_uri()
    QGuiApplication.clipboard().setText(f"x-special/nautilus-clipboard\ncopy\n{uri}\n")
    desk.window.form.description.setFocus()
    QTest.keyClick(desk.window.form.description, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(desk) == ["a.txt"]
    assert desk.window.form.description.toPlainText() == ""


def test_what_can_only_be_moved_is_not_taken(desk: DeskWindow) -> None:
    mime = mime_of({"text/plain": "own"})
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(desk.window, enter)
    assert not enter.isAccepted()
