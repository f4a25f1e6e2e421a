"""Two versions of a text -> the words to quote: “A” that stands once, “B” that replaces it, whole nouns and no more."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ordinance_drafter.amend.words import Edit, bare, spliced

_TOKEN = re.compile(r"\s+|[「」“”\"'‘’()\[\]{}<>,.ㆍ·:;/~]|[^\s「」“”\"'‘’()\[\]{}<>,.ㆍ·:;/~]+")
_PARTICLES = (
    "으로부터", "에서부터", "에게서", "으로서", "으로써", "까지", "부터", "에게", "에서", "으로", "하는", "하여", "한다", "된다",
    "이나", "로서", "로써", "라도", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도", "만", "나", "등",
)  # fmt: skip
_MOST_WORDS = 5
"""More changed places than this in one text are written anew."""
Pair = tuple[str, str, bool]
"""Words now, words to be, and whether every occurrence is meant (각각)."""


def word_changes(old: str, new: str, within: str | None = None) -> list[Pair] | None:
    """Return the words to quote so that replacing them all at once makes ``new`` of ``old``.

    Args:
        old, new: the words of one place, as they are and as they are to be.
        within: the words the instruction will be searched in, if more than ``old``.

    Returns:
        Pairs in order of their places; None where no few words do (the place is better written anew).
    """
    home = old if within is None else within
    spans = _spans(old, new)
    if spans is None or len(spans) > _MOST_WORDS:
        return None
    everywhere = _everywhere(old, new, home, spans)
    if everywhere is not None:
        return everywhere
    pairs: list[Pair] = []
    widened = _widen(old, new, home, spans)
    if widened is None:
        return None
    for (a, b), (c, d) in widened:
        pairs.append((old[a:b], new[c:d], False))
    return pairs if _makes(old, new, pairs) else None


def changed_spans(old: str, new: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return what differs as spans of characters in both texts, whole words; () for none."""
    return _spans(old, new) or []


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _spans(old: str, new: str) -> list[tuple[tuple[int, int], tuple[int, int]]] | None:
    """Return what differs as spans of characters in both, whole words, particles that stay left out."""
    ours, theirs = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    starts, ends = _offsets(ours), _offsets(theirs)
    spans: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        a, b, c, d = starts[i1], starts[i2], ends[j1], ends[j2]
        if spans and a - spans[-1][0][1] <= 1:  # only a space or a mark between: one change
            (a, _), (c, _) = spans.pop()
        spans.append(((a, b), (c, d)))
    made = []
    for (a, b), (c, d) in spans:
        a, b, c, d = _trim(old, new, a, b, c, d)
        if c == d:  # words that are deleted: the space beside them goes with them
            a, b = a + len(old[a:b]) - len(old[a:b].lstrip()), b - len(old[a:b]) + len(old[a:b].rstrip())
        if a == b and c == d:
            continue
        made.append(((a, b), (c, d)))
    return made


def _offsets(tokens: list[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _trim(old: str, new: str, a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
    """Leave out white space and particles that both versions begin or end with."""
    while a < b and c < d and old[a] == new[c] and old[a].isspace():
        a, c = a + 1, c + 1
    for particle in _PARTICLES:
        n = len(particle)
        if b - a > n and d - c > n and old[b - n : b] == particle == new[d - n : d]:
            return a, b - n, c, d - n
    while a < b and c < d and old[b - 1] == new[d - 1] and old[b - 1].isspace():
        b, d = b - 1, d - 1
    return a, b, c, d


def _everywhere(
    old: str, new: str, home: str, spans: list[tuple[tuple[int, int], tuple[int, int]]]
) -> list[Pair] | None:
    """Return one pair for words that change in the same way wherever they stand, None where they do not."""
    kinds = {(old[a:b], new[c:d]) for (a, b), (c, d) in spans}
    if len(spans) < 2 or len(kinds) != 1:
        return None
    word, other = next(iter(kinds))
    if len(word.strip()) < 2 or home != old or bare(old).replace(bare(word), other) != bare(new):
        return None
    return [(word, other, True)]


def _widen(
    old: str, new: str, home: str, spans: list[tuple[tuple[int, int], tuple[int, int]]]
) -> list[tuple[tuple[int, int], tuple[int, int]]] | None:
    """Widen each change by words beside it until what is quoted stands once in ``home``; changes that meet are joined."""
    made: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for (a, b), (c, d) in spans:
        low = made[-1][0][1] if made else 0
        right = True
        while not _stands_once(home, old[a:b]):
            after, before = _next_word(old, b), _word_before(old, a, low)
            if right and after > b and _same(old, new, b, after, d):
                d, b = d + (after - b), after
            elif before < a and _same(old, new, before, a, c - (a - before)):
                c, a = c - (a - before), before
            elif after > b and _same(old, new, b, after, d):
                d, b = d + (after - b), after
            else:
                return None
            right = not right
        if made and a < made[-1][0][1]:
            return None
        made.append(((a, b), (c, d)))
    return made


def _same(old: str, new: str, start: int, end: int, there: int) -> bool:
    return there >= 0 and old[start:end] == new[there : there + end - start]


def _stands_once(text: str, words: str) -> bool:
    """Whether words that can be quoted (not only white space or marks) stand once in a text."""
    if not re.search(r"[0-9A-Za-z가-힣一-龥]", words) or words != words.strip():
        return False
    if words.count("“") != words.count("”") or words.count('"') % 2 or len(words) < 2:
        return False
    there = bare(text)
    return there.count(bare(words)) == 1 and there.find(bare(words), there.find(bare(words)) + 1) < 0


def _next_word(text: str, at: int) -> int:
    match = re.compile(r"\s*[^\s]+").match(text, at)
    return match.end() if match else at


def _word_before(text: str, at: int, low: int) -> int:
    match = re.search(r"[^\s]+\s*$", text[low:at])
    return low + match.start() if match else at


def _makes(old: str, new: str, pairs: list[Pair]) -> bool:
    """Whether the pairs, made at once, give the new text."""
    edits = []
    for word, other, _ in pairs:
        at = bare(old).find(bare(word))
        if at < 0:
            return False
        edits.append(Edit(at, at + len(word), other))
    for edit in sorted(edits, key=lambda each: -each.start):
        old = spliced(old, edit)
    return old == new
