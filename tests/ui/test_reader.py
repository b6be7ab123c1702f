"""The one reader of drops and pastes: a test for each kind that programs make, with what they put on the wire."""

import base64
import os
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from support.mimes import group_descriptor, mime_of, picture, uri_list

from desk_gui.outbox.desk import FileSource
from desk_gui.ui.attachments.offers import LinkOffer, PortalOffer
from desk_gui.ui.attachments.reader import FILE_CONTENTS, FILE_GROUP, Reading, read_mime

ROOM = 5
PORTAL = "application/vnd.portal.filetransfer"


@pytest.fixture(autouse=True)
def _app(qapp: QApplication) -> None:
    """Some formats are converted by Qt's own plugins."""


def content(source: FileSource) -> bytes:
    if source.path is not None:
        return source.path.read_bytes()
    return source.make() if source.make is not None else source.data or b""


def read(formats: dict[str, bytes | str], room: int = ROOM) -> Reading:
    return read_mime(mime_of(formats), room)


def paths(reading: Reading) -> list[Path | None]:
    return [source.path for source in reading.sources]


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A file whose name has everything that trips programs up."""
    made = tmp_path / "Scan 50% Ü #1?\n😀.png"
    made.write_bytes(picture())
    return made


# --- files ------------------------------------------------------------------------------------------------------------


def test_list_of_addresses(tmp_path: Path, odd: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("b")
    formats: dict[str, bytes | str] = {
        "text/uri-list": b"# made by a test\r\n" + uri_list(odd, "https://example.com/x.png", other)
    }
    reading = read(formats)
    assert paths(reading) == [odd, other]
    assert [source.name for source in reading.sources] == [odd.name, "b.txt"]
    assert reading.offers == (LinkOffer("https://example.com/x.png"),)
    assert not reading.refused
    assert not reading.text


def test_a_list_of_nothing_but_comments_is_none(odd: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    reading = read({"text/uri-list": "# nothing\r\n#here\r\n", "text/plain": str(tmp_path / "a.txt")})
    assert paths(reading) == [tmp_path / "a.txt"]


def test_list_of_addresses_set_by_qt(odd: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(odd))])
    assert paths(read_mime(mime, ROOM)) == [odd]


@pytest.mark.parametrize(
    "line",
    [
        "file:///{path}\n",
        "file:/{path}",
        "file://localhost/{path}\r\n\r\n",
        "file://{host}/{path}\r\n",
        "FILE:///{path}\r\n\0",
        "file:///{path}#part",
    ],
)
def test_addresses_as_programs_write_them(tmp_path: Path, line: str) -> None:
    path = str(tmp_path / "a b.png").lstrip("/")
    written = line.format(path=path.replace(" ", "%20"), host=socket.gethostname())
    expected = Path(f"/{path}#part" if "#" in line else f"/{path}")
    assert paths(read({"text/uri-list": written})) == [expected]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.png"
    (source,) = read({"text/uri-list": f"file://{tmp_path}/caf%E9.png"}).sources
    assert source.path == Path(os.fsdecode(name))


@pytest.mark.parametrize("uri", ["file://server/share/photo.png", "file:relative.png", "file:///a%00b.png"])
def test_a_file_that_is_not_here_is_said(uri: str) -> None:
    reading = read({"text/uri-list": uri})
    assert not reading.sources
    assert "copy it to this one first" in reading.refused[0]


def test_list_of_paths_in_the_text(tmp_path: Path, odd: Path) -> None:
    spaced = tmp_path / "with some spaces.txt"
    spaced.write_text("x")
    assert paths(read({"text/plain": f"{spaced}\n"})) == [spaced]
    assert paths(read({"text/plain": f'"{spaced}"\r\n{spaced.as_uri()}\r\n'})) == [spaced, spaced]
    assert odd.name not in [source.name for source in read({"text/plain": str(odd)}).sources]


@pytest.mark.parametrize("text", ["{path}\nand more", "see {path}", "/no/such/file.png", "notes.txt", "/\0"])
def test_text_that_only_mentions_paths_is_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    written = text.format(path=tmp_path / "a.txt")
    reading = read({"text/plain": written})
    assert not reading.sources
    assert reading.text.rstrip("\0") == written.rstrip("\0")


@pytest.mark.parametrize("verb", ["copy", "cut"])
def test_files_copied_in_gnome(odd: Path, verb: str) -> None:
    uri = odd.as_uri()
    assert paths(read({"x-special/gnome-copied-files": f"{verb}\n{uri}\n{uri}"})) == [odd, odd]
    older = read({"text/plain": f"x-special/nautilus-clipboard\n{verb}\n{uri}\n"})
    assert paths(older) == [odd]
    assert not older.text
    everything = read({"x-special/gnome-copied-files": f"{verb}\n{uri}", "text/uri-list": uri, "text/plain": str(odd)})
    assert paths(everything) == [odd]
    assert odd.exists()


def test_files_copied_in_kde(odd: Path) -> None:
    cut: dict[str, bytes | str] = {
        "application/x-kde4-urilist": uri_list(odd),
        "application/x-kde-cutselection": "1",
        "text/plain": odd.as_uri(),
    }
    assert paths(read(cut)) == [odd]


def test_text_that_looks_like_a_file_manager_is_text() -> None:
    assert read({"text/plain": "copy\nthat to the desk"}).text == "copy\nthat to the desk"


def test_more_files_than_there_is_room_for(tmp_path: Path) -> None:
    reading = read({"text/uri-list": uri_list(*(tmp_path / f"{number}.png" for number in range(10_000)))})
    assert len(reading.sources) == ROOM
    assert "5 of 10000" in reading.refused[0]
    none = read({"image/png": picture()}, room=0)
    assert not none.sources
    assert "0 of 1" in none.refused[0]


def test_no_path_is_looked_at(tmp_path: Path) -> None:
    """One of them may lie on a drive that does not answer: what is a folder turns out when it is copied."""
    (tmp_path / "photos").mkdir()
    reading = read({"text/uri-list": uri_list(tmp_path / "photos", tmp_path / "gone.png")})
    assert [source.name for source in reading.sources] == ["photos", "gone.png"]
    assert not reading.offers


# --- the desktop's portal ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [PORTAL, "application/vnd.portal.files"])
def test_files_of_a_sandboxed_program(name: str) -> None:
    seen_inside: dict[str, bytes | str] = {name: b"3184950277\0", "text/uri-list": "file:///run/sandbox/only/a.png\r\n"}
    assert read(seen_inside) == Reading(offers=(PortalOffer("3184950277"),))
    assert read({name: "3184950277"}) == Reading(offers=(PortalOffer("3184950277"),))


def test_files_that_need_no_portal(odd: Path) -> None:
    reading = read({PORTAL: "3184950277", "text/uri-list": uri_list(odd)})
    assert paths(reading) == [odd]
    assert not reading.offers


@pytest.mark.parametrize("key", [b"", b"\0\0", b"a\nb", b"x" * 300])
def test_a_key_that_is_none(key: bytes) -> None:
    reading = read({PORTAL: key})
    assert not reading.offers
    assert reading.refused


# --- files inside other programs --------------------------------------------------------------------------------------


def test_one_attachment_dragged_from_outlook() -> None:
    described = group_descriptor(("..\\..\\Rechnung Ü.pdf", 8))
    (source,) = read({FILE_GROUP: described, FILE_CONTENTS: b"%PDF-1.7", "text/plain": "Rechnung"}).sources
    assert (source.name, content(source)) == ("Rechnung Ü.pdf", b"%PDF-1.7")


def test_several_attachments_by_number() -> None:
    formats: dict[str, bytes | str] = {
        FILE_GROUP: group_descriptor(("a.png", 4), ("b.png", 4), folders=("photos",)),
        f"{FILE_CONTENTS};index=0": b"aaaa",
        f"{FILE_CONTENTS};index=1": b"bbbb",
    }
    reading = read(formats)
    assert [(source.name, content(source)) for source in reading.sources] == [("a.png", b"aaaa"), ("b.png", b"bbbb")]
    assert "photos" in reading.refused[0]
    assert "copy it to a folder first" in reading.refused[0]


@pytest.mark.parametrize(
    "described",
    [
        group_descriptor(("photo.jpg", 9)),
        group_descriptor(("photo.jpg", 9), claimed=2**31),
        group_descriptor(("photo.jpg", 2**40)),
        b"\1\0",
        b"",
    ],
)
def test_virtual_files_that_cannot_be_had(described: bytes) -> None:
    reading = read({FILE_GROUP: described, "text/plain": "IMG_0001.JPG"})
    assert not reading.sources
    assert not reading.text
    assert "to a folder first" in reading.refused[0]


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (
            "text/plain",
            b'{"itemType":"mailmessage","rowKeys":["a"],"subjects":["Printer"],"latestItemIds":["AAMk/1"],"sizes":[7]}',
        ),
        ("multimaillistconversationrows", '{"latestItemIds":["AAMk"]}'.encode("utf-16-le")),
        (
            'application/x-qt-windows-mime;value="Chromium Web Custom MIME Data Format"',
            b"\0\0\0\0" + '{"mailboxInfos":[]}'.encode("utf-16-le"),
        ),
    ],
)
def test_ids_of_the_new_outlook(name: str, payload: bytes) -> None:
    reading = read({name: payload})
    assert reading.refused == ("Outlook gave no file, only its number. Drag it to a folder first, then drop it here.",)
    assert not reading.text


def test_a_promise_of_macos() -> None:
    reading = read({"com.apple.pasteboard.promised-file-content-type": "public.png"})
    assert "copy them to a folder first" in reading.refused[0]


# --- images -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("media_type", "kind", "suffix"),
    [
        ("image/png", "png", ".png"),
        ('application/x-qt-windows-mime;value="PNG"', "png", ".png"),
        ("image/jpeg", "jpg", ".jpg"),
        ("image/webp", "webp", ".webp"),
        ("image/bmp", "bmp", ".bmp"),
        ("image/png", "jpg", ".jpg"),
    ],
)
def test_encoded_images_are_kept_byte_for_byte(media_type: str, kind: str, suffix: str) -> None:
    data = picture(kind=kind)
    (source,) = read({media_type: data, "text/html": "<img src='https://example.com/'>"}).sources
    assert source.data == data
    assert source.name.startswith("Screenshot ")
    assert source.name.endswith(suffix)


def test_tiff_is_kept_though_qt_may_not_read_it() -> None:
    tiff = b"II*\0\x08\0\0\0\0\0\0\0\0\0"
    assert read({"image/tiff": tiff}).sources[0].data == tiff


def test_the_best_encoding_is_taken() -> None:
    (source,) = read({"image/bmp": picture(kind="bmp"), "image/png": picture(), "image/jpeg": b"broken"}).sources
    assert source.data == picture()


def test_a_decoded_image_becomes_a_png() -> None:
    image = QImage.fromData(picture("green"))
    mime = QMimeData()
    mime.setImageData(image)
    (read_image,) = read_mime(mime, ROOM).images
    assert read_image.convertToFormat(image.format()) == image


# --- browsers ---------------------------------------------------------------------------------------------------------

PAGE = "https://example.com/gallery"
SRC = "https://example.com/i/pic%20one.png?x=1&y=2"
TAG = '<a href="https://example.com/gallery"><img src="https://example.com/i/pic%20one.png?x=1&amp;y=2" alt="One"></a>'


def test_a_picture_dragged_from_chromium() -> None:
    """As measured with Chromium on X11: the picture's own bytes come as application/octet-stream."""
    data = picture()
    formats: dict[str, bytes | str] = {
        "text/uri-list": SRC,
        "text/plain": SRC,
        "XdndDirectSave0": "F",
        "application/octet-stream": data,
        "chromium/x-renderer-taint": "https://example.com",
        "text/html": b"\xef\xbb\xbf" + TAG.encode(),
    }
    (source,) = read(formats).sources
    assert (source.name, source.data) == ("pic one.png", data)
    formats["application/octet-stream"] = b"<!doctype html>"
    assert read(formats) == Reading(offers=(LinkOffer(SRC),))


def test_a_picture_dragged_from_firefox() -> None:
    def utf16(text: str) -> bytes:
        return text.encode("utf-16-le")

    formats: dict[str, bytes | str] = {
        "text/x-moz-url": utf16(f"{PAGE}\nGallery"),
        "text/x-moz-url-data": utf16(PAGE),
        "text/x-moz-url-desc": utf16("Gallery"),
        "text/uri-list": PAGE,
        "text/_moz_htmlcontext": utf16("<html><body></body></html>"),
        "text/_moz_htmlinfo": utf16("0,0"),
        "text/html": utf16(TAG),
        "text/plain": PAGE,
        "application/x-moz-file-promise-url": utf16(SRC),
        "application/x-moz-file-promise-dest-filename": utf16("pic one.png"),
    }
    assert read(formats) == Reading(offers=(LinkOffer(SRC),))
    (source,) = read({**formats, "image/png": picture()}).sources
    assert (source.name, source.data) == ("pic one.png", picture())


def test_a_link_dragged_from_a_page() -> None:
    formats: dict[str, bytes | str] = {
        "text/x-moz-url": f"{PAGE}\nThe gallery".encode("utf-16-le"),
        "text/uri-list": PAGE,
        "text/plain": PAGE,
        "text/html": f'<a href="{PAGE}">The gallery</a>',
    }
    assert read(formats) == Reading(offers=(LinkOffer(PAGE),))


@pytest.mark.parametrize("text", ["https://example.com", " HTTP://example.com/a?b#c \n"])
def test_a_bare_address_is_only_offered(text: str) -> None:
    assert read({"text/plain": text}) == Reading(offers=(LinkOffer(text.strip()),))


@pytest.mark.parametrize("text", ["see https://example.com", "ftp://example.com/x", "https://", "javascript:alert(1)"])
def test_other_text_is_text(text: str) -> None:
    assert read({"text/plain": text}) == Reading(text=text)


def test_images_inside_html() -> None:
    png, jpeg = (base64.b64encode(picture(kind=kind)).decode() for kind in ("png", "jpg"))
    page = (
        f"<p>Words</p><IMG alt='>' class=x SRC='data:image/png;base64,{png}'><img src=https://example.com/track.gif>"
        f'<img\nsrc = "data:image/jpeg;base64,{jpeg[:20]}\n{jpeg[20:]}">'
    )
    reading = read({"text/html": page.replace("alt='>' ", ""), "text/plain": "Words"})
    assert [content(source) for source in reading.sources] == [picture(), picture(kind="jpg")]
    assert [source.name.rpartition(".")[2] for source in reading.sources] == ["png", "jpg"]
    assert reading.text == "Words"
    assert not reading.offers


def test_an_image_inside_html_is_less_than_the_bitmap_beside_it() -> None:
    page = f"<img src='data:image/png;base64,{base64.b64encode(picture('blue')).decode()}'>"
    (source,) = read({"text/html": page, "image/png": picture()}).sources
    assert source.data == picture()


def test_a_broken_image_inside_html_is_refused_when_it_is_copied() -> None:
    (source,) = read({"text/html": "<img src='data:image/png;base64,AAAAA'>"}).sources
    assert content(source) == b""


def test_a_piece_of_a_page_is_its_text() -> None:
    page = "<p>Paper jam <img src='https://example.com/icon.png'> in tray 2</p>"
    assert read({"text/html": page, "text/plain": "Paper jam in tray 2"}) == Reading(text="Paper jam in tray 2")


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_text_goes_to_the_description() -> None:
    assert read({"text/plain": "error 41\nsecond line"}) == Reading(text="error 41\nsecond line")
    assert read({"text/plain;charset=utf-8": "Größe"}).text == "Größe"


@pytest.mark.parametrize("formats", [{"application/x-something": b"\1\2"}, {"text/plain": " \n"}])
def test_nothing_usable_says_what_to_do(formats: dict[str, bytes | str]) -> None:
    reading = read(formats)
    assert reading.refused == ("There was nothing to attach in that. Save it as a file first and drop the file.",)


def test_an_empty_clipboard_is_said() -> None:
    assert "another program holds it" in read({}).refused[0]
