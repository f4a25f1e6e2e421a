"""Structural rules about 위임 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.cited import scope_of, statutes_mentioned
from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import DRAFTS, Found, rule
from ordinance_drafter.korean import particle
from ordinance_drafter.model import ARTICLE, PARAGRAPH, at
from ordinance_drafter.refs import Mention

# ── DLG003 ───────────────────────────────────────────────────────────────────

_BY_RULE = re.compile(
    r"(?:규칙으로|규칙에서|시장이|군수가|구청장이|도지사가) (?:따로 |별도로 )?정(?:한다|하는 바에 따른다|하는 바에 의한다|할 수 있다)"
)
_SANCTION = re.compile(
    r"제재|과태료|과징금|이행강제금|벌칙|벌금|변상금|부담금|가산금|영업 ?정지|자격 ?정지|업무 ?정지|행정처분|위반 ?사실의? 공표"
    r"|(?:권리|의무)(?:의|를|에 관한)? ?(?:제한|부과|내용|범위)|(?:준수|이행)해야 할 의무|의무(?:의|와|에 관한) "
)
_PERMIT = re.compile(
    r"(?:허가|인가|면허|등록|신고|승인)(?:의|를 받아야| 기준| 요건| 대상)|(?:사용료|수수료|이용료)의? ?(?:금액|요율|기준|부과)"
)
_BASED = re.compile(r"「|(?<![가-힣])(?:법|영) 제\d|법령에|법률에|조례에서 정하는")


@rule(
    "DLG003",
    "error",
    "권리ㆍ의무의 백지위임",
    basis="「지방자치법」 제28조제1항 단서 및 제29조",
    why="주민의 권리를 제한하거나 의무를 부과하는 일은 법률의 위임을 받아 조례에 직접 정한다. 기준을 통째로 규칙에 넘기면 위임의 한계를 벗어난다.",
    bad="지원을 받은 자에 대한 제재의 기준은 규칙으로 정한다.",
    good=(
        "지원을 받은 자가 용도 외로 쓰면 「지방자치단체 보조금 관리에 관한 법률」 제12조에 따라 교부 결정을 취소할 수 있다.",
        "지원의 신청 절차는 규칙으로 정한다.",
    ),
    in_force="warning",
)
def blank_delegation(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if " 정한다" not in plain and "정하는 바에" not in plain:
        return
    for match in _BY_RULE.finditer(plain):
        start, end = document.words.unit(match.start())
        low = _sentence_start(plain, start, match.start())
        sentence = plain[low : match.end()]
        strong = _SANCTION.search(sentence)
        mild = None if strong else _PERMIT.search(sentence)
        if not (strong or mild) or _has_basis(document, document.words.text[start:end], low):
            continue
        what = strong or mild
        message = (
            f"“{(what[0] if what else '').strip()}”에 관한 것을 규칙 등에 통째로 맡겼습니다. "
            "조례에 직접 정하거나 위임한 법률의 조를 인용하십시오."
        )
        found = document.found(message, document.words, low, match.end())
        yield found if strong else found._replace(severity="warning")


def _sentence_start(plain: str, low: int, position: int) -> int:
    stop = plain.rfind(". ", low, position)
    return low if stop < 0 else stop + 2


def _has_basis(document: Document, words: str, position: int) -> bool:
    path = document.words.place(position, position)[0]
    article = document.article_at(path) if path else None
    return bool(_BASED.search(words) or (article and _BASED.search(article.text)))


# ── DLG005 ───────────────────────────────────────────────────────────────────

_TO_RULE = re.compile(r"규칙(?:으로|에서|에) (?:따로 |별도로 )?정")


@rule(
    "DLG005",
    "info",
    "시행규칙 조와 개별 위임",
    basis="법제처 「자치법규 입안 길라잡이」 453쪽 점검표 ①",
    why="규칙에 맡길 것이 있으면 그 조에 적고 시행규칙 조를 둔다. 한쪽만 있으면 빠뜨린 것인지 살핀다.",
    bad="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(시행규칙) 이 조례의 시행에 필요한 사항은 규칙으로 정한다.",
    good="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(지원) ① 시장은 비용을 지원할 수 있다.\n② 지원 절차는 규칙으로 정한다.\n제3조(시행규칙) 이 조례의 시행에 필요한 사항은 규칙으로 정한다.",
    documents=DRAFTS,
    texts=frozenset({"ordinance"}),
)
def rule_article(document: Document) -> Iterator[Found]:
    articles = [article for article in document.articles if not article.provision.deleted]
    own = [article for article in articles if _is_rule_article(article)]
    others = [article for article in articles if article not in own and _TO_RULE.search(article.text)]
    if own and not others:
        message = "시행규칙 조는 있으나 규칙에 맡긴 사항이 다른 조에 없습니다. 시행규칙이 필요한지 살피십시오."
        yield Found(message, own[0].path, field="heading")
    elif others and not own:
        message = "규칙으로 정할 사항이 있으나 시행규칙 조가 없습니다. 필요하면 끝에 시행규칙 조를 두십시오."
        yield Found(message, others[0].path, field="heading")


def _is_rule_article(article: Article) -> bool:
    return "enforcement_rule" in article.kinds


# ── DLG007 ───────────────────────────────────────────────────────────────────

_ENTRUSTED = re.compile(
    r" ?(?:에서|에 따라|에 따른|에 의하여|에) (?:조례(?:로|에) (?:정하도록 )?)?(?:위임(?:된|한|하는|받은|하여)|정하도록 한|정하도록 하는)"
    r"| ?(?:에서|에 따라) 조례로 (?:정하|위임)"
)
_RULE_MADE = re.compile(r" ?(?:에서|에 따라|에 따른) (?:규칙(?:으로|에서) (?:정하|위임)|위임)")


@rule(
    "DLG007",
    "warning",
    "위임 근거는 조ㆍ항ㆍ호까지",
    basis="법제처 「자치법규 입안 길라잡이」 411쪽",
    why="항이 여럿인 조를 위임의 근거로 들 때에는 맡긴 항까지 적어야 근거를 찾을 수 있다.",
    bad="이 조례는 「지방자치법」 제161조에서 위임된 사항을 규정함을 목적으로 한다.",
    good="이 조례는 「지방자치법」 제161조제2항에서 위임된 사항을 규정함을 목적으로 한다.",
    in_force="info",
)
def basis_to_the_paragraph(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "위임" not in plain and "정하도록" not in plain and "규칙으로 정하" not in plain and "조례로 정하" not in plain:
        return
    for mention, law in statutes_mentioned(document):
        after = _after(document, mention)
        if len(mention.ref.steps) > 1 or mention.ref.parts or mention.ref.place or not _ENTRUSTED.match(after):
            continue
        level, number = mention.ref.steps[0]
        label = ARTICLE.label(number) if level is ARTICLE and number else ""
        known = document.statutes.delegations.get((law.title, label))
        if known:
            which = "ㆍ".join(known.paragraphs)
            message = f"위임의 근거는 항까지 적습니다. 「{law.title}」 {label}에서 조례에 맡긴 항은 {which}입니다."
            yield Found(message, mention.path, mention.span)
    yield from _own_delegations(document)


def _after(document: Document, mention: Mention) -> str:
    text = at(document.ordinance, mention.path).text
    return text[mention.span[1] : mention.span[1] + 30]


def _own_delegations(document: Document) -> Iterator[Found]:
    """제7조에 따라 규칙으로 정하는 … of an article in which only one of several paragraphs says so."""
    for mention, resolution in document.resolutions:
        if mention.ref.statute or resolution.path is None or len(mention.ref.steps) != 1 or mention.ref.until:
            continue
        target = document.article_at(resolution.path)
        if target is None or target.path != resolution.path or not _RULE_MADE.match(_after(document, mention)):
            continue
        paragraphs = [each for each in target.provision.children if each.level is PARAGRAPH]
        hits = [each for each in paragraphs if _TO_RULE.search(each.text)]
        if (
            len(paragraphs) > 1
            and len(hits) == 1
            and scope_of(document, mention.path)[: len(target.path)] != target.path
        ):
            label = hits[0].level.reference(hits[0].number) if hits[0].number else ""
            name = target.provision.label + label
            yield Found(
                f"위임의 근거는 항까지 적습니다. {name}{particle(name, '으로/로')} 고치십시오.",
                mention.path,
                mention.span,
            )


# ── DLG006 ───────────────────────────────────────────────────────────────────

_BY_CHAIR = re.compile(r"위원장이 (?:이를 )?(?:따로 |별도로 )?정(?:한다|할 수 있다)")
_OF_COMMITTEE = re.compile(
    r"(?:(?:운영|회의|위원회|협의회|심의회)[^.\n]{0,40}|그 밖에 |그 밖의 |기타 )필요한 (?:세부 ?)?사항은 (?P<how>[^.\n]*)$"
)
_BEYOND = re.compile(r"외에|제외하고|것 외|밖에|제\d+항|소위원회|분과|실무")


@rule(
    "DLG006",
    "warning",
    "위원회 운영세칙의 문형",
    basis="법제처 「법령 입안ㆍ심사 기준」 461~481쪽",
    why="조례에서 정하고 남은 운영의 세부 사항만, 위원회의 의결을 거쳐 위원장이 정한다. 범위와 절차가 없으면 위원장에게 모두 맡긴 것이 된다.",
    bad="기타 위원회 운영에 관하여 필요한 사항은 위원장이 정한다.",
    good="이 조례에서 규정한 사항 외에 위원회의 운영에 필요한 사항은 위원회의 의결을 거쳐 위원장이 정한다.",
    in_force="info",
)
def committee_rules(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "위원장이" not in plain:
        return
    for match in _BY_CHAIR.finditer(plain, 0, document.body_end):
        unit = document.words.unit(match.start())[0]
        low = _sentence_start(plain, unit, match.start())
        before = plain[low : match.start()]
        about = _OF_COMMITTEE.search(before)
        if about is None:
            continue
        missing = []
        if "기타" in before or not _BEYOND.search(before[: about.start("how")]):
            missing.append("“이 조례에서 규정한 사항 외에”라는 범위")
        if "의결" not in about["how"] and "심의를 거쳐" not in about["how"]:
            missing.append("“위원회의 의결을 거쳐”라는 절차")
        if missing:
            message = f"위원장이 정하는 사항에는 {'와 '.join(missing)}를 적으십시오."
            yield document.found(message, document.words, low, match.end())
