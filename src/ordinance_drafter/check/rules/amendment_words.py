"""Rules about the words that a 개정문 quotes: no more than what changes, and the particles after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.amend import Action, Part, Step
from ordinance_drafter.amend.tree import UnplacedError
from ordinance_drafter.amend.words import regions
from ordinance_drafter.check.amending import Amending
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.check.rules.amendment import AMENDING_BASIS, AMENDMENTS, END, HEAD
from ordinance_drafter.korean import attach, particle


def _words_there(amending: Amending, step: Step) -> Iterator[str]:
    """Yield the words in force that a step is about, place by place."""
    for place, node in amending.nodes(step):
        if place.parts[-1:] == (Part.HEADING,):
            continue
        try:
            yield "\n".join(getattr(n, field)[start:end] for n, field, start, end in regions(node, place.parts))
        except UnplacedError:
            continue


def _is_told_apart(document: Document, step: Step, words: str, bare: str) -> bool:
    """Whether words with their particle stand where the bare ones stand elsewhere, too: they are quoted to be exact."""
    return any(text.count(bare) > text.count(words) for text in _words_there(document.amending, step))


def _particles_left_behind(document: Document) -> Iterator[Found]:
    """Yield (for AMD014) words whose new form does not go with the particle that stands after them in the text."""
    for step in document.amending.text.steps:
        pairs = [each for each in step.words if each[0] and each[1]] if step.action is Action.WORDS else []
        for text in _words_there(document.amending, step) if pairs else ():
            for old, new in pairs:
                wrong = _wrong_after(old, new, text, [one for one, _ in pairs])
                if wrong:
                    now, then = f"“{old}{wrong[0]}”", f"“{new}{wrong[1]}”"
                    told = (
                        f"{attach(f'“{old}”', '을/를')} {attach(f'“{new}”', '으로/로')} 고치면 뒤의 조사 "
                        f"{attach(f'“{wrong[0]}”', '이/가')} 맞지 않습니다. {attach(now, '을/를')} "
                        f"{attach(then, '으로/로')} 고치십시오."
                    )
                    yield Found(told, line=step.line, field="part", severity="warning")
                    break


_PAIRS = {"을": "을/를", "를": "을/를", "은": "은/는", "는": "은/는", "이": "이/가", "가": "이/가", "과": "과/와", "와": "과/와", "으로": "으로/로", "로": "으로/로"}  # fmt: skip


def _wrong_after(old: str, new: str, text: str, others: list[str]) -> tuple[str, str] | None:
    """Return the particle after words that no longer fits, and the one that does."""
    if not re.search(r"[가-힣]$", old) or not re.search(r"[가-힣]$", new):
        return None
    for match in re.finditer(re.escape(old) + r"(으로|[을를은는이가과와로])(?=[ ,\n]|$)", text):
        pair = _PAIRS[match[1]]
        if any(each != old and each.startswith(old) and text.startswith(each, match.start()) for each in others):
            continue
        right = particle(new, pair)
        if particle(old, pair) == match[1] and right != match[1] and "(" not in right:
            return match[1], right
    return None


_END_PARTICLE = re.compile(
    r"(?P<noun>.*[가-힣]{2})(?P<particle>을|를|에서|에게)$|(?P<who>.*[가-힣](?:장|회))(?P<topic>은|는)$"
)
_SAME_LETTERS = ("마을", "가을", "노을", "개울", "고을")


@rule(
    "AMD013",
    "info",
    "최소 단위의 개정",
    basis=AMENDING_BASIS,
    why="자구는 바뀌는 낱말만 명사 단위로 인용한다. 바뀌지 않는 조사까지 인용하지 않으며, 문장의 절반 이상이 바뀌면 그 항을 새로 쓴다.",
    bad=HEAD + "제3조 중 “시장을”을 “구청장을”로 한다." + END,
    good=HEAD + "제3조 중 “시장”을 “구청장”으로 한다." + END,
    **AMENDMENTS,
)
def only_what_changes_is_quoted(document: Document) -> Iterator[Found]:
    for step in document.amending.steps:
        for old, new in step.words if step.action is Action.WORDS else ():
            one, other = _END_PARTICLE.match(old), _END_PARTICLE.match(new)
            if one and other and not old.endswith(_SAME_LETTERS) and not new.endswith(_SAME_LETTERS):
                tail = one["particle"] or one["topic"]
                if tail == (other["particle"] or other["topic"]) and " " not in old:
                    bare = old.removesuffix(tail)
                    if _is_told_apart(document, step, old, bare):
                        continue
                    told = f"“{old}”에서 조사 “{tail}”{particle(tail, '은/는')} 바뀌지 않습니다. “{bare}”만 인용하십시오. 같은 말이 여럿이어서 구별한 것이면 그대로 두십시오."
                    yield Found(told, line=step.line, field="part")
            elif old.endswith("다.") and new.endswith("다.") and len(old) > 60 and not new.startswith(old[:-3]):
                told = "문장을 통째로 인용했습니다. 절반 이상 바뀌면 그 항이나 호를 “다음과 같이 한다”로 새로 쓰고, 아니면 바뀌는 낱말만 인용하십시오."
                yield Found(told, line=step.line, field="part")


_OF_OLD, _OF_NEW = r"[”\"]\s?(?P<particle>을|를)(?=[ “\"]|$)", r"[”\"]\s?(?P<particle>으로|로)(?=[ ,]|하|각|한|$)"


@rule(
    "AMD014",
    "error",
    "인용한 말 뒤의 조사",
    basis="「한글 맞춤법」(문화체육관광부고시 제2017-12호)",
    why="따옴표 뒤의 조사는 따옴표 안의 마지막 소리에 맞춘다. 새 말 때문에 본문의 조사가 달라지면 그 조사까지 인용하여 고친다.",
    bad=HEAD + "제3조 중 “규칙”를 “조례”으로 한다." + END,
    good=HEAD + "제3조 중 “규칙”을 “조례”로 한다." + END,
    **AMENDMENTS,
)
def particles_after_quoted_words(document: Document) -> Iterator[Found]:
    said = set()
    for step in document.amending.steps:
        line = document.amending.lines[step.line - 1] if step.action is Action.WORDS else ""
        for old, new in step.words if line else ():
            for word, after, pair in ((old, _OF_OLD, "을/를"), (new, _OF_NEW, "으로/로")):
                match = re.search(rf"[“\"]{re.escape(word)}{after}", line) if re.search(r"[가-힣]\)?$", word) else None
                right = particle(word, pair) if match and not re.search(r"[^(]\([^()]*\)$", word) else ""
                if match and right and "(" not in right and right != match["particle"]:
                    if (step.line, word) not in said:
                        told = f"“{word}” 뒤의 조사는 “{match['particle']}”이 아니라 “{right}”입니다."
                        yield Found(
                            told.replace("”이 아니라", f"”{particle(match['particle'], '이/가')} 아니라"),
                            line=step.line,
                            field="part",
                        )
                    said.add((step.line, word))
    yield from _particles_left_behind(document)
