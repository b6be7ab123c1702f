"""One upload as it comes in: a multipart body read piece by piece, its file part handed on without being kept."""

import logging
import re
from collections.abc import Callable
from typing import Final

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

FILE_FIELD: Final = "attachment"
"""The form field that carries the file. Assumed: the upload call is not documented."""

_MAX_NAME_CHARACTERS: Final = 255
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


class BadUploadError(Exception):
    """The body is not a multipart form with one file in it."""


class UploadBody:
    """Reads one multipart body and hands the bytes of its file part on as they come.

    Attributes:
        name: The file's base name; "" until its part has begun.
        media_type: What the part says it is.
    """

    def __init__(self, content_type: str, write: Callable[[memoryview], None]) -> None:
        """Prepare to read a body of this content type.

        Args:
            content_type: The request's header, with its boundary.
            write: Takes the file's bytes; the memory is only lent for the call.

        Raises:
            BadUploadError: The content type is not multipart/form-data with a boundary.
        """
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise BadUploadError("Content-Type must be multipart/form-data with a boundary")
        self.name = ""
        self.media_type = "application/octet-stream"
        self._write = write
        self._has_ended = False
        self._is_in_file = False
        self._header_name = bytearray()
        self._header_value = bytearray()
        self._headers: dict[str, str] = {}
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_name,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except FormParserError as error:
            raise BadUploadError(f"The boundary is not acceptable: {error}") from error
        # The parser warns of each malformed body before it raises; the refusal says the same, once.
        self._parser.logger = _SILENT

    def feed(self, data: bytes) -> None:
        """Read the next piece of the body.

        Raises:
            BadUploadError: The body is malformed, or holds more than one file.
        """
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise BadUploadError(f"The multipart body is malformed: {error}") from error

    def finish(self) -> None:
        """Check that the body was whole.

        Raises:
            BadUploadError: Its end is missing, or no file was in it.
        """
        if not self._has_ended:
            raise BadUploadError("The multipart body is not complete")
        if not self.name:
            raise BadUploadError(f"{FILE_FIELD} is required: a form field with a file")

    def _on_part_begin(self) -> None:
        self._headers.clear()

    def _on_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header_name.decode("latin-1").lower()] = self._header_value.decode("latin-1")
        self._header_name.clear()
        self._header_value.clear()

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", ""))
        is_file = options.get(b"name", b"").decode("utf-8", "replace") == FILE_FIELD and b"filename" in options
        if is_file and self.name:
            raise BadUploadError(f"{FILE_FIELD} must be one file")
        self._is_in_file = is_file
        if is_file:
            self.name = _base_name(options[b"filename"].decode("utf-8", "replace"))
            declared = self._headers.get("content-type", "")
            # It goes out again in a header, so nothing but a plain type may pass.
            self.media_type = declared if _MEDIA_TYPE.fullmatch(declared) else self.media_type

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._is_in_file:
            self._write(memoryview(data)[start:end])

    def _on_part_end(self) -> None:
        self._is_in_file = False

    def _on_end(self) -> None:
        self._has_ended = True


def _base_name(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(character for character in base if character.isprintable()).strip()
    return printable[-_MAX_NAME_CHARACTERS:] if printable not in {"", ".", ".."} else "file"


_SILENT: Final = logging.getLogger("desk_gui.sandbox.multipart.parser")
_SILENT.disabled = True
