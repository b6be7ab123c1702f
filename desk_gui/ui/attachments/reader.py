"""The one reader of everything dropped, pasted or picked: from formats to files, bytes, images, offers and text."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QImage

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.draft import new_id
from desk_gui.outbox.media_types import HEAD_BYTES, UNKNOWN, fitting_name, media_type_of
from desk_gui.outbox.names import name_in_url, safe_base_name
from desk_gui.ui.attachments import formats
from desk_gui.ui.attachments.images import screenshot_name
from desk_gui.ui.attachments.offers import LinkOffer, Offer, PortalOffer
from desk_gui.ui.attachments.presence import are_there
from desk_gui.ui.text import fill, plain

_WINDOWS: Final = 'application/x-qt-windows-mime;value="'
"""How Qt names Windows' own formats. One of several contents is asked for with `;index=` behind it."""

FILE_GROUP: Final = f'{_WINDOWS}FileGroupDescriptorW"'
FILE_CONTENTS: Final = f'{_WINDOWS}FileContents"'
ENCODED_IMAGES: Final = (
    "image/png",
    f'{_WINDOWS}PNG"',
    "image/jpeg",
    f'{_WINDOWS}JFIF"',
    "image/webp",
    "image/gif",
    "image/tiff",
    "image/bmp",
    # Chrome's for a picture dragged out of a page: the picture itself, as it came from the server.
    "application/octet-stream",
)
"""Encoded forms a clipboard may hold, best first. Their bytes are kept as they are."""

URI_LISTS: Final = ("text/uri-list", "application/x-kde4-urilist")
COPIED_FILES: Final = "x-special/gnome-copied-files"
PORTAL_KEYS: Final = ("application/vnd.portal.filetransfer", "application/vnd.portal.files")
MOZ_LINKS: Final = ("application/x-moz-file-promise-url", "text/x-moz-url", "text/x-moz-url-data")
LARGEST_VIRTUAL_BYTES: Final = 256 * 1024 * 1024
"""Of one file that another program hands over through memory."""

_LONGEST_KEY: Final = 256


@dataclass(frozen=True, slots=True)
class Reading:
    """What a drop or a paste held.

    Attributes:
        sources: To attach as they are.
        images: Decoded images, to be encoded as PNG off the GUI thread.
        text: For the description.
        refused: A sentence for everything that was left out, with what to do instead.
        offers: What is taken only when the technician says so.
    """

    sources: tuple[FileSource, ...] = ()
    images: tuple[QImage, ...] = ()
    text: str = ""
    refused: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


def read_mime(mime: QMimeData, room: int) -> Reading:
    """Read a drop or a paste at once, the best of what it holds first; nothing is fetched from anywhere.

    Files, then files inside other programs, encoded images, decoded ones, images inside HTML, links, text. Must be
    called inside the drop event: some desktops free the data when it ends.

    Args:
        mime: What came.
        room: How many more files the ticket takes.
    """
    drop = _Drop(mime, room)
    for step in _STEPS:
        reading = step(drop)
        if reading is not None:
            return _within(reading, room)
    return Reading(refused=(_nothing_usable(drop),))


def read_paths(paths: list[Path], room: int, count: int = 0) -> Reading:
    """Turn paths into sources. Nothing is looked at: one of them may lie on a drive that does not answer.

    What turns out to be a folder is refused by the outbox as one, and becomes an offer then.

    Args:
        paths: Of files, most likely.
        room: How many more files the ticket takes; checked before any of the rest is touched.
        count: How many there were, where `paths` are only the first of them.
    """
    count = max(count, len(paths))
    sources = tuple(FileSource(new_id(), path.name, path=path) for path in paths[:room])
    return Reading(sources=sources, refused=(too_many(room, count),) if count > room else ())


class _Drop:
    """A drop while it is being read.

    Args:
        mime: What came.
        room: How many more files the ticket takes.
    """

    def __init__(self, mime: QMimeData, room: int) -> None:
        self.mime = mime
        self.room = room
        self.formats: Final = frozenset(mime.formats())
        self.text = mime.text() if mime.hasText() and not self.holds(*URI_LISTS) else self._bare_text()

    def _bare_text(self) -> str:
        """Return the text beside a list of addresses: Qt would make one up from the list."""
        return formats.decode_text(self.data("text/plain")) if "text/plain" in self.formats else ""

    def holds(self, *names: str) -> bool:
        """Say whether it has one of these formats."""
        return any(name in self.formats for name in names)

    def data(self, name: str) -> bytes:
        """Return what it has in a format; b"" for nothing."""
        return bytes(self.mime.data(name).data())

    def first(self, *names: str) -> bytes:
        """Return the first of these formats that has something."""
        return next((data for data in map(self.data, filter(self.formats.__contains__, names)) if data), b"")

    def html_images(self) -> list[str]:
        """Return where its HTML has pictures from."""
        return formats.image_sources(self.mime.html()) if self.mime.hasHtml() else []

    def listed_links(self) -> tuple[str, ...]:
        """Return the web addresses it lists."""
        return formats.read_addresses(formats.uri_lines(self.first(*URI_LISTS)), 0).links

    def link(self) -> str:
        """Return the web address it is about, the picture's own before that of the page it leads to; or ""."""
        images = [source for source in self.html_images() if formats.is_web_address(source)]
        promised = (formats.first_link(self.data(name)) for name in MOZ_LINKS[:1] if name in self.formats)
        named = (formats.first_link(self.data(name)) for name in MOZ_LINKS[1:] if name in self.formats)
        listed = self.listed_links()
        typed = [self.text.strip()] if formats.is_web_address(self.text.strip()) else []
        # Pictures in a page of text are not what it is about.
        pictured = images if not self.text.strip() or typed else []
        return next((link for link in (*promised, *pictured, *named, *listed, *typed) if link), "")


def _files(drop: _Drop) -> Reading | None:
    lines = formats.uri_lines(drop.first(*URI_LISTS))
    if not lines:
        text = formats.decode_text(drop.data(COPIED_FILES)) if drop.holds(COPIED_FILES) else drop.text
        lines = formats.copied_files(text) or []
    found = formats.read_addresses(lines, drop.room + 1)
    if found.local and drop.holds(*PORTAL_KEYS) and not are_there(found.local[:1]):
        return None  # Paths as a sandbox sees them: only its portal knows what they are here.
    if not lines:
        paths = formats.paths_in_text(drop.text)
        # A text that begins with a slash may be anything, and one of them may lie on a drive that does not answer.
        if paths and are_there(paths[: drop.room + 1]):
            found = formats.Addresses(tuple(paths), len(paths))
    if not found.local and not found.elsewhere:
        return None
    reading = read_paths(list(found.local), drop.room, found.local_count)
    return replace(
        reading,
        refused=(*reading.refused, *map(_elsewhere, found.elsewhere)),
        offers=(*reading.offers, *map(LinkOffer, found.links)),
    )


def _portal(drop: _Drop) -> Reading | None:
    key = formats.decode_text(drop.first(*PORTAL_KEYS)).strip("\0 \r\n")
    return Reading(offers=(PortalOffer(key),)) if 0 < len(key) <= _LONGEST_KEY and key.isprintable() else None


def _virtual_files(drop: _Drop) -> Reading | None:
    if not drop.holds(FILE_GROUP):
        return None
    described = formats.group_descriptor(drop.data(FILE_GROUP))
    sources: list[FileSource] = []
    refused: list[str] = []
    for index, file in enumerate(described[: drop.room]):
        data = b""
        if not file.is_folder and (file.size_bytes or 0) <= LARGEST_VIRTUAL_BYTES:
            data = drop.data(f"{FILE_CONTENTS};index={index}")
            if not data and len(described) == 1:
                data = drop.data(FILE_CONTENTS)
        name = safe_base_name(file.name)
        if data:
            sources.append(FileSource(new_id(), name, data=data))
        else:
            refused.append(_copy_first(name))
    if len(described) > drop.room:
        refused.insert(0, too_many(drop.room, len(described)))
    if not described:
        refused.append(_copy_first(""))
    return Reading(sources=tuple(sources), refused=tuple(refused))


def _encoded_image(drop: _Drop) -> Reading | None:
    for name in ENCODED_IMAGES:
        if name not in drop.formats:
            continue
        data = drop.data(name)
        media_type = media_type_of(data[:HEAD_BYTES])
        is_file = name == "application/octet-stream" and media_type not in (UNKNOWN, "text/plain")
        if media_type.startswith("image/") or is_file:
            file_name = fitting_name(name_in_url(drop.link()) or screenshot_name(), media_type)
            return Reading(sources=(FileSource(new_id(), file_name, data=data),))
    return None


def _decoded_image(drop: _Drop) -> Reading | None:
    image = drop.mime.imageData() if drop.mime.hasImage() else None
    return Reading(images=(image,)) if isinstance(image, QImage) and not image.isNull() else None


def _inline_images(drop: _Drop) -> Reading | None:
    uris = [source for source in drop.html_images() if source[:11].lower() == "data:image/"]
    if not uris:
        return None
    text = "" if formats.is_web_address(drop.text.strip()) or drop.text.strip() in uris else drop.text
    sources = (
        FileSource(new_id(), _inline_name(uri, number), make=partial(formats.data_in_uri, uri))
        for number, uri in enumerate(uris, 1)
    )
    return Reading(sources=tuple(sources), text=text.strip() and text)


def _inline_name(uri: str, number: int) -> str:
    subtype = uri[len("data:image/") :].partition(",")[0].partition(";")[0].partition("+")[0].lower()
    suffix = {"jpeg": "jpg"}.get(subtype, subtype if subtype.isalnum() else "bin")
    name = screenshot_name(suffix)
    return name if number == 1 else f"{name.removesuffix(f'.{suffix}')} ({number}).{suffix}"


def _pointer(drop: _Drop) -> Reading | None:
    if any(formats.holds_outlook_ids(drop.data(name)) for name in drop.formats if _may_hold_ids(name)):
        return Reading(
            refused=(
                QCoreApplication.translate(
                    "reader", "Outlook gave no file, only its number. Drag it to a folder first, then drop it here."
                ),
            )
        )
    if any("promise" in name.lower() for name in drop.formats) and not drop.link():
        return Reading(refused=(_copy_first(""),))
    listed = drop.listed_links()
    links = listed[: drop.room] if len(listed) > 1 else (drop.link(),)
    return Reading(offers=tuple(map(LinkOffer, links))) if any(links) else None


def _may_hold_ids(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith("text/plain") or "maillist" in lowered or "custom" in lowered or "outlook" in lowered


def _text(drop: _Drop) -> Reading | None:
    return Reading(text=drop.text) if drop.text.strip() else None


_STEPS: Final[tuple[Callable[[_Drop], Reading | None], ...]] = (
    _files,
    _portal,
    _virtual_files,
    _encoded_image,
    _decoded_image,
    _inline_images,
    _pointer,
    _text,
)


def _within(reading: Reading, room: int) -> Reading:
    """Leave out what the ticket has no room for."""
    count = len(reading.sources) + len(reading.images)
    if count <= room:
        return reading
    sources = reading.sources[:room]
    images = reading.images[: room - len(sources)]
    return replace(reading, sources=sources, images=images, refused=(too_many(room, count), *reading.refused))


# Sentences


def too_many(room: int, count: int) -> str:
    """Say that not all files were taken, for want of room on the ticket."""
    sentence = QCoreApplication.translate(
        "reader", "Only %1 of %2 files were added: this ticket takes no more. Put the rest into another ticket."
    )
    return fill(sentence, str(room), str(count))


def _elsewhere(uri: str) -> str:
    sentence = QCoreApplication.translate("reader", "“%1” lies on another computer: copy it to this one first.")
    return fill(sentence, plain(safe_base_name(name_in_url(uri) or uri), 60))


def _copy_first(name: str) -> str:
    if not name:
        return QCoreApplication.translate(
            "reader", "Those files exist only inside the other program: copy them to a folder first, then drop them."
        )
    sentence = QCoreApplication.translate(
        "reader", "“%1” exists only inside the other program: copy it to a folder first, then drop it here."
    )
    return fill(sentence, plain(name, 60))


def _nothing_usable(drop: _Drop) -> str:
    if not drop.formats:
        return QCoreApplication.translate(
            "reader", "There was nothing to attach: the clipboard is empty, or another program holds it. Copy it again."
        )
    return QCoreApplication.translate(
        "reader", "There was nothing to attach in that. Save it as a file first and drop the file."
    )
