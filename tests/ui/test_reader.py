"""The one reader of drops and pastes: each format gives what it should, byte for byte."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import FileSource
from desk_gui.ui.attachments.reader import ImageEncoder, read_mime

ROOM = 5


def _png(colour: str = "red") -> bytes:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs say bytes, the binding wants str
    return bytes(data.data())


def _urls(*paths: Path | str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) if isinstance(path, Path) else QUrl(path) for path in paths])
    return mime


def test_files_are_taken_by_path(tmp_path: Path) -> None:
    odd = tmp_path / "Scan 50% Ü #1.png"
    odd.write_bytes(_png())
    reading = read_mime(_urls(odd, "https://example.com/x.png"), ROOM)
    assert [(source.name, source.path) for source in reading.sources] == [(odd.name, odd)]
    assert not reading.refused


def test_a_folder_is_refused_and_the_files_beside_it_are_not(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "a.png").write_bytes(_png())
    reading = read_mime(_urls(tmp_path / "photos", tmp_path / "a.png"), ROOM)
    assert [source.name for source in reading.sources] == ["a.png"]
    assert "photos" in reading.refused[0]


def test_more_files_than_there_is_room_for_are_left_out_untouched(tmp_path: Path) -> None:
    reading = read_mime(_urls(*(tmp_path / f"{number}.png" for number in range(10_000))), ROOM)
    assert len(reading.sources) == ROOM
    assert "5 of 10000" in reading.refused[0]


@pytest.mark.parametrize(
    ("media_type", "suffix"), [("image/png", ".png"), ("image/jpeg", ".jpg"), ("image/webp", ".webp")]
)
def test_encoded_images_are_kept_byte_for_byte(media_type: str, suffix: str) -> None:
    mime = QMimeData()
    mime.setData(media_type, b"exactly these bytes")
    mime.setHtml("<img src='https://example.com/x.png'>")
    (source,) = read_mime(mime, ROOM).sources
    assert source.data == b"exactly these bytes"
    assert source.name.startswith("Screenshot ")
    assert source.name.endswith(suffix)


def test_a_decoded_image_is_encoded_as_png_elsewhere(qapp: QApplication, qtbot: QtBot) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    mime = QMimeData()
    mime.setImageData(image)
    reading = read_mime(mime, ROOM)
    encoder = ImageEncoder()
    with qtbot.waitSignal(encoder.encoded) as encoded:
        encoder.encode(reading.images)
    source = encoded.args[0] if encoded.args else None
    assert isinstance(source, FileSource)
    assert QImage.fromData(QByteArray(source.data or b"")).convertToFormat(image.format()) == image


def test_text_goes_to_the_description() -> None:
    mime = QMimeData()
    mime.setText("error 41\nsecond line")
    assert read_mime(mime, ROOM).text == "error 41\nsecond line"


def test_a_bare_link_is_not_fetched_and_says_what_to_do() -> None:
    reading = read_mime(_urls("https://example.com/x.png"), ROOM)
    assert not reading.sources
    assert reading.text or reading.refused
