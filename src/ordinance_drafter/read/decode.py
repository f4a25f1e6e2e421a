"""Bytes -> text: which of the Korean encodings a file is in, and files that are no text."""

from __future__ import annotations

import re

from ordinance_drafter.errors import InputError

MAX_LINES = 200_000
"""Lines of a text: the longest statute of Korea with its annexes has about 15,000."""

NOT_TEXT = "글 파일이 아닙니다. 한글이나 워드의 원본을 그대로 주거나, PDF라면 글을 복사해 txt로 저장하십시오."
_HANGUL = re.compile("[가-힣]")
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")
# 법령에 쓰일 리 없는 글자: 다른 부호를 CP949로 잘못 읽었을 때 쏟아진다
_STRANGE = re.compile("[\u0400-\u04ff\u3040-\u30ff\ue000-\uf8ff\ufffd]")


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 (with or without its mark) or CP949, line ends as ``\\n``.

    Raises:
        InputError: the bytes are no text, are cut off, or are in another encoding.
    """
    if data[:5] == b"%PDF-" or data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise InputError(NOT_TEXT)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = _decoded(data, "utf-16")
        if text is None:
            raise InputError("UTF-16 글이 중간에 깨졌습니다. 원본을 다시 받거나 UTF-8로 저장하십시오.")
    elif b"\0" in data:
        text = _unmarked_utf16(data)
        if text is None:
            raise InputError(NOT_TEXT)
    else:
        text = _decoded(data, "utf-8-sig")
        if text is None:
            text = _korean(data)
    return check_text(text)


def check_text(text: str) -> str:
    """Return a text with plain line ends.

    Raises:
        InputError: it holds control characters or lone surrogates (the line is named), or too many lines.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x0c", "\n").replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if text.count("\n") >= MAX_LINES:
        raise InputError(f"줄이 너무 많습니다({MAX_LINES:,}줄까지). 조례가 아닌 파일이 아닌지 보십시오.")
    if match := _ODD.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise InputError(
            f"{line}번째 줄에 글자가 아닌 부호(U+{ord(match[0]):04X})가 있어 읽지 않았습니다. "
            "파일이 깨졌는지 보고, 그 부호를 지운 뒤 다시 하십시오."
        )
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _korean(data: bytes) -> str:
    text = _decoded(data, "cp949")
    if text is not None and _count(_STRANGE, text) * 20 <= _count(_HANGUL, text):
        return text
    if _decoded(data[:-1], "utf-8") is not None or _decoded(data[:-2], "utf-8") is not None:
        raise InputError("글이 끝에서 잘렸습니다(UTF-8). 원본을 다시 받으십시오.")
    raise InputError("글자 부호를 알 수 없습니다. UTF-8로 저장한 뒤 다시 하십시오.")


def _count(marks: re.Pattern[str], text: str) -> int:
    return len(text) - len(marks.sub("", text))  # a list of all of them would take fifty times the text


def _unmarked_utf16(data: bytes) -> str | None:
    """Return UTF-16 text without a byte order mark, when nearly all of it is Hangul, Latin or marks."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decoded(data, encoding)
        if text and "\0" not in text:
            plain = sum(1 for mark in text if mark < "\u0100" or "가" <= mark <= "힣" or "\u3000" <= mark <= "\u33ff")
            if plain * 10 >= len(text) * 9:
                return text
    return None
