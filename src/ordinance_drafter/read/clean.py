"""Characters of real files -> the characters statutes are written with; every change is told (P001 to P005)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from ordinance_drafter.finding import Finding

_DOTS = "·・•‧･․⋅∙\u119e\u2e31"
_BRACKETS = str.maketrans(
    {"｢": "「", "｣": "」", "﹁": "「", "﹂": "」", "〝": "“", "〞": "”", "„": "“", "‟": "”", "＂": '"', "″": '"'}
)
_SPACE = "\t\u3000\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
# 화면에 보이지 않는 글자: 제어 문자, 폭 없는 글자, 방향 표시, 소프트 하이픈
_UNSEEN = (
    "\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
)
_JAMO = "\u1100-\u119d\u119f-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"
_NOTE_WORDS = "개정|신설|삭제|전문|본조|제목|시행|이동|생략|종전"
_WORD = r"[가-힣A-Za-z0-9㐀-鿿豈-﫿]"

_DIRT = re.compile(
    rf"[{_DOTS}｢｣﹁﹂〝〞„‟＂″\u3000\xa0\u2002-\u200a\u202f\u205f\t{_UNSEEN}\r{_JAMO}]"
    rf"|&(?:#|[a-zA-Z]{{2,8}};)|<[bB][rR]\s*/?>|[〈＜]\s*(?:{_NOTE_WORDS})|[＞〉]"
)
_QUICK = re.compile(rf"[{_DOTS}｢｣﹁﹂〝〞„‟＂″\u3000\xa0\u2002-\u200a\u202f\u205f\t{_UNSEEN}\r{_JAMO}&〈〉＜＞]")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_BREAK = re.compile(r"<[bB][rR]\s*/?>")
_DOT = re.compile(rf"(?<=[{_WORD[1:-1]}」』”’)\]%])( ?)[{_DOTS}]( ?)(?=[{_WORD[1:-1]}「『“‘(\[])")
_BRACKET = re.compile(r"[｢｣﹁﹂〝〞„‟＂″]")
_NOTE = re.compile(r"[〈＜]([^〈〉＜＞<>]{2,200})[〉＞]")
_NOTE_WORD = re.compile(_NOTE_WORDS)
_DELETED_ON = re.compile(r"(삭\s?제\s{0,4})[〈＜]([\d.,\s]{1,40})[〉＞]")
_ODD_SPACE = re.compile(rf"[{_SPACE}]")
_NOTHING = re.compile(rf"[{_UNSEEN}\r]")
_JAMO_RUN = re.compile(rf"[가-힣]?[{_JAMO}\u119e]+")

MESSAGES = {
    "P001": "가운뎃점을 ㆍ(U+318D)로 읽었습니다",
    "P002": "괄호와 따옴표, 꺾쇠의 모양을 바로잡아 읽었습니다",
    "P003": "문자 참조를 글자로 풀어 읽었습니다",
    "P004": "보이지 않는 글자를 빼거나 특수한 공백을 빈칸으로 읽었습니다",
    "P005": "풀어쓴 자모를 한 글자로 모아 읽었습니다",
}


def is_clean(text: str) -> bool:
    """Return whether a whole text has nothing to normalise; a quick look that may say no to a clean one."""
    return _QUICK.search(text) is None and "<br" not in text and "<BR" not in text


def clean_line(line: str) -> tuple[list[str], list[Finding]]:
    """Return a line as clean lines (a ``<br>`` parts it) and what was changed, without the line number."""
    if not _DIRT.search(line):
        return [line], []
    told: list[Finding] = []

    def step(code: str, change: Callable[[str], str], text: str) -> str:
        new = change(text)
        if new != text:
            told.append(Finding(code, "info", f"{MESSAGES[code]}: {_shown(text, new)}"))
        return new

    line = step("P003", _unescape, line)
    pieces = _BREAK.split(line)
    if len(pieces) > 1:
        told.append(Finding("P003", "info", f"{MESSAGES['P003']}: <br>"))
    clean = []
    for piece in pieces:
        piece = step("P005", _composed, piece)
        piece = step("P004", _plain_space, piece)
        piece = step("P001", lambda text: _DOT.sub(r"\1ㆍ\2", text), piece)
        clean.append(step("P002", _brackets, piece))
    return clean, told


def unseen(line: str) -> str:
    """Return a line of an annex: only what nobody sees is taken out, drawn tables keep their spaces."""
    return _NOTHING.sub("", line)


def _unescape(line: str) -> str:
    for _ in range(2):  # &amp;#12539; was escaped twice
        line = _REFERENCE.sub(_character, line)
    return line


def _character(match: re.Match[str]) -> str:
    text = html.unescape(match[0])
    return match[0] if text == match[0] or text == "\ufffd" else text.replace("\n", " ")


def _composed(line: str) -> str:
    return _JAMO_RUN.sub(lambda match: unicodedata.normalize("NFC", match[0]), line)


def _plain_space(line: str) -> str:
    return _ODD_SPACE.sub(" ", _NOTHING.sub("", line))


def _brackets(line: str) -> str:
    line = _DELETED_ON.sub(
        r"\1<\2>", _NOTE.sub(lambda match: f"<{match[1]}>" if _NOTE_WORD.search(match[1]) else match[0], line)
    )
    return line.translate(_BRACKETS) if _BRACKET.search(line) else line


def _shown(old: str, new: str) -> str:
    """Return the first change as ``앞 → 뒤``, in few words."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    left = max(0, start - 6)
    return f"“{_visible(old[left : start + 10])}” → “{new[left : start + 6].strip()}”"


def _visible(text: str) -> str:
    return "".join(mark if mark.isprintable() or mark == " " else f"U+{ord(mark):04X}" for mark in text).strip()
