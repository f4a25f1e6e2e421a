"""Structural rules about 조문 참조 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ordinance_drafter.check.cited import of_older_text
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import ALL_TEXTS, Found, rule
from ordinance_drafter.korean import attach, particle
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, PARAGRAPH, Path, Provision, at
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import Mention, Ref, Resolution, format_chain, format_ref, resolve
from ordinance_drafter.refs.form import inherit
from ordinance_drafter.refs.resolve import full_steps

_GUIDE, _EASY = "법제처 「자치법규 입안 길라잡이」", "법제처 「알기 쉬운 법령 정비기준」"
_LOGIC = "조문 사이의 논리"
_PURPOSE = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n"


# ── 가리키는 곳이 없는 참조 ──────────────────────────────────────────────────

_OPEN_QUOTE = re.compile(r"“[^”]*$")
_BEFORE_OWN = re.compile(
    r"(?:종전|개정 ?전|폐지(?:되는|된)?|구|옛)의? ?(?:[가-힣「」 ]{0,40})$|개정되기 ?전(?:의|에)? ?$|(?:비고|같은 표|위 표|표|별지) ?$|\d$|제\d+부터 $"
)
_HEAD = re.compile(r"[.)가-힣0-9] (제\d+조(?:의\d+)?) ?\([가-힣][^()\n]{1,40}\) ?(?:[①-⑳]|[가-힣「])")
_LABEL_INSIDE = re.compile(r"(?<=.)[②-⑳] |(?<=[가-힣).] )\d{1,2}\. [가-힣]|^현 행|[-]{6}")
_PARALLEL = re.compile(r"(?:및|또는|,|ㆍ|와|과|이나|나) $")


def _missing(document: Document) -> Iterator[tuple[Mention, Resolution, str]]:
    """Yield the references to units that are not there, and how sure that is ("" or a milder severity)."""
    dangling = [pair for pair in document.resolutions if pair[1].kind == "dangling" and not pair[0].ref.place]
    if not dangling or not document.articles or _heads_in_words(document):
        return
    for mention, result in dangling:
        text = at(document.ordinance, mention.path).text
        start, end = mention.span
        before = text[:start]
        if _OPEN_QUOTE.search(before) or before.count('"') % 2 or before.count("'") % 2 or _BEFORE_OWN.search(before):
            continue  # quoted from another text, or the text before the amendment
        if re.match(r" ?(?:양식|서식)", text[end:]) or _units_in_words(document, mention):
            continue
        if mention.path[0] == ADDENDA and of_older_text(document, mention):
            continue
        if re.search(r"중 [“\"]", text) and re.match(r"[^“\"]{0,60}?중 [“\"]", text[end:]):
            continue  # 제5조 중 “…”은 “…”으로 본다: words of the text that is applied
        yield mention, result, _doubt(document, mention, text)


def _heads_in_words(document: Document) -> bool:
    """Whether heads of articles stand in the middle of words, because the source has lost its line breaks."""
    numbers = {article.provision.label for article in document.articles}
    heads = _HEAD.finditer(document.words.plain, 0, document.body_end)
    return any(match[1] not in numbers for match in heads)


def _units_in_words(document: Document, mention: Mention) -> bool:
    """Whether ② or 1. stands in the middle of the words a reference stands in or leads to."""
    top = [step for step in full_steps(document.ordinance, mention) if step[0].rank <= ARTICLE.rank][-1:]
    target = resolve(document.ordinance, replace(mention, ref=Ref(tuple(top)))).path if top else None
    texts = [at(document.ordinance, mention.path).text]
    if target and len(target) > 1:
        unit = at(document.ordinance, target)
        texts += [unit.text, *(child.text for child in unit.children)]
    return any(_LABEL_INSIDE.search(text) for text in texts)


def _doubt(document: Document, mention: Mention, text: str) -> str:
    """Return ``off`` or ``warning`` when another statute is named before the reference in its sentence."""
    start = mention.span[0]
    since = next((low for low, high in document.sentences(mention.path) if low <= start < high), 0)
    others = [
        each
        for each in document.mentions
        if each.path == mention.path and each.ref.statute and since <= each.span[0] < start
    ]
    names = {each.name for each in document.declared if each.kind == "short_name" and "법" in each.full}
    word = re.search(r"([가-힣]+) ?$", text[:start])
    if word and word[1] in names:
        return "off"
    if not others:
        return ""
    return "off" if _PARALLEL.search(text[max(0, start - 4) : start]) else "warning"


def _parts_missing(document: Document, mention: Mention) -> bool:
    """Whether the unit is there and only the part of it (단서, 각 호) is missing."""
    bare = replace(mention, ref=replace(mention.ref, parts=()))
    return bool(mention.ref.parts) and resolve(document.ordinance, bare).kind == "internal"


def _article_missing(document: Document, mention: Mention) -> bool:
    ordinance = document.ordinance
    for steps in (mention.ref.steps, mention.ref.until):
        top = [step for step in steps if step[0].rank <= ARTICLE.rank and step[1]][:1]
        if top and resolve(ordinance, replace(mention, ref=Ref(tuple(top)))).kind != "internal":
            return True
    return False


@rule(
    "XRF001",
    "error",
    "없는 조를 가리킴",
    basis=f"{_GUIDE} 409~413쪽",
    why="참조한 조가 없으면 그 규정을 적용할 수 없다. 조를 옮기거나 지운 뒤에 흔히 남는다.",
    bad=_PURPOSE + "제2조(지원) 시장은 제25조에 따라 시민을 지원한다.",
    good=_PURPOSE + "제2조(지원) 시장은 제1조와 「지방자치법」 제28조에 따라 시민을 지원한다.",
    texts=ALL_TEXTS,
)
def missing_article(document: Document) -> Iterator[Found]:
    for mention, result, doubt in _missing(document):
        if doubt == "off" or _parts_missing(document, mention) or not _article_missing(document, mention):
            continue
        last = document.articles[-1].provision.label
        words = f"{result.problem} 본칙은 {last}까지입니다. 번호를 고치거나 다른 법령의 조이면 그 이름을 밝히십시오."
        yield Found(words, mention.path, mention.span, severity=doubt)


@rule(
    "XRF002",
    "error",
    "없는 항ㆍ호ㆍ목을 가리킴",
    basis=f"{_GUIDE} 409~413쪽",
    why="참조한 항이나 호가 대상 조에 없으면 무엇을 가리키는지 알 수 없다.",
    bad=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제3항에 따른 지원은 해마다 한다.",
    good=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제1항에 따른 지원은 해마다 한다.",
    texts=ALL_TEXTS,
)
def missing_unit(document: Document) -> Iterator[Found]:
    for mention, result, doubt in _missing(document):
        if doubt == "off" or _parts_missing(document, mention) or _article_missing(document, mention):
            continue
        written = mention.written.steps[0]
        if doubt and written[0] is not ARTICLE:
            continue  # 「A법」 제3조의 …, 제4호에 따른: units of that statute
        words = f"{result.problem} 가리키는 항ㆍ호ㆍ목을 바로잡으십시오."
        yield Found(words, mention.path, mention.span, severity=doubt or _unclear(document, mention))
    if document.is_draft:
        yield from _undivided(document)


def _undivided(document: Document) -> Iterator[Found]:
    """Yield the references to 제1항 of another article that is not divided into paragraphs."""
    for mention, result in document.resolutions:
        steps = mention.written.steps
        if result.kind != "internal" or result.problem or result.path is None or len(steps) != 2 or mention.ref.until:
            continue
        if mention.path[0] != BODY or steps[0][0] is not ARTICLE or steps[1][0] is not PARAGRAPH:
            continue
        article = document.article_at(result.path)
        if not article or article.path == mention.path[: len(article.path)] or article.provision.number != steps[0][1]:
            continue
        if any(child.level is PARAGRAPH for child in article.provision.children):
            continue
        label = article.provision.label
        told = f"{attach(label, '은/는')} 항으로 나뉘지 않아 {format_chain(steps[1:2])}이 없습니다. 가리키는 조항을 바로잡으십시오."
        yield Found(told, mention.path, mention.span)


def _unclear(document: Document, mention: Mention) -> str:
    """``warning`` for 제5조제2호 when only one paragraph of 제5조 has subparagraphs: a reader still finds it."""
    steps = mention.ref.steps
    if mention.written.steps[0][0] is not ARTICLE and _found_beside_earlier(document, mention):
        return "warning"
    if len(steps) < 2 or steps[0][0] is not ARTICLE or steps[1][0].name != "subparagraph":
        return ""
    target = resolve(document.ordinance, replace(mention, ref=Ref(steps[:1])))
    if target.kind != "internal" or target.path is None:
        return ""
    holders = [
        paragraph
        for paragraph in at(document.ordinance, target.path).children
        if any(child.level is steps[1][0] and child.number == steps[1][1] for child in paragraph.children)
    ]
    return "warning" if len(holders) == 1 else ""


def _found_beside_earlier(document: Document, mention: Mention) -> bool:
    """Whether an earlier reference of the same unit names where the unit is: 제1항제1호에 따른 … 및 제4호에 따른."""
    for each in document.mentions:
        if each.path != mention.path or each.span[0] >= mention.span[0] or each.ref.statute or not each.ref.steps:
            continue
        steps = inherit(mention.written.steps, full_steps(document.ordinance, each))
        if resolve(document.ordinance, replace(mention, ref=Ref(steps))).kind == "internal":
            return True
    return False


@rule(
    "XRF013",
    "error",
    "없는 단서ㆍ후단ㆍ각 호를 가리킴",
    basis=_LOGIC,
    why="단서나 후단, 각 호가 없는 조항의 그 부분을 가리키면 무엇을 뜻하는지 알 수 없다.",
    bad=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제1항 단서에 따른 지원은 해마다 한다.",
    good=_PURPOSE
    + "제2조(지원) ① 시장은 시민을 지원한다. 다만, 예산이 없으면 지원하지 않는다.\n② 제1항 단서에 따른 사정은 공개한다.",
    texts=ALL_TEXTS,
)
def missing_part(document: Document) -> Iterator[Found]:
    for mention, result, doubt in _missing(document):
        if doubt or not _parts_missing(document, mention):
            continue
        target = resolve(document.ordinance, replace(mention, ref=replace(mention.ref, parts=()))).path
        unit = at(document.ordinance, target) if target and len(target) > 1 else None
        if unit is None:
            continue
        part = next((part for part in mention.ref.parts if not _has(unit, part)), "")
        if part:
            milder = "warning" if any(_has(child, part) for child in unit.children) else ""
            yield Found(
                f"{result.problem} 가리키는 부분을 바로잡으십시오.", mention.path, mention.span, severity=milder
            )


_PROVISO = re.compile(r"(?:^|[.) ])(?:다만|단)[, ]")
_SECOND = re.compile(r"이 경우|[가-힣)]\. ?[가-힣「“]")


def _has(unit: Provision, part: str) -> bool:
    if part in ("proviso", "main_clause"):
        return bool(_PROVISO.search(unit.text))
    if part in ("former", "latter"):
        return bool(_SECOND.search(unit.text)) or (unit.level is PARAGRAPH and not unit.text)
    level = "subparagraph" if part in ("each_subparagraph", "chapeau") else "item"
    return any(child.level.name == level for child in unit.children)


# ── 쓰는 꼴 ──────────────────────────────────────────────────────────────────

_GAP = re.compile(r"\d[조항호](?:의\d+)? +(?:제\d|[가-하]목)")


@rule(
    "XRF003",
    "error",
    "조ㆍ항ㆍ호ㆍ목 붙여쓰기",
    basis=f"{_EASY} 107~121쪽",
    why="한 조항을 가리키는 조ㆍ항ㆍ호ㆍ목은 붙여 써서 하나임을 보인다.",
    bad="시장은 「지방자치법」 제28조 제1항 제2호에 따라 이를 정한다.",
    good="시장은 「지방자치법」 제28조제1항제2호와 제29조, 같은 조 제2항에 따라 이를 정한다.",
    in_force="info",
    texts=ALL_TEXTS,
)
def spaces_in_reference(document: Document) -> Iterator[Found]:
    if not _GAP.search(document.words.text):
        return
    for mention in document.mentions:
        for steps, span in ((mention.written.steps, mention.head), (mention.written.until, mention.tail)):
            if not span or not steps or steps[0][1] is None:
                continue
            written = at(document.ordinance, mention.path).text[slice(*span)]
            if " " in written:
                right = format_chain(steps)
                if written.replace(" ", "") == right:
                    words = (
                        f"“{written}”{particle(written, '은/는')} “{right}”{particle(right, '으로/로')} 붙여 씁니다."
                    )
                    yield Found(words, mention.path, span, replacement=right)


@rule(
    "XRF005",
    "warning",
    "같은 조를 조 번호로 가리킴",
    basis=f"{_GUIDE} 409~413쪽",
    why="같은 조의 다른 항이나 호는 조 번호 없이 “제1항”처럼 쓴다.",
    bad=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제2조제1항에 따른 지원은 해마다 한다.",
    good=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제1항에 따른 지원은 해마다 한다.",
    in_force="info",
)
def own_article_by_number(document: Document) -> Iterator[Found]:
    for mention, article in _within_articles(document):
        steps = mention.written.steps
        if steps[0] != (ARTICLE, article.number) or mention.written.until:
            continue
        text = at(document.ordinance, mention.path).text
        before, after = text[max(0, mention.span[0] - 4) : mention.span[0]], text[mention.span[1] :][:4]
        if re.search(r"(?:및|또는|,|ㆍ|와|과|부터|\]|\n) ?$", before) or re.match(
            r" ?(?:및|또는|,|ㆍ|와|과|부터|에서 같)", after
        ):
            continue
        if len(steps) < 2:
            words = f"{attach(format_chain(steps), '은/는')} 이 조 자신입니다. 다른 조를 가리키려던 것이 아닌지 번호를 확인하십시오."
            yield Found(words, mention.path, mention.head)
            continue
        short = format_chain(steps[1:])
        words = f"같은 조의 조항이므로 “{format_chain(steps)}” 대신 “{short}”{particle(short, '으로/로')} 씁니다."
        yield Found(words, mention.path, mention.head, replacement=short)


def _within_articles(document: Document) -> Iterator[tuple[Mention, Provision]]:
    """Yield the references to units of the text itself that stand in its articles, with their article."""
    for article in document.articles:
        if article.provision.deleted:
            continue
        depth = len(article.path)
        for mention in document.mentions:
            ref = mention.ref
            if mention.path[:depth] == article.path and not ref.statute and not ref.place and mention.written.steps:
                yield mention, article.provision


def _same_level_range(mention: Mention) -> tuple[Number, Number] | None:
    """Return the first and last number of a range whose ends differ only in their last unit."""
    until = mention.ref.until
    steps = mention.ref.steps
    if not until or len(steps) != len(until) or steps[:-1] != until[:-1] or steps[-1][0] is not until[-1][0]:
        return None
    first, last = steps[-1][1], until[-1][1]
    return (first, last) if first and last else None


@rule(
    "XRF010",
    "error",
    "거꾸로 된 범위",
    basis=_LOGIC,
    why="범위의 끝이 처음보다 앞서거나 같으면 어느 조항을 뜻하는지 알 수 없다.",
    bad="시장은 「지방자치법」 제30조부터 제28조까지의 규정에 따라 이를 정한다.",
    good="시장은 「지방자치법」 제28조부터 제30조까지의 규정에 따라 이를 정한다.",
    texts=ALL_TEXTS,
)
def backward_range(document: Document) -> Iterator[Found]:
    for mention in document.mentions:
        ends = _same_level_range(mention)
        if ends and (ends[0].main, ends[0].branch) >= (ends[1].main, ends[1].branch):
            words = "범위의 끝이 처음보다 앞서거나 같습니다. 번호를 바로잡으십시오."
            yield Found(words, mention.path, mention.span)


@rule(
    "XRF011",
    "info",
    "둘뿐인 범위",
    basis=f"{_GUIDE} 412쪽",
    why="잇닿은 두 조항은 “부터 … 까지”보다 “및”으로 잇는 편이 읽기 쉽다.",
    bad=_PURPOSE
    + "제2조(지원) ① 시장은 시민을 지원한다.\n② 시장은 기업을 지원한다.\n③ 제1항부터 제2항까지에 따른 지원은 해마다 한다.",
    good=_PURPOSE
    + "제2조(지원) ① 시장은 시민을 지원한다.\n② 시장은 기업을 지원한다.\n③ 제1항 및 제2항에 따른 지원은 해마다 한다.",
    in_force="off",
)
def range_of_two(document: Document) -> Iterator[Found]:
    numbers = {article.provision.number for article in document.articles}
    for mention in document.mentions:
        ends = _same_level_range(mention)
        if not ends or ends[0].branch or ends[1].branch or ends[0].main + 1 != ends[1].main:
            continue
        if mention.ref.statute and mention.ref.steps[-1][0] is ARTICLE:
            continue  # articles with branch numbers may stand between
        if mention.ref.steps[-1][0] is ARTICLE and Number(ends[0].main, 2) in numbers:
            continue
        yield Found("둘뿐인 범위입니다. “및”으로 이으십시오.", mention.path, mention.span)


# ── 논리 ─────────────────────────────────────────────────────────────────────

_APPLIES = re.compile(
    r"\s*(?:까지)?(?:의 규정)?(?:에도 불구하고|에 불구하고|에 따[른라]|에서 (?:정하|규정)|[를을] 준용|의 규정)"
)


@rule(
    "XRF012",
    "error",
    "자기를 가리키는 참조",
    basis=_LOGIC,
    why="어느 항이 자기 자신에 따르거나 자기 자신에도 불구하고 정할 수는 없다. 번호를 잘못 적은 것이다.",
    bad=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제2항에도 불구하고 시장은 예산이 없으면 지원하지 않는다.",
    good=_PURPOSE + "제2조(지원) ① 시장은 시민을 지원한다.\n② 제1항에도 불구하고 시장은 예산이 없으면 지원하지 않는다.",
    texts=ALL_TEXTS,
)
def refers_to_itself(document: Document) -> Iterator[Found]:
    for mention, result in document.resolutions:
        if result.kind != "internal" or mention.path[0] != BODY or mention.ref.place or mention.ref.parts:
            continue
        steps = mention.written.steps
        if not steps or steps[0][1] is None or mention.written.anchor or result.path is None:
            continue
        own = result.path == mention.path and at(document.ordinance, mention.path).level in (ARTICLE, PARAGRAPH)
        text = at(document.ordinance, mention.path).text
        before = text[: mention.span[0]]
        if (own or _range_over(document, mention, result.path)) and _APPLIES.match(text, mention.span[1]):
            if (
                _OPEN_QUOTE.search(before)
                or before[-1:].isdigit()
                or _LABEL_INSIDE.search(text)
                or before.count('"') % 2
                or before.count("(") > before.count(")")
            ):
                continue
            named = format_chain(steps)
            words = f"{document.address(mention.path)}에서 자기 자신({named})을 가리킵니다. 번호를 바로잡으십시오."
            yield Found(words.replace("()", ""), mention.path, mention.span)
    yield from _each_applies_the_other(document)


def _range_over(document: Document, mention: Mention, first: Path) -> bool:
    """Whether a range of paragraphs holds the paragraph it stands in."""
    ends = _same_level_range(mention)
    unit = at(document.ordinance, mention.path)
    if not ends or unit.level is not PARAGRAPH or mention.ref.steps[-1][0] is not PARAGRAPH or not unit.number:
        return False
    return first[:-1] == mention.path[:-1] and ends[0].main <= unit.number.main <= ends[1].main


def _each_applies_the_other(document: Document) -> Iterator[Found]:
    if "준용" not in document.words.plain:
        return
    applied: dict[Path, list[tuple[Path, Mention]]] = {}
    for mention, result in document.resolutions:
        if result.kind != "internal" or not result.path or mention.path[0] != BODY or mention.ref.place:
            continue
        text = at(document.ordinance, mention.path).text
        if not re.match(r"(?:까지)?(?:의 규정)?[을를] 준용", text[mention.span[1] :]) or not mention.written.steps:
            continue
        applied.setdefault(mention.path, []).append((result.path, mention))
    for place, targets in applied.items():
        for target, mention in targets:
            if target < place and any(back == place for back, _ in applied.get(target, ())):
                words = f"{attach(document.address(place), '과/와')} {attach(document.address(target), '이/가')} 서로를 준용합니다. 한쪽을 고치십시오."
                yield Found(words, mention.path, mention.span)


@rule(
    "XRF016",
    "warning",
    "삭제된 조항을 가리킴",
    basis=f"{_GUIDE} 453쪽",
    why="삭제된 조항을 가리키는 참조는 뜻이 없다. 조항을 지울 때 함께 정비한다.",
    bad=_PURPOSE + "제2조 삭제\n제3조(지원) 시장은 제2조에 따른 시민을 지원한다.",
    good=_PURPOSE + "제2조 삭제\n제3조(지원) 시장은 제1조의 목적에 따라 시민을 지원한다.",
    texts=ALL_TEXTS,
)
def deleted_target(document: Document) -> Iterator[Found]:
    for mention, result in document.resolutions:
        if result.kind != "internal" or not result.problem or mention.path[0] != BODY or mention.ref.until:
            continue
        told = format_ref(Ref(mention.ref.steps))
        words = f"{attach(told, '은/는')} 삭제된 조항입니다. 참조를 정비하십시오."
        yield Found(words, mention.path, mention.span)
