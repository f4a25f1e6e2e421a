"""Rules about the form in which a short name is declared: (이하 “○○”이라 한다)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.check.rules.short_names import PURPOSE
from ordinance_drafter.korean import Final, final_sound, particle

_DUTY = "제2조(책무) 고양시장(이하 “시장”이라 한다)은 시민의 참여를 돕는다.\n"
_SHAPE = re.compile(
    r"\(이하(?P<gap>\s*)(?P<open>[“\"'‘]?)(?P<name>[^()“”\"'‘’\n]{1,40})(?P<close>[”\"'’]?)(?P<apart>\s*)(?P<be>이?라)(?P<go>고?)(?P<space>\s*)(?P<end>한다|함|칭한다|부른다)(?P<dot>\.?)\)"
)


@rule(
    "DEF015",
    "error",
    "약칭 선언의 꼴",
    basis="법제처 「자치법규 입안 길라잡이」",
    why="약칭은 (이하 “○○”이라 한다)의 꼴로 선언한다. “이하” 뒤와 “한다” 앞만 띄우고 따옴표 뒤는 붙인다.",
    bad=(
        PURPOSE + "제2조(책무) 고양시장(이하“시장”이라 한다)은 시민을 돕는다.",
        PURPOSE + "제2조(책무) 고양시장(이하 “시장” 이라 한다)은 시민을 돕는다.",
        PURPOSE + "제2조(책무) 고양시장(이하 “시장”이라한다)은 시민을 돕는다.",
    ),
    good=PURPOSE + _DUTY,
    in_force="info",
)
def shape_of_short_name(document: Document) -> Iterator[Found]:
    if "이하" not in document.words.text:
        return
    for match in document.words.matches(_SHAPE, quoted=True):
        name = match["name"].strip()
        if name.endswith(("같", "이 조에서")) or (not match["open"] and not match["close"] and len(name) > 15):
            continue
        for group, wanted, words in (
            ("gap", " ", f"“이하” 뒤를 한 칸 띄우십시오: (이하 “{name}” …)."),
            ("apart", "", f"“{name}” 뒤의 “{match['be']}”를 붙여 쓰십시오."),
            ("go", "", f"약칭은 “{match['be']} 한다”로 선언합니다. “고”를 빼십시오."),
            ("space", " ", f"“{match['be']} 한다”로 띄어 쓰십시오."),
            ("end", "한다", f"약칭 선언은 “{match['be']} 한다”로 끝냅니다."),
            ("dot", "", "약칭 선언의 괄호 안에는 마침표를 찍지 않습니다."),
        ):
            if match[group] != wanted:
                found = document.found(
                    words, document.words, *_at_least_one(match, group), _whole(match, group, wanted)
                )
                yield found._replace(severity="warning" if group == "go" else "")
        if not match["open"] and not match["close"]:
            words = f"약칭 “{name}”{particle(name, '을/를')} 큰따옴표로 묶으십시오."
            yield document.found(words, document.words, *match.span("name"))
    for match in document.words.matches(_ODD_SHAPE, quoted=True):
        words = f"“{match[0]}”의 꼴로는 약칭을 선언하지 않습니다. (이하 “○○”(이)라 한다)의 꼴로 쓰십시오."
        yield document.found(words, document.words, *match.span())


def _at_least_one(match: re.Match[str], group: str) -> tuple[int, int]:
    """The span of a group with the character before it when it is empty, so that there is something to show."""
    start, end = match.span(group)
    return (start - 1, end) if start == end else (start, end)


def _whole(match: re.Match[str], group: str, wanted: str) -> str:
    start, _ = _at_least_one(match, group)
    return match.string[start : match.start(group)] + wanted


_ODD_SHAPE = re.compile(
    r"\((?:이하|약칭)(?: 이 [조장절항]에서)?\s*[“\"][^“”\"()\n]{1,30}[”\"](?: ?임)?\)|\[이하\s*[“\"][^“”\"()\n]{1,30}[”\"]\s?이?라[^\[\]\n]{0,8}\]"
)


_BE = re.compile(r"이하[^()“\"\n]{0,20}[“\"]([^“”\"\n]{1,40})[”\"]\s?(이라|라)(?=\s?고?\s?(?:한다|함|하며|하고))")


@rule(
    "DEF016",
    "error",
    "약칭 뒤의 “이라”와 “라”",
    basis="한글 맞춤법(조사 “이라/라”, 관행을 확인하지 못함)",
    why="줄인 말이 받침으로 끝나면 “이라”, 받침이 없으면 “라”를 붙인다.",
    bad=PURPOSE + "제2조(설치) 고양시 보기위원회(이하 “위원회”이라 한다)를 둔다. 위원회는 회의를 연다.",
    good=PURPOSE + "제2조(설치) 고양시 보기위원회(이하 “위원회”라 한다)를 둔다. 위원회는 회의를 연다.",
)
def particle_of_short_name(document: Document) -> Iterator[Found]:
    if "이하" not in document.words.text:
        return
    for match in document.words.matches(_BE, quoted=True):
        right = particle(match[1], "이라/라")
        if final_sound(match[1]) is not Final.UNKNOWN and right != match[2]:
            words = f"“{match[1]}” 뒤에는 “{right}”를 씁니다."
            yield document.found(words, document.words, *match.span(2), right)
