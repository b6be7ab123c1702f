"""What files are, by their first bytes."""

import pytest

from desk_gui.outbox.media_types import HEAD_BYTES, fitting_name, media_type_of


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"GIF89a\1\0\1\0", "image/gif"),
        (b"GIF87a\1\0\1\0", "image/gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "application/octet-stream"),
        (b"BM" + bytes(12) + b"\x28\0\0\0", "image/bmp"),
        (b"BM is how this text begins", "text/plain"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"PK\x03\x04\x14\0", "application/zip"),
        (b"PK\x05\x06" + bytes(18), "application/zip"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "image/heif"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "image/avif"),
        (b"\0\0\0\x20ftypisom\0\0\2\0", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "video/quicktime"),
        (b"one line\r\nand\tanother\n", "text/plain"),
        ("Grüße 😀".encode(), "text/plain"),
        ("é".encode("latin-1"), "application/octet-stream"),
        (b"text\0with nul", "application/octet-stream"),
        (b"\x7fELF\2\1\1\0", "application/octet-stream"),
        (b"MZ\x90\0", "application/octet-stream"),
    ],
)
def test_media_type(head: bytes, media_type: str) -> None:
    assert media_type_of(head) == media_type


def test_character_cut_by_the_end_of_the_head_is_text() -> None:
    head = b"x" * (HEAD_BYTES - 1) + "é".encode()[:1]

    assert media_type_of(head) == "text/plain"
    assert media_type_of(head[1:]) == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "media_type", "fitting"),
    [
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("photo", "image/jpeg", "photo.jpg"),
        ("photo.php", "image/png", "photo.php.png"),
        ("photo.png", "image/webp", "photo.png.webp"),
        ("report.docx", "application/zip", "report.docx"),
        ("notes", "text/plain", "notes"),
    ],
)
def test_a_name_gets_the_suffix_of_its_content(name: str, media_type: str, fitting: str) -> None:
    assert fitting_name(name, media_type) == fitting


@pytest.mark.parametrize(
    ("brands", "media_type"),
    [
        (b"mif1\0\0\0\0mif1heic", "image/heic"),
        (b"mif1\0\0\0\0avifmif1miaf", "image/avif"),
        (b"mif1\0\0\0\0mif1", "image/heif"),
        (b"heic\0\0\0\0mif1heic", "image/heic"),
        (b"isom\0\0\0\0heic", "video/mp4"),
    ],
)
def test_a_picture_of_any_kind_says_further_on_which(brands: bytes, media_type: str) -> None:
    assert media_type_of((8 + len(brands)).to_bytes(4, "big") + b"ftyp" + brands + b"\0\0\0\x08meta") == media_type
