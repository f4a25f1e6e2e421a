"""Characters of the symbol fonts (Symbol, Wingdings …) that have a sure counterpart in Unicode."""

from __future__ import annotations

SYMBOL_FONTS = frozenset(
    ("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "ZapfDingbats", "Monotype Sorts", "Marlett")
)

# Only marks that stand in official documents; a mark that is not sure is reported, not guessed.
_SYMBOL = {
    0xA3: "≤",
    0xA5: "∞",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x80: "⓪",
    **{0x81 + index: chr(0x2460 + index) for index in range(10)},
    0x8B: "⓿",
    **{0x8C + index: chr(0x2776 + index) for index in range(10)},
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_TABLES = {"Symbol": _SYMBOL, "Wingdings": _WINGDINGS}


def is_private(character: str) -> bool:
    """Return whether a character is of the private use area: its shape is known to its font alone."""
    return "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"


def symbol(font: str, code: int) -> str | None:
    """Return the Unicode character of a symbol font's code (``F0B7`` or ``B7``); None when it is not known."""
    if font in SYMBOL_FONTS:
        low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        if low == 0x20:
            return " "
        if low <= 0xFF:
            return _TABLES.get(font, {}).get(low)
    if not 0x20 <= code <= 0x10FFFF or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF:
        return None
    character = chr(code)
    return None if is_private(character) else character
