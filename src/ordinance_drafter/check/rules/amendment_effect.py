"""Rules about what a 개정문 makes of the text in force; without that text they tell only what the 개정문 itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.amend import Action, Step
from ordinance_drafter.check.amending import (
    Amending,
    Problem,
    article_of,
    covers,
    new_steps,
    old_steps,
)
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.check.rules.amendment import AMENDING_BASIS, AMENDMENTS, END, HEAD, OTHER_TEXT
from ordinance_drafter.korean import attach, particle
from ordinance_drafter.model import ARTICLE, BODY, PARAGRAPH, at, walk
from ordinance_drafter.refs import Mention, mentions
from ordinance_drafter.refs import Step as Numbered
from ordinance_drafter.refs.resolve import full_steps, own_steps

MANY = 2 / 3
_BASE = """
[현행]
고양시 보기 조례

제1조(목적) 이 조례는 상점의 지원에 필요한 사항을 규정함을 목적으로 한다.
제2조(계획) 시장은 지원 계획을 세운다.
제3조(지원) ① 시장은 가게를 지원할 수 있다.
② 제1항에 따른 지원은 신청을 받아 한다.
제4조(공개) 시장은 제3조에 따른 지원을 공개한다.
제5조(시행규칙) 이 조례의 시행에 필요한 사항은 규칙으로 정한다.

부칙
이 조례는 공포한 날부터 시행한다."""


def _group(problem: Problem) -> str:
    """Return the rule that a problem is told under."""
    if "이미 있습니다" in problem.why:
        return (
            "AMD010" if problem.action is not Action.INSERT or not re.search(r"[항호목]$", problem.place) else "AMD018"
        )
    if "제목 외의 부분을 제1항" in problem.why:
        return "AMD018"
    if "옮길" in problem.why or "옮길 수" in problem.why:
        return "AMD010"
    return "" if "다음과 같이" in problem.why else "AMD003"


def _problems(amending: Amending, code: str) -> Iterator[Problem]:
    yield from (each for each in amending.problems if _group(each) == code)


@rule(
    "AMD003",
    "error",
    "없는 자구를 고침",
    basis="논리: 개정문은 현행의 글을 바꾸는 말이다",
    why="고치라고 인용한 말이나 자리가 현행에 없으면 개정문은 아무것도 고치지 못한다. 현행의 글자와 띄어쓰기 그대로 인용한다.",
    bad=HEAD + "제3조제1항 중 “상점”을 “점포”로 한다." + END + _BASE,
    good=HEAD + "제3조제1항 중 “가게”를 “점포”로 한다." + END + _BASE,
    **AMENDMENTS,
)
def what_is_amended_is_there(document: Document) -> Iterator[Found]:
    amending = document.amending
    if amending.other_base:
        told = f"현행으로 받은 글은 「{document.base.title if document.base else ''}」입니다. 개정문이 고치는 조례와 제명이 달라 견주지 않았습니다."
        yield Found(told, field="part", line=amending.first_line or None, state="unverified")
    for problem in _problems(amending, "AMD003"):
        why = problem.why if problem.place in problem.why else f"{problem.place}: {problem.why}"
        if OTHER_TEXT.search(why):
            told = f"{why} 다른 글을 고치는 말이어서 현행과 견주지 못했으므로 직접 살펴보십시오."
            yield Found(told, line=problem.line, field="part", state="unverified")
            continue
        yield Found(f"{why} 현행의 글과 번호를 그대로 적으십시오.", line=problem.line, field="part")


@rule(
    "AMD009",
    "warning",
    "전부개정의 기준",
    basis="법제처 「법령 입안ㆍ심사 기준」 810쪽",
    why="조의 3분의 2 이상이 바뀌면 일부개정보다 전부개정이 알맞다.",
    bad=HEAD
    + "제1조 중 “상점”을 “점포”로 한다.\n제2조 중 “세운다”를 “수립한다”로 한다.\n제3조제1항 중 “가게”를 “점포”로 한다.\n제4조 중 “공개한다”를 “알린다”로 한다."
    + END
    + _BASE,
    good=HEAD + "제1조 중 “상점”을 “점포”로 한다." + END + _BASE,
    **AMENDMENTS,
)
def many_changes_are_a_whole_amendment(document: Document) -> Iterator[Found]:
    amending = document.amending
    if amending.tree is None:
        return
    changed = set()
    for step in amending.text.steps:
        listed = step.action is Action.WORDS and len({article_of(place) for place in step.places}) > 1
        if step.action not in (Action.INSERT, Action.MARK, Action.UNMARK) and not listed:
            changed |= {old_steps(node)[:1] for _, node in amending.nodes(step)}
        elif step.action is Action.INSERT and len(step.places[0].units) > 1:
            changed.add(step.places[0].units[:1])
    kept = {((ARTICLE, node.old),) for node in amending.tree.articles() if not node.deleted}
    count = len(changed & kept)
    if kept and count / len(kept) >= MANY:
        told = f"현행 {len(kept)}개 조 가운데 {count}개 조가 바뀝니다. 전부개정으로 하는 것을 검토하십시오."
        yield Found(told, line=amending.first_line, field="part")


@rule(
    "AMD010",
    "error",
    "이동의 충돌",
    basis=AMENDING_BASIS,
    why="이미 있는 번호로 옮기면 같은 번호가 둘이 된다. 그 번호의 조를 먼저 옮기거나 삭제한다.",
    bad=HEAD + "제4조를 제5조로 한다." + END + _BASE,
    good=HEAD
    + "제4조 및 제5조를 각각 제5조 및 제6조로 하고, 제4조를 다음과 같이 신설한다.\n제4조(조사) 시장은 실태를 조사한다."
    + END
    + _BASE,
    **AMENDMENTS,
)
def moves_go_where_there_is_room(document: Document) -> Iterator[Found]:
    amending = document.amending
    for problem in _problems(amending, "AMD010"):
        told = (
            f"{problem.place}: {problem.why} 그 번호를 먼저 옮기거나 삭제하고, 옮길 것과 옮길 자리의 수를 맞추십시오."
        )
        yield Found(told, line=problem.line, field="part")
    taken: dict[tuple[Numbered, ...], int] = {}
    for step in amending.text.steps:
        for target in step.targets if step.action is Action.MOVE else ():
            if target.branch == BODY and target.units and target.units in taken and not target.text:
                told = f"두 곳을 모두 {attach(str(target), '으로/로')} 옮깁니다. 옮길 번호를 다르게 하십시오."
                yield Found(told, line=step.line, field="part")
            taken[target.units] = step.line


_TABLE_WORDS = re.compile(r"[가-힣]{3,}")
_CELLS = re.compile(r"\|\s(.*?)\s\|\s(.*?)\s?\|")
_THEN, _EITHER = "현행에 개정문을 적용한 글에", "현행에도, 현행에 개정문을 적용한 글에도"
_TABLE_MARKS = re.compile(
    r"신ㆍ?구\s*조문\s*대비표|현\s*행(?:과\s*같음)?|개\s*정\s*안?|생\s*략|신\s*설|삭\s*제|수\s*정\s*안|제\d+[조항호목의\d]*"
)


@rule(
    "AMD012",
    "error",
    "개정문과 대비표의 일치",
    basis="논리: 개정문과 신ㆍ구조문대비표는 같은 내용을 보인다",
    why="대비표만 바뀌거나 개정문만 바뀌면 의회가 무엇을 의결하는지 알 수 없다. 대비표의 개정안은 현행에 개정문을 적용한 글과 같아야 한다.",
    bad=HEAD
    + "제3조제1항 중 “가게”를 “점포”로 한다."
    + END
    + "\n\n신ㆍ구조문대비표\n현 행\n개 정 안\n제3조(지원) ① 시장은 가게를 지원할 수 있다.\n제3조(지원) ① ---- 백화점을 ---------.\n"
    + _BASE,
    good=HEAD
    + "제3조제1항 중 “가게”를 “점포”로 한다."
    + END
    + "\n\n신ㆍ구조문대비표\n현 행\n개 정 안\n제3조(지원) ① 시장은 가게를 지원할 수 있다.\n제3조(지원) ① ---- 점포를 ---------.\n"
    + _BASE,
    **AMENDMENTS,
)
def comparison_table_shows_the_amendment(document: Document) -> Iterator[Found]:
    """Compare words only: those of the left column with the text in force, those of the right with the amended text.

    A table read as lines without columns is compared with both together. Told are also new words of the amendment
    that the table lacks. Order, dashes and what is left out are not compared.
    """
    amending, parts = document.amending, document.parts("신ㆍ구조문대비표")
    if not parts or amending.applied is None or amending.base is None or amending.problems or amending.text.missed:
        return
    rows = [(number, line) for part in parts for number, line in document.lines(part)]
    table = _tight("".join(line for _, line in rows))
    now, then = _tight(_whole(amending, old=True)), _tight(_whole(amending, old=False))
    for number, line in rows:
        cells = _CELLS.fullmatch(line.strip())
        columns = [(cells[1], now, "현행에"), (cells[2], then, _THEN)] if cells else [(line, now + then, _EITHER)]
        for words, text, what in columns:
            strange = [w for w in _TABLE_WORDS.findall(_TABLE_MARKS.sub(" ", words)) if w not in text]
            if strange:
                told = f"대비표의 “{strange[0]}”{particle(strange[0], '은/는')} {what} 없습니다. 대비표나 개정문을 맞추십시오."
                yield Found(told, line=number, field="part")
    for step in amending.text.steps:
        words = " ".join(new for _, new in step.words) if step.action is Action.WORDS else step.block
        wanted = [word for word in _TABLE_WORDS.findall(words) if word not in now]
        lost = [word for word in wanted if word not in table]
        if wanted and len(lost) * 2 > len(wanted) and step.places[-1].branch == BODY:
            told = f"개정문의 “{lost[0]}”{particle(lost[0], '이/가')} 대비표에 없습니다. 대비표나 개정문을 맞추십시오."
            yield Found(told, line=step.line, field="part")


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _whole(amending: Amending, *, old: bool) -> str:
    ordinance = amending.base if old or amending.applied is None else amending.applied.ordinance
    assert ordinance is not None
    return " ".join([ordinance.title, *(f"{unit.heading} {unit.text}" for _, unit in walk(ordinance))])


@rule(
    "AMD015",
    "error",
    "이동ㆍ삭제 뒤의 참조 정비",
    basis="법제처 「자치법규 입안 길라잡이」 453쪽(입안 점검표)",
    why="조ㆍ항ㆍ호를 옮기거나 삭제하면 그것을 가리키는 다른 조의 번호도 같은 개정문에서 고쳐야 한다.",
    bad=HEAD
    + "제3조부터 제5조까지를 각각 제4조부터 제6조까지로 하고, 제3조를 다음과 같이 신설한다.\n제3조(조사) 시장은 실태를 조사한다."
    + END
    + _BASE,
    good=HEAD
    + "제3조부터 제5조까지를 각각 제4조부터 제6조까지로 하고, 제3조를 다음과 같이 신설한다.\n제3조(조사) 시장은 실태를 조사한다.\n제5조(종전의 제4조) 중 “제3조”를 “제4조”로 한다."
    + END
    + _BASE,
    **AMENDMENTS,
)
def references_follow_moves_and_deletions(document: Document) -> Iterator[Found]:
    amending = document.amending
    if amending.base is None or amending.tree is None:
        return
    moved = _moved(amending)
    gone = {
        old_steps(n)
        for s in amending.text.steps
        if s.action is Action.DELETE
        for p, n in amending.nodes(s)
        if not p.parts
    }
    if not moved and not gone:
        return
    for mention in mentions(amending.base, frozenset()):
        ref, own = mention.ref, own_steps(amending.base, mention.path)
        if mention.path[0] != BODY or ref.statute or ref.place or not ref.steps:
            continue
        was = full_steps(amending.base, mention)
        lost = next((was[:k] for k in range(1, len(was) + 1) if was[:k] in gone), None)
        now = _led(was, moved)
        written = mention.written.steps
        stale = any(
            one[1] is not None and one != two for one, two in zip(written, now[len(now) - len(written) :], strict=False)
        )
        if (not lost and not stale) or _is_seen_to(amending, mention, own):
            continue
        where, words = document_address(own), at(amending.base, mention.path).text[slice(*mention.span)]
        step = _mover(amending.text.steps, lost or was)
        if lost:
            told = f"{where}의 “{words}”{particle(words, '이/가')} 가리키는 것을 삭제합니다. {where}도 함께 고치십시오."
        else:
            named = "".join(level.reference(number) for level, number in now if number)
            told = f"{where}의 “{words}”{particle(words, '이/가')} 가리키는 것이 {attach(named, '으로/로')} 옮겨 갑니다. {where}도 함께 고치십시오."
        yield Found(told, line=step.line if step else None, field="part")


def document_address(steps: tuple[Numbered, ...]) -> str:
    """Return how a unit is cited by its numbers."""
    return "".join(level.reference(number) for level, number in steps if number)


def _moved(amending: Amending) -> dict[tuple[Numbered, ...], tuple[Numbered, ...]]:
    assert amending.tree is not None
    made = {}
    for article in amending.tree.articles():
        for node in article.walk():
            if node.old is not None and old_steps(node) != new_steps(node):
                made[old_steps(node)] = new_steps(node)
    return made


def _led(steps: tuple[Numbered, ...], moved: dict[tuple[Numbered, ...], tuple[Numbered, ...]]) -> tuple[Numbered, ...]:
    for end in range(len(steps), 0, -1):
        if steps[:end] in moved:
            return (*moved[steps[:end]], *steps[end:])
    return steps


def _is_seen_to(amending: Amending, mention: Mention, own: tuple[Numbered, ...]) -> bool:
    """Whether a step deletes, writes anew or changes the words that hold a reference."""
    assert amending.base is not None
    text = at(amending.base, mention.path).text
    for step in amending.text.steps:
        if step.action is Action.WORDS:
            everywhere = any(place.text and not place.units and place.branch == BODY for place in step.places)
            if (everywhere or covers(step.places, own)) and any(
                _overlaps(old, text, mention.span) for old, _ in step.words
            ):
                return True
        elif step.action in (Action.REWRITE, Action.DELETE) and covers(step.places, own):
            return True
    return False


def _overlaps(old: str, text: str, span: tuple[int, int]) -> bool:
    found = [match.span() for match in re.finditer(re.escape(old), text)] if old else []
    return any(start < span[1] and end > span[0] for start, end in found)


def _mover(steps: tuple[Step, ...], was: tuple[Numbered, ...]) -> Step | None:
    acts = (Action.MOVE, Action.DELETE)
    return next((s for s in steps if s.action in acts and covers(s.places, was)), None)


@rule(
    "AMD018",
    "error",
    "항 중간의 신설",
    basis=AMENDING_BASIS,
    why="항에는 가지번호를 두지 않는다. 항 사이에 새 항을 두려면 뒤의 항을 먼저 옮기고 그 자리에 신설한다.",
    bad=(
        HEAD + "제3조에 제2항을 다음과 같이 신설한다.\n② 시장은 결과를 공개한다." + END + _BASE,
        HEAD + "제3조에 제1항의2를 다음과 같이 신설한다.\n①의2 시장은 결과를 공개한다." + END,
    ),
    good=HEAD
    + "제3조제2항을 제3항으로 하고, 같은 조에 제2항을 다음과 같이 신설한다.\n② 시장은 결과를 공개한다."
    + END
    + _BASE,
    **AMENDMENTS,
)
def new_paragraphs_find_room(document: Document) -> Iterator[Found]:
    amending = document.amending
    for problem in _problems(amending, "AMD018"):
        if "제목 외의 부분" in problem.why:
            told = f"{problem.place}: {problem.why}"
        else:
            told = f"{problem.place}: {problem.why} 그것을 뒤로 옮기는 말을 먼저 쓰고 그 자리에 신설하십시오."
        yield Found(told, line=problem.line, field="part")
    for step in amending.steps:
        last = step.places[-1].units[-1:] if step.action is Action.INSERT else ()
        if last and last[0][0] is PARAGRAPH and last[0][1].branch:
            told = f"{step.places[-1]}: 항에는 가지번호를 두지 않습니다. 뒤의 항을 옮기고 그 자리에 신설하십시오."
            yield Found(told, line=step.line, field="part")
