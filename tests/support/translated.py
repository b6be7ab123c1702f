"""The program's translations, built as dev.py builds them."""

import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from support.project import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_SCRIPT = ROOT / "packaging" / "translations.py"


@cache
def translations() -> ModuleType:
    """Return what builds the translations, as a module."""
    spec = importlib.util.spec_from_file_location("desk_gui_translations", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def built() -> Path:
    """Build every language, and return the folder that the program loads them from."""
    subprocess.run([sys.executable, _SCRIPT, "build"], check=True, timeout=60)
    return ROOT / "resources" / "i18n"


@cache
def speak_english(app: "QApplication") -> None:
    """Let widgets that are made without the rest of the program speak as they do in it: of one as of one."""
    from PySide6.QtCore import QTranslator  # noqa: PLC0415 - tests without Qt do without it

    translator = QTranslator(app)
    assert translator.load(str(built() / "desk_gui_en.qm"))
    app.installTranslator(translator)
