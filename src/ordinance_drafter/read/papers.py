"""The papers of a council bill and the lines that tell them apart: part headings, titles, numbers, rules."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from ordinance_drafter.finding import Part

KIND = r"(?:조례|규칙|규정|법률|시행령|시행규칙|법|훈령|예규)"
TITLE = re.compile(
    rf"[「『]?[가-힣A-Za-z0-9\d()ㆍ·,\s「」-]{{2,80}}?{KIND}[」』]?\s?(?:(?:제정|전부\s?개정|일부\s?개정|폐지)?(?:조례|규칙|법률|령)?\s?\(?안\)?)?"
    r"\s?(?:\([^()]{1,12}\))?"
)
NOT_A_TITLE = re.compile(r"[.:]$|(?:의결|제출|다음과 같이|부서|관계 법령|예고|제\s+호$)|^제\d+조|\|")
WHOLE = re.compile(r"전부를?\s*다음과 같이\s*개정|전부를\s*개정한다")
PARTIAL = re.compile(
    r"일부를?\s*(?:다음과 같이\s*)?개정한다|각각 다음과 같이 개정한다|일부를?\s*(?:다음과 같이\s*)?수정한다|다음과 같이 폐지한다|폐지한다\.?$"
)
ORDINANCE_NUMBER = re.compile(
    r"(?P<who>[가-힣 ]{2,20}?(?:시|도|군|구)(?:의회)?)\s*(?:조례|규칙)\s*제\s*(?P<number>\d*)[○◯O\s]*호\s*"
)
RULE = re.compile(r"[─━═\-=_*·\s]{3,}")
GLUED_FIRST = re.compile(r"제1[편장] [^.제]{1,40} 제1[장절조][ (]")
_LIST_NUMBER = r"(?:(?:\d{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4})\s?\.\s*|[□■○◯❍◦▣◈●]\s*|\[?붙임\s?\d*\]?\s*[.:]?\s*|【|<|\[)?"
_LETTERED = rf"(?:[가-하]\.\s*|{_LIST_NUMBER})"

# 의안의 부분 이름: 짧은 제목 줄이 이 말로 시작하면 그 부분이 시작된다
_TAIL = (
    r"(?:\s?(?:서|표|문|안|및|발췌서?|결과서?|요약|자료|공고|미\s?첨부|생략|사유서?|\([^()]{0,40}\)|<[^<>]{0,30}>)){0,5}"
    r"\s*[】>\]]?\s*(?:[:：].{0,60})?"
)
PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"{_LETTERED if name in ('제안이유', '주요내용') else _LIST_NUMBER}(?:{words}){_TAIL}"))
    for name, words in (
        ("표지", r"의\s*안\s*번\s*호(?:\s*제?\s*[\d○]*\s*호)?"),
        (
            "제안이유",
            r"(?:제\s*안|제\s*정|개\s*정|폐\s*지|제ㆍ?개정)\s*이\s*유(?:\s*및\s*주\s*요\s*내\s*용)?|입법\s*취지",
        ),
        ("주요내용", r"주\s*요\s*내\s*용|주요\s*골자"),
        ("참고사항", r"참\s*고\s*사\s*항|주요\s*토의\s*과제"),
        ("신ㆍ구조문대비표", r"신\s*[ㆍ·․‧･.]?\s*구\s*조\s*문\s*(?:대\s*비\s*표)?|중요\s*사항\s*대비표|조문\s*대비표"),
        ("비용추계서", r"비\s*용\s*추\s*계|재정\s*수반\s*요인|예산\s*조치"),
        ("관계 법령", r"(?:관\s*계|관련|근거|상위|참고)\s*법\s*[령규](?:\s*및\s*조례)?"),
        (
            "입법예고",
            r"(?:[가-힣A-Za-z0-9ㆍ·,「」 ]{2,50}(?:조례|규칙)\s?(?:제정|개정|폐지)?(?:조례|규칙)?안?\s*)?입\s*법\s*예\s*고|예고\s*결과|의견\s*제출"
            r"|[가-힣 ]{2,20}(?:시|도|군|구)(?:의회)?\s*공고\s*제?\s*[\d○◯-]*\s*호",
        ),
        (
            "검토와 협의",
            r"(?:검토|심사)\s*보고|규제\s*심사|성별\s*영향\s*평가|부패\s*영향\s*평가|협의\s*결과|의견\s*수렴|참고\s*자료",
        ),
        ("입안 자료", r"입안\s*점검표|조문별\s*입안\s*근거"),
    )
)
BILL = {"표지", "제안이유", "주요내용", "참고사항", "입법예고"}
COMPARISON = "신ㆍ구조문대비표"
AFTER = {COMPARISON, "비용추계서", "관계 법령", "입법예고", "입안 자료"}
"""Papers that follow an ordinance even where it has annexes, whose own headings may look like the others."""
_COVER = re.compile(
    r"(?:의\s*안\s*번\s*호|제\s*출\s*(?:자|연월일|일)|발\s*의\s*(?:자|연월일|일)|제안자)\s*[:：|]?.{0,60}|의결\s*주문.*"
)


def part_marks(lines: Sequence[str], opaque: Container[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines that open a part of a bill, with the part's name."""
    for index, line in enumerate(lines):
        words = line.strip()
        if not words or len(words) > 70:
            continue
        if index in opaque:
            if _COVER.match(words.strip("| ")):
                yield index, "표지"
            continue
        if _COVER.fullmatch(words):
            yield index, "표지"
            continue
        name = next((name for name, pattern in PARTS if pattern.fullmatch(words)), None)
        if name and not words.endswith(("다.", "함.", "임.", "함", "안)")):
            yield index, name


def is_title(lines: Sequence[str], opaque: Container[int], index: int) -> bool:
    """Return whether a line names an ordinance and says no more."""
    words = lines[index].strip()
    return (
        0 < len(words) < 120
        and index not in opaque
        and TITLE.fullmatch(words) is not None
        and not NOT_A_TITLE.search(words)
    )


def is_enacting(line: str) -> bool:
    """Return whether a line stands above an ordinance in a bill: its number, or the sentence that enacts it."""
    words = line.strip()
    return len(words) < 120 and (ORDINANCE_NUMBER.fullmatch(words) or WHOLE.search(words)) is not None


def named_parts(lines: Sequence[str], marks: list[tuple[int, str]], start: int, end: int) -> Iterator[Part]:
    """Yield the parts outside of the body; what stands before the first heading is the cover."""
    for low, high, default in ((0, start, "표지"), (end, len(lines), "뒷부분")):
        begin, name = low, default
        for index, found in [*((i, n) for i, n in marks if low <= i < high), (high, "")]:
            if found == name and index < high:
                continue
            filled = [i for i in range(begin, index) if lines[i].strip() and not RULE.fullmatch(lines[i])]
            if filled:
                yield Part(name, filled[0] + 1, filled[-1] + 1)
            begin, name = index, found
