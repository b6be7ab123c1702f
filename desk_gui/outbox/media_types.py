"""What a file is by its first bytes. Pure: names and extensions are not looked at."""

from typing import Final

HEAD_BYTES: Final = 4096
"""How much of a file's beginning is enough."""

UNKNOWN: Final = "application/octet-stream"

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
)
_BRANDS: Final = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
}
_ANY_PICTURE: Final = (b"mif1", b"msf1")
_BMP_HEADER_SIZES: Final = (12, 40, 52, 56, 64, 108, 124)
_SUFFIXES: Final = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/gif": ("gif",),
    "image/tiff": ("tif", "tiff", "dng"),
    "image/bmp": ("bmp", "dib"),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "image/heif": ("heif", "heic"),
    "image/avif": ("avif",),
    "application/pdf": ("pdf",),
}
"""What files of these types are called, the usual way first. Types that many programs build upon are not here."""

_TEXT_CONTROLS: Final = frozenset(b"\t\n\f\r\x1b")
_FIRST_PRINTABLE: Final = 0x20


def media_type_of(head: bytes) -> str:
    """Return the media type of a file that begins like this.

    Args:
        head: The first `HEAD_BYTES` bytes, or all there are.
    """
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES:
        return "image/bmp"
    if head[4:8] == b"ftyp":
        return _type_of_brands(head)
    return "text/plain" if _is_text(head) else UNKNOWN


def _type_of_brands(head: bytes) -> str:
    """Return what a file of the MPEG-4 family is; those that may hold any picture say further on which."""
    brands = [head[8:12]]
    if brands[0] in _ANY_PICTURE:
        further = head[16 : int.from_bytes(head[:4], "big")]
        brands = [further[at : at + 4] for at in range(0, len(further), 4)] + brands
        brands = [brand for brand in brands if brand not in _ANY_PICTURE and brand in _BRANDS] + brands[-1:]
    return _BRANDS.get(brands[0], "video/mp4")


def fitting_name(name: str, media_type: str) -> str:
    """Return a file's name, with the usual suffix of its type at the end where it has none that fits."""
    suffixes = _SUFFIXES.get(media_type)
    if suffixes is None or name.rpartition(".")[2].lower() in suffixes:
        return name
    return f"{name}.{suffixes[0]}"


def _is_text(head: bytes) -> bool:
    if any(byte < _FIRST_PRINTABLE and byte not in _TEXT_CONTROLS for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be cut off by the end of the head.
        return len(head) >= HEAD_BYTES and error.start >= len(head) - 3 and error.reason == "unexpected end of data"
    return bool(head)
