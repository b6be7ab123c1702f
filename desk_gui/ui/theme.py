"""Looks in one place: colours, sizes, and the style sheet made from them; light, dark, high contrast follow the system.

Sizes are written for text of `SMALLEST_TEXT_PT`; with larger text those of the style sheet grow by themselves, and so
does what goes through `scaled`; the gaps between widgets, all of one scale and through `gap` or `gaps`, grow half as
fast. Nothing in the program is animated, so there is no motion to reduce; a test holds that.
"""

from typing import Final, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desk_gui.qt.early import BE_DARK, BE_LIGHT, FOLLOW_SYSTEM, set_early
from desk_gui.system.resources import resource_path

SPACE: Final = (2, 4, 6, 8, 10, 12, 14, 16, 20, 24)
"""The spacing scale, in device-independent pixels at the smallest text; `gap` and `gaps` are for these alone."""

FOOT_SPACE: Final = 9
"""Above and below the buttons at the foot of a window."""

TYPE: Final = {"small": 0.86, "heading": 1.06, "large": 1.2}
"""The type scale, as multiples of the application's font."""

SMALLEST_TEXT_PT: Final = 10.5
"""What is typed and read is at least this large (14 px at 96 dpi), however small the system's own text is."""

TARGET_HEIGHT: Final = 34
"""Nothing that is clicked is lower than this, in device-independent pixels."""

LARGE_TEXT_PT: Final = 14.0
LARGE_TARGET: Final = 48
"""With large controls: text at least this large, and nothing that is touched lower than this."""


class Tokens(NamedTuple):
    """The colours of one theme. Text on its background is at least 4.5:1, field borders and the focus ring 3:1.

    There are two accents: `accent` is what can be pressed, is chosen or has the focus; `warn` is what waits for a
    person, practice included. `ok` and `bad` only tell how something ended, and always beside a word.

    Attributes:
        ring: Around what has the focus.
        chosen: Behind what is chosen of several; its text is `on_chosen`.
        off: What cannot be used now; greyer than `ink` for every eye.
        shade: Which icons suit, `light` or `dark`.
    """

    background: str
    panel: str
    ink: str
    dim: str
    line: str
    border: str
    accent: str
    accent_hover: str
    on_accent: str
    ring: str
    chosen: str
    on_chosen: str
    soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    off: str
    shade: str


LIGHT: Final = Tokens(
    background="#f5f6f8",
    panel="#ffffff",
    ink="#1b2430",
    dim="#566270",
    line="#d5dae1",
    border="#7a8898",
    accent="#0b62c4",
    accent_hover="#0a55ab",
    on_accent="#ffffff",
    ring="#0b62c4",
    chosen="#e8f0fb",
    on_chosen="#0b62c4",
    soft="#e8f0fb",
    ok="#146c3f",
    ok_soft="#e6f5ec",
    warn="#8a5200",
    warn_soft="#fdf0d8",
    bad="#b3261e",
    off="#566270",
    shade="light",
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
    ring="#6aa9ff",
    chosen="#1d2b3e",
    on_chosen="#6aa9ff",
    soft="#1d2b3e",
    ok="#6ad9a2",
    ok_soft="#17301f",
    warn="#f0bf5a",
    warn_soft="#33290f",
    bad="#ff9a91",
    off="#a3afbc",
    shade="dark",
)

HIGH_CONTRAST: Final = Tokens(
    background="#000000",
    panel="#000000",
    ink="#ffffff",
    dim="#c8c8c8",
    line="#ffffff",
    border="#ffffff",
    accent="#ffe14d",
    accent_hover="#ffffff",
    on_accent="#000000",
    ring="#ffe14d",
    chosen="#0a5fd6",
    on_chosen="#ffffff",
    soft="#1f2a3a",
    ok="#7dffb0",
    ok_soft="#00210f",
    warn="#ffd27a",
    warn_soft="#2a1c00",
    bad="#ffb0a8",
    off="#9a9a9a",
    shade="dark",
)
"""White and yellow on black with white borders; what is chosen is filled."""

HIGH_CONTRAST_LIGHT: Final = Tokens(
    background="#ffffff",
    panel="#ffffff",
    ink="#000000",
    dim="#3d3d3d",
    line="#000000",
    border="#000000",
    accent="#00349c",
    accent_hover="#000000",
    on_accent="#ffffff",
    ring="#cc6d00",
    chosen="#002a80",
    on_chosen="#ffffff",
    soft="#e3ecff",
    ok="#00461f",
    ok_soft="#e9fbf0",
    warn="#5a3300",
    warn_soft="#fff3da",
    bad="#8a0c05",
    off="#5c5c5c",
    shade="light",
)
"""The same on white, for a system that asks for more contrast and is light."""


_ROW_BUTTON: Final = 28
"""A small button on a row, as the style sheet has it."""


class SystemLook(NamedTuple):
    """How the system wants its windows."""

    is_dark: bool
    wants_contrast: bool


class Theme(QObject):
    """Applies the look to the application and says when it changed. Lives on the GUI thread.

    Signals:
        changed: The tokens are others now; whoever paints by hand repaints.

    Attributes:
        tokens: The colours.
        system_look: How the system wants its windows, as far as it was asked.
    """

    changed = Signal()

    def __init__(self, app: QApplication, appearance: str, expected: SystemLook | None = None) -> None:
        """Apply a first look, without asking the system: `settle` does.

        Args:
            app: Takes font, palette and style sheet.
            appearance: As in `set_appearance`.
            expected: How the system wanted its windows the last time; None is seen by the palette.
        """
        super().__init__(app)
        self._app = app
        self._template = resource_path("styles", "desk.qss").read_text(encoding="utf-8")
        self.tokens = LIGHT
        self._is_large = False
        self._natural_pt = app.font().pointSizeF()
        self._set_font()
        self._appearance = appearance
        self._is_dressed = False
        self.system_look = _seen_look(app.palette()) if expected is None else expected
        # Kept: what it hands out goes with the Python object that handed it out.
        self._style_hints = app.styleHints()
        self._style_hints.colorSchemeChanged.connect(self._on_style_hints_color_scheme_changed)
        # Told since Qt 6.10: by Windows' high contrast, macOS's increased contrast, and the desktops' portal.
        self._hints = getattr(self._style_hints, "accessibility", lambda: None)()
        if self._hints is not None:
            self._hints.contrastPreferenceChanged.connect(self._on_hints_contrast_preference_changed)
        self._tell_system()
        self._apply()

    def settle(self) -> None:
        """Ask the system itself how dark and how rich in contrast it wants the window; the answers are enums.

        Call it after the first paint: naming the first of them costs a tenth of the start.
        """
        before = self.system_look
        self._ask_system()
        if self.system_look != before:
            self._apply()

    def dress(self) -> None:
        """Apply the style sheet to the widgets there are and all to come.

        Done once the window is built: Qt looks every rule up again for each widget that is put into another.
        """
        self._is_dressed = True
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.tokens.shade == "dark"

    def set_appearance(self, appearance: str) -> None:
        """Follow the system (`system`), or stay `light`, `dark` or `high_contrast` whatever it says."""
        self._appearance = appearance
        self._tell_system()
        self._ask_system()
        self._apply()

    def set_large(self, *, is_large: bool) -> None:
        """Make controls large enough for fingers, or as large as the system's text."""
        if is_large != self._is_large:
            self._is_large = is_large
            self._set_font()
            self._apply()

    def row_button_height(self) -> int:
        """Return how high the buttons on a list's rows are, in device-independent pixels."""
        return max(scaled(_ROW_BUTTON), LARGE_TARGET if self._is_large else 0)

    def _tell_system(self) -> None:
        """Say what is wished, for title bars and file dialogs; it may not listen, so the tokens do not wait for it."""
        schemes = {"light": BE_LIGHT, "dark": BE_DARK, "high_contrast": BE_DARK}
        set_early(self._style_hints, schemes.get(self._appearance, FOLLOW_SYSTEM))

    def _ask_system(self) -> None:
        is_dark = self._style_hints.colorScheme() == QtCore.Qt.ColorScheme.Dark
        wants_contrast = self._hints is not None and self._hints.contrastPreference().name == "HighContrast"
        self.system_look = SystemLook(is_dark, wants_contrast)

    def _set_font(self) -> None:
        font = self._app.font()
        font.setPointSizeF(max(self._natural_pt, LARGE_TEXT_PT if self._is_large else SMALLEST_TEXT_PT))
        self._app.setFont(font)

    def _apply(self) -> None:
        self.tokens = tokens_for(self._appearance, self.system_look)
        self._app.setPalette(_palette(self.tokens))
        if self._is_dressed:
            sheet = style_sheet(self._template, self.tokens, self._app.font())
            self._app.setStyleSheet(sheet + _large_rules(self._app.font()) if self._is_large else sheet)
        self.changed.emit()

    @Slot()
    def _on_style_hints_color_scheme_changed(self) -> None:
        self.settle()

    @Slot()
    def _on_hints_contrast_preference_changed(self) -> None:
        self.settle()


def tokens_for(appearance: str, system: SystemLook) -> Tokens:
    """Choose the colours.

    Args:
        appearance: As set: `system`, `light`, `dark` or `high_contrast`.
        system: What only `system` listens to.
    """
    if appearance == "high_contrast":
        return HIGH_CONTRAST
    if appearance == "system" and system.wants_contrast:
        return HIGH_CONTRAST if system.is_dark else HIGH_CONTRAST_LIGHT
    return DARK if appearance == "dark" or (appearance == "system" and system.is_dark) else LIGHT


def _seen_look(palette: QPalette) -> SystemLook:
    """Tell by a palette nobody has touched yet; most desktops darken it, and none enriches it."""
    is_dark = palette.window().color().lightness() < palette.windowText().color().lightness()
    return SystemLook(is_dark, wants_contrast=False)


def scaled(size_px: int) -> int:
    """Return a size that was drawn for the smallest text, in device-independent pixels, for the text there is."""
    return round(size_px * growth(QApplication.font()))


def half_scaled(size_px: int) -> int:
    """Return a size that grows half as fast as the text, which itself needs the room; otherwise as `scaled` does."""
    return round(size_px * (1 + growth(QApplication.font())) / 2)


def gap(size_px: int) -> int:
    """Return a distance of the scale `SPACE` for the text there is, in device-independent pixels."""
    return half_scaled(size_px)


def gaps(left_px: int, top_px: int, right_px: int, bottom_px: int) -> tuple[int, int, int, int]:
    """Return the distances around what a layout holds; each is of the scale, or 0."""
    times = (1 + growth(QApplication.font())) / 2
    return round(left_px * times), round(top_px * times), round(right_px * times), round(bottom_px * times)


def growth(font: QFont) -> float:
    """How much larger a font is than the smallest text; never below 1."""
    return max(1.0, font.pointSizeF() / SMALLEST_TEXT_PT)


def style_sheet(template: str, tokens: Tokens, font: QFont) -> str:
    """Fill the style sheet's `@names` in, and let its sizes grow with the font."""
    values = tokens._asdict()
    size_pt = font.pointSizeF() if font.pointSizeF() > 0 else SMALLEST_TEXT_PT
    values |= {name: f"{size_pt * share:.2f}pt" for name, share in TYPE.items()}
    values |= {
        "mono": fixed_font_family(),
        "target": f"{TARGET_HEIGHT}px",
        "icons": resource_path("icons").as_posix(),
    }
    template = template.replace("@marked", _MARKED)
    # Longest names first, so that @accent does not eat the beginning of @accent_hover.
    for name in sorted(values, key=len, reverse=True):
        template = template.replace(f"@{name}", values[name])
    factor = growth(font)
    if factor == 1:
        return template
    from desk_gui.ui.grown_sheet import grown  # noqa: PLC0415 - most text is of the usual size

    return grown(template, factor)


_MARKED: Final = (
    "qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, stop: 0 @chosen, stop: 0.9 @chosen, stop: 0.901 @on_chosen)"
)
"""The ground of a button that is chosen: with a bar along its foot, as a tint alone is not seen by everybody."""


def _large_rules(font: QFont) -> str:
    """Return the rules of large controls, which never make smaller what is large already with the system's text."""
    factor = max(1.0, font.pointSizeF() / LARGE_TEXT_PT)
    rules = resource_path("styles", "large.qss").read_text(encoding="utf-8")
    from desk_gui.ui.grown_sheet import grown  # noqa: PLC0415 - only with large controls

    return grown(rules, factor)


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
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.off))
    return palette
