"""The project's own files, for tests that read the code instead of running it."""

import subprocess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_NOT_OURS: Final = {".git", ".venv", "build", "dist", "__pycache__"}


def project_files() -> list[Path]:
    """Return every file that belongs to the project, new ones included, relative to its root.

    In an unpacked archive, where nobody kept a list, that is all but what the tools make.
    """
    if (ROOT / ".git").exists():
        listing = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        return sorted({Path(name) for name in names if name and (ROOT / name).is_file()})
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(
        path for path in found if not any(part in _NOT_OURS or part.endswith("_cache") for part in path.parts)
    )


def python_files(*folders: str) -> list[Path]:
    """Return the project's Python files below these folders, relative to its root."""
    return [path for path in project_files() if path.suffix == ".py" and path.parts[0] in folders]
