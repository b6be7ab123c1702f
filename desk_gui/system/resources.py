"""The one way to the files that come with the program: icons, styles, translations, samples."""

from pathlib import Path, PureWindowsPath
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Return where a file or folder that comes with the program lies: installed, frozen, or in a checkout.

    Args:
        parts: Its path below the resources, as in `resource_path("icons", "desk-gui.svg")`.

    Raises:
        ValueError: The path is absolute or leads out of the resources.
        FileNotFoundError: There is nothing of this name.
    """
    for part in parts:
        # Read as Windows does, every system's ways out are seen: drives, both slashes and dots.
        spelled = PureWindowsPath(part)
        if spelled.anchor or ".." in spelled.parts or part.startswith("/"):
            raise ValueError(f"not a path below the resources: {part!r}")
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"no such resource: {'/'.join(parts)}")
    return path


def _root() -> Path:
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"
