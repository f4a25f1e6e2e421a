"""The last gate: parts of one bill that disagree stop the build, whatever template they came from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ordinance_drafter import korean
from ordinance_drafter.bill.context import KIND_WORDS, Context
from ordinance_drafter.model import ARTICLE
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import Step, scan

_PROPOSED = re.compile(r"\(안 [^()]*\)")
_TITLE = re.compile(r"「([^「」]+)」")
_NAMES = {"cover": "표지", "explanation": "제안이유ㆍ주요내용ㆍ참고사항", "notice": "입법예고문"}


def disagreements(context: Context, markup: Mapping[str, str]) -> list[str]:
    """Return what the filled parts say differently from each other or from the draft, one sentence each."""
    texts = {part: text.replace("\\|", "|").replace("\\\\", "\\") for part, text in markup.items()}
    return [
        *_titles(context, texts),
        *_points(context, texts),
        *_statutes(context, texts),
        *_dates(context, texts),
        *_costs(context, texts),
    ]


def _titles(context: Context, texts: Mapping[str, str]) -> list[str]:
    problems = []
    for part in ("cover", "explanation", "notice"):
        if part not in texts:
            continue
        if context.bill_title not in texts[part]:
            problems.append(f"{_NAMES[part]}에 의안의 제명 ‘{context.bill_title}’이 없습니다.")
        for kind, word in KIND_WORDS.items():
            wrong = re.search(rf"조례 {word}", texts[part]) if kind != "enactment" else None
            if wrong and kind != context.kind:
                problems.append(f"{_NAMES[part]}의 ‘{word}’이 의안의 종류({KIND_WORDS[context.kind]})와 다릅니다.")
    return problems


def _points(context: Context, texts: Mapping[str, str]) -> list[str]:
    """(안 제N조) must exist, and together cover every article (rules PKG004)."""
    if context.kind == "repeal":
        return []
    existing = context.article_numbers
    problems = []
    for part in ("explanation", "notice"):
        if part not in texts:
            continue
        named: set[Number] = set()
        for group in _PROPOSED.findall(texts[part]):
            for mention in scan(group):
                named |= _articles_between(mention.ref.steps, mention.ref.until)
        for number in sorted(named - existing):
            problems.append(f"{_NAMES[part]}의 주요내용이 없는 조를 가리킵니다: 안 제{number}조")
        for number in sorted(existing - named):
            problems.append(f"{_NAMES[part]}의 주요내용에 제{number}조가 빠졌습니다.")
    return problems


def _articles_between(steps: tuple[Step, ...], until: tuple[Step, ...]) -> set[Number]:
    first = next((number for level, number in steps if level is ARTICLE), None)
    last = next((number for level, number in until if level is ARTICLE), first)
    if first is None or last is None:
        return set()
    return {first, last} | {Number(main) for main in range(first.main, last.main + 1)}


def _statutes(context: Context, texts: Mapping[str, str]) -> list[str]:
    """참고사항의 관계 법령, 본문의 인용, 발췌의 법령이 같아야 한다 (rules PKG005)."""
    match = re.search(r"### 가\. 관계 법령\n(.*?)\n###", texts.get("explanation", ""), re.S)
    cited = set(context.statutes)
    problems = []
    if not match and "explanation" in texts:
        problems.append(
            "참고사항에 ‘### 가. 관계 법령’ 항목이 없어 인용한 법령과 견줄 수 없습니다. 서식에 되살리십시오."
        )
    if match:
        listed = set(_TITLE.findall(match[1].split("관련 자치법규:")[0]))
        problems += [f"참고사항의 관계 법령에 「{title}」이 빠졌습니다." for title in sorted(cited - listed)]
        problems += [
            f"참고사항의 관계 법령 「{title}」은 조례안이 인용하지 않습니다." for title in sorted(listed - cited)
        ]
    if "statutes" in texts:
        problems += [
            f"관계 법령 발췌에 「{title}」이 빠졌습니다."
            for title in context.statutes
            if title not in texts["statutes"]
        ]
    return problems


def _dates(context: Context, texts: Mapping[str, str]) -> list[str]:
    if context.assembly.setting.file.project.bill.proposer.type == "members":
        return []
    wrong = [part for part in ("explanation", "notice") if part in texts and context.notice_period not in texts[part]]
    end = context.notice_end
    if end and "notice" in texts and f"{korean.format_date(end)}까지" not in texts["notice"]:
        return [f"입법예고문의 의견 제출 마지막 날이 {korean.format_date(end)}과 다릅니다."]
    return [f"{_NAMES[part]}의 입법예고 기간이 ‘{context.notice_period}’과 다릅니다." for part in wrong]


def _costs(context: Context, texts: Mapping[str, str]) -> list[str]:
    facts = context.assembly.setting.file.project.bill
    says_estimate = "별첨 비용추계서 참조" in texts.get("explanation", "")
    if says_estimate and "작성 필요" not in texts["explanation"] and not facts.costs.lines:
        return [
            "참고사항은 비용추계서를 붙였다고 하지만 붙인 것은 없거나 미첨부 사유서입니다. bill.budget을 고치십시오."
        ]
    return []
