"""The language that texts, dates and numbers are shown in."""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_SYSTEM: Final = "system"
_ENGLISH: Final = "en"
_NAME: Final = "desk_gui"
_HAS_LANGUAGE: Final = "desk_gui_has_language"

_log = logging.getLogger(__name__)


def use_language(app: QCoreApplication, folder: Path, name: str) -> None:
    """Show everything that is made from now on in a language; what is there already is made anew by the caller.

    Call on the GUI thread.

    Args:
        app: Translates, and owns the translators; those of the language before go.
        folder: Where the `.qm` files of the program are; without them texts are those in the code, in English.
        name: `system` for the one the system prefers, or a language's code, such as `zh_CN`.
    """
    # At first there is nothing to look for: to look, PySide would set up all enums of Qt before the first paint.
    if app.property(_HAS_LANGUAGE):
        for old in app.findChildren(QTranslator):
            app.removeTranslator(old)
            old.deleteLater()
    app.setProperty(_HAS_LANGUAGE, True)
    locale = _locale(name)
    QLocale.setDefault(locale)
    own = _load(app, locale, _NAME, str(folder)) or _load(app, QLocale(_ENGLISH), _NAME, str(folder))
    if own is None:
        return
    if not own.language().startswith(_ENGLISH):
        # The buttons of message boxes and the menus of text fields are Qt's own; it has English in its code.
        qt_own = _load(app, locale, "qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        if qt_own is not None:
            app.installTranslator(qt_own)
    app.installTranslator(own)


def _load(app: QCoreApplication, locale: QLocale, name: str, folder: str) -> QTranslator | None:
    translator = QTranslator()
    if translator.load(locale, name, "_", folder):
        translator.setParent(app)
        return translator
    _log.info("No texts of %s for %s", name, locale.name())
    return None


def _locale(name: str) -> QLocale:
    system = QLocale.system()
    if name == _SYSTEM:
        return system
    # English alone says nothing of how dates are written where this computer is.
    return QLocale(name) if "_" in name else QLocale(QLocale(name).language(), system.territory())
