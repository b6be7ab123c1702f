"""Looks in one place: colours, sizes, and the style sheet made from them. Light and dark follow the system."""

from dataclasses import asdict, dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desk_gui.system.resources import resource_path

SPACE: Final = (4, 8, 12, 16, 24)
"""The spacing scale, in device-independent pixels."""

SMALLEST_TEXT_PT: Final = 10.5
"""What is typed and read is at least this large (14 px at 96 dpi), however small the system's own text is."""

TARGET_HEIGHT: Final = 34
"""Nothing that is clicked is lower than this, in device-independent pixels."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme. Text on its background is at least 4.5:1, field borders 3:1."""

    background: str
    panel: str
    ink: str
    dim: str
    line: str
    border: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str


LIGHT: Final = Tokens(
    background="#f5f6f8",
    panel="#ffffff",
    ink="#1b2430",
    dim="#566270",
    line="#d5dae1",
    border="#8593a3",
    accent="#0b62c4",
    accent_hover="#0a55ab",
    on_accent="#ffffff",
    soft="#e8f0fb",
    ok="#146c3f",
    ok_soft="#e6f5ec",
    warn="#8a5200",
    warn_soft="#fdf0d8",
    bad="#b3261e",
)

DARK: Final = Tokens(
    background="#14181e",
    panel="#1c222a",
    ink="#e8ecf1",
    dim="#a3afbc",
    line="#333c47",
    border="#6f7d8c",
    accent="#6aa9ff",
    accent_hover="#8abbff",
    on_accent="#0b1420",
    soft="#1d2b3e",
    ok="#6ad9a2",
    ok_soft="#17301f",
    warn="#f0bf5a",
    warn_soft="#33290f",
    bad="#ff9a91",
)


class Theme(QObject):
    """Applies the look to the application and says when it changed. Lives on the GUI thread.

    Signals:
        changed: The tokens are others now; whoever paints by hand repaints.
    """

    changed = Signal()

    def __init__(self, app: QApplication, appearance: str) -> None:
        super().__init__(app)
        self._app = app
        self._template = resource_path("styles", "desk.qss").read_text(encoding="utf-8")
        self.tokens = LIGHT
        font = app.font()
        font.setPointSizeF(max(font.pointSizeF(), SMALLEST_TEXT_PT))
        app.setFont(font)
        self._appearance = appearance
        self._is_dressed = False
        self.set_appearance(appearance)
        app.styleHints().colorSchemeChanged.connect(self._on_style_hints_color_scheme_changed)

    def dress(self) -> None:
        """Apply the style sheet to the widgets there are and all to come.

        Done once the window is built: Qt looks every rule up again for each widget that is put into another.
        """
        self._is_dressed = True
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark tokens are in use."""
        return self.tokens is DARK

    def set_appearance(self, appearance: str) -> None:
        """Follow the system (`system`), or stay `light` or `dark` whatever it says."""
        self._appearance = appearance
        # Also told to the system, for title bars and file dialogs; it may not listen, so the tokens do not wait for it.
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(appearance, Qt.ColorScheme.Unknown)
        self._app.styleHints().setColorScheme(wanted)
        self._apply()

    def _apply(self) -> None:
        follows_dark = self._appearance == "system" and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if self._appearance == "dark" or follows_dark else LIGHT
        self._app.setPalette(_palette(self.tokens))
        if self._is_dressed:
            self._app.setStyleSheet(style_sheet(self._template, self.tokens, self._app.font()))
        self.changed.emit()

    @Slot(Qt.ColorScheme)
    def _on_style_hints_color_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()


def style_sheet(template: str, tokens: Tokens, font: QFont) -> str:
    """Fill the style sheet's `@names` in. Text sizes are multiples of the application's font."""
    values = asdict(tokens)
    size_pt = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    values |= {
        "small": f"{size_pt * 0.86:.2f}pt",
        "large": f"{size_pt * 1.2:.2f}pt",
        "heading": f"{size_pt * 1.06:.2f}pt",
        "mono": fixed_font_family(),
        "target": str(TARGET_HEIGHT),
        "icons": resource_path("icons").as_posix(),
        "shade": "dark" if tokens is DARK else "light",
    }
    # Longest names first, so that @accent does not eat the beginning of @accent_hover.
    for name in sorted(values, key=len, reverse=True):
        template = template.replace(f"@{name}", values[name])
    return template


def fixed_font_family() -> str:
    """Name the system's fixed-width font, for IDs."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.background,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.panel,
        QPalette.ColorRole.AlternateBase: tokens.background,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.Button: tokens.panel,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.dim,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.Mid: tokens.border,
        QPalette.ColorRole.ToolTipBase: tokens.panel,
        QPalette.ColorRole.ToolTipText: tokens.ink,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.dim))
    return palette
