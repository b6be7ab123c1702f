"""Photos in the real window on the real outbox: what is said of them, made smaller, and shown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.misbehaving import Misbehaving
from support.photos import encoded, exif, heic, jpeg, picture

from desk_gui.outbox.desk import SaveSettings
from desk_gui.outbox.draft import Attachment, Note
from desk_gui.system.settings import Settings
from desk_gui.ui.attachments.card_actions import CardAction, Selected, can_do
from desk_gui.ui.attachments.heif import read_heif
from desk_gui.ui.attachments.lines import Answer, Line
from desk_gui.ui.attachments.model import PixmapRole
from desk_gui.ui.attachments.notes import notes_text
from desk_gui.ui.attachments.thumbnails import decode_scaled
from desk_gui.ui.editor.picture import Picture, open_picture
from desk_gui.ui.setup.section_photos import PhotosSection
from desk_gui.ui.theme import Theme


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as shown:
        yield shown


@pytest.fixture(scope="module")
def photo() -> bytes:
    return jpeg(image=picture(3600, 2400), quality=97)


def add(desk: DeskWindow, folder: Path, **files: bytes) -> tuple[Attachment, ...]:
    paths = []
    for name, data in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(path)
    desk.window.tray.take_paths(paths)
    desk.wait(lambda: all(one.is_copied for one in desk.window.tray.attachments()))
    return desk.window.tray.attachments()


def line_with(desk: DeskWindow, answer: Answer) -> Line | None:
    return next((one for one in desk.window.tray.lines.questions if answer in one.buttons), None)


def use(desk: DeskWindow, settings: Settings) -> None:
    desk.window.desk.do(SaveSettings(settings))
    desk.wait(lambda: desk.window.settings == settings)


def shown_line(desk: DeskWindow, answer: Answer) -> Line:
    desk.wait(lambda: line_with(desk, answer) is not None)
    line = line_with(desk, answer)
    assert line is not None
    return line


def test_the_card_says_what_was_removed(desk: DeskWindow, tmp_path: Path) -> None:
    add(desk, tmp_path, a_jpg=jpeg(), b_png=encoded(picture(), "PNG"))
    files = desk.window.tray.cards.files
    described = [str(files.index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)) for row in (0, 1)]

    assert described[0].startswith("location removed. ")
    assert "removed" not in described[1]
    assert files.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "a.jpg\nlocation removed"
    assert files.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "b.png"


def test_large_photos_are_offered_smaller_and_can_be_large_again(
    desk: DeskWindow, tmp_path: Path, photo: bytes
) -> None:
    one, two = add(desk, tmp_path, a_jpg=photo, b_jpg=photo + b"\xff")
    line = shown_line(desk, Answer.SMALLER)
    words = line.buttons[Answer.SMALLER].text()

    assert words.startswith("Smaller photos (")
    assert words.endswith(" MB)")
    assert "2 photos have" in line.sentence
    line.buttons[Answer.SMALLER].click()
    done = shown_line(desk, Answer.UNDO)
    assert "2 photos were made smaller" in done.sentence
    assert all(Note.SMALLER in file.notes for file in desk.window.tray.attachments())
    assert "edited" not in desk.window.tray.cards.files.size_of(desk.window.tray.attachments()[0])
    done.buttons[Answer.UNDO].click()
    desk.wait(lambda: desk.window.tray.attachments() == (one, two))


def test_one_photo_is_made_smaller_from_its_menu(desk: DeskWindow, tmp_path: Path, photo: bytes) -> None:
    add(desk, tmp_path, a_jpg=photo, b_jpg=photo)
    tray = desk.window.tray
    tray.cards.selectionModel().select(tray.cards.files.index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    tray.handling.do(CardAction.SMALLER)
    done = shown_line(desk, Answer.UNDO)

    assert done.sentence.startswith("1 photo was made smaller: ")
    assert [Note.SMALLER in file.notes for file in tray.attachments()] == [False, True]
    assert not can_do(CardAction.SMALLER, Selected((tray.attachments()[1],)))


def test_whoever_keeps_the_size_is_not_asked_again(desk: DeskWindow, tmp_path: Path, photo: bytes) -> None:
    add(desk, tmp_path, a_jpg=photo)
    shown_line(desk, Answer.SMALLER).buttons[Answer.KEEP].click()
    add(desk, tmp_path, b_txt=b"words")
    desk.window.tray.attachments_changed.emit()
    add(desk, tmp_path, c_jpg=photo + b"\xff")
    assert "2 photos have" in shown_line(desk, Answer.SMALLER).sentence, "asked again with another photo only"


def test_a_photo_over_the_limit_can_be_added_smaller(desk: DeskWindow, tmp_path: Path, photo: bytes) -> None:
    use(desk, replace(desk.window.settings, largest_file_mb=2))
    path = tmp_path / "IMG.jpg"
    path.write_bytes(photo)
    desk.window.tray.take_paths([path])
    line = shown_line(desk, Answer.SMALLER)

    assert desk.window.tray.attachments() == ()
    assert line.sentence == "Add “IMG.jpg” made smaller?"
    assert "“IMG.jpg” is larger than is allowed here" in desk.window.tray.lines.sentences[0]
    line.buttons[Answer.SMALLER].click()
    desk.wait(lambda: any(one.is_copied for one in desk.window.tray.attachments()))
    [file] = desk.window.tray.attachments()
    assert (file.name, file.notes) == ("IMG.jpg", (Note.LOCATION_REMOVED, Note.SMALLER))


def test_a_file_over_the_limit_is_refused_in_words(desk: DeskWindow, tmp_path: Path) -> None:
    use(desk, replace(desk.window.settings, largest_file_mb=1))
    path = tmp_path / "trace.log"
    path.write_bytes(b"line\n" * 400_000)
    desk.window.tray.take_paths([path])
    desk.wait(lambda: bool(desk.window.tray.lines.sentences))

    [sentence] = desk.window.tray.lines.sentences
    assert "“trace.log” is larger than is allowed here" in sentence
    assert line_with(desk, Answer.SMALLER) is None


def test_a_heic_that_stays_one_has_a_thumbnail_and_can_be_marked_up(desk: DeskWindow, tmp_path: Path) -> None:
    use(desk, replace(desk.window.settings, converts_heic=False))
    [file] = add(desk, tmp_path, IMG_heic=heic(image=picture(640, 480)))
    files = desk.window.tray.cards.files
    desk.wait(lambda: files.index(0, 0).data(PixmapRole) is not None)
    opened = open_picture(desk.window.desk.spool_path(file.sha256))

    assert file.media_type == "image/heic"
    assert isinstance(opened, Picture)
    assert (opened.image.size(), opened.suffix) == (QSize(640, 480), ".jpg")


def test_a_heic_that_cannot_be_read_is_attached_and_said(desk: DeskWindow, tmp_path: Path) -> None:
    whole = heic()
    [file] = add(desk, tmp_path, IMG_heic=whole[: whole.index(b"mdat") + 30])
    desk.wait(lambda: bool(desk.window.tray.lines.warnings))

    assert Note.NOT_CONVERTED in file.notes
    assert "could not be made a JPEG" in desk.window.tray.lines.warnings[0]


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_phones_photos_are_read_upright_and_scaled(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(heic(image=picture(400, 200), tiff=exif(orientation=6), kind=kind))
    small = decode_scaled(path, QSize(50, 100))

    assert read_heif(path).size() == QSize(200, 400)
    assert not small.isNull()
    assert small.width() < small.height() <= 200
    assert read_heif(path).pixelColor(100, 200).isValid()


def test_what_is_no_photo_of_a_phone_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-1.7 and more")
    assert read_heif(path).isNull()
    assert read_heif(tmp_path / "gone").isNull()
    assert decode_scaled(path, QSize(10, 10)).isNull()
    assert QImage().isNull()


def test_every_note_has_words() -> None:
    for note in Note:
        assert notes_text(Attachment("a", "x.jpg", notes=(note,)))
    assert notes_text(Attachment("a", "x.jpg")) == ""


@pytest.mark.parametrize(
    ("typed", "is_right"), [("", True), ("40", True), ("0", True), ("-1", False), ("x", False), ("99999", False)]
)
def test_settings_of_photos(qtbot: QtBot, theme: Theme, typed: str, *, is_right: bool) -> None:
    assert theme
    section = PhotosSection()
    qtbot.addWidget(section)
    section.show_settings(Settings())
    assert section.removes_metadata.isChecked()
    section.removes_metadata.box.click()
    section.converts_heic.box.click()
    section.largest_file.setText(typed)

    assert (section.problem() == "") == is_right
    if is_right:
        changed = section.changed(Settings())
        assert (changed.removes_metadata, changed.converts_heic) == (False, False)
        assert changed.largest_file_mb == int(typed or "0")
