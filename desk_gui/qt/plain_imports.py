"""Python's own import statement, kept."""

import builtins

import PySide6.QtCore  # noqa: F401 - puts its own in place of it


def keep_plain_imports() -> None:
    """Put back the import statement that PySide replaced.

    PySide's reads the source of every module that is imported from then on, looking for its own name, for the sake of
    its `__feature__` switches. Nothing here switches any, and hundreds of modules follow. Call before they do.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
