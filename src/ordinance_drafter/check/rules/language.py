"""Structural rules about 문장ㆍ용어 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Article, Document, Unit
from ordinance_drafter.check.plain_terms import terms
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import particle, split_sentences
from ordinance_drafter.model import ARTICLE, BODY, PARAGRAPH

_EASY = "법제처 「알기 쉬운 법령 정비기준」"


@rule(
    "LNG001",
    "warning",
    "순화할 말",
    basis=f"{_EASY}; 쪽은 말마다 다르다",
    why="어려운 한자말과 일본식 말은 누구나 아는 말로 바꾸어 쓴다. 정비기준에서 쪽을 확인하지 못한 말은 안내로만 알린다.",
    bad=(
        "시장은 지원 대상자에게 확인서를 교부한다.",
        "위원장은 관계 기관에서 자료를 징구할 수 있다.",
        "거짓이나 사위 그 밖의 부정한 방법으로 지원을 받은 경우에는 이를 돌려받는다. 잔임기간은 따로 정한다.",
    ),
    good=(
        "시장은 지원 대상자에게 확인서를 내준다.",
        "시장은 시민을 위해 교육을 지원한다. 위원의 배우자나 사위가 대표인 기업은 제외한다.",
        "「고양시 허위 자료 방지 조례」에 따른다.",
    ),
    in_force="info",
)
def word_with_a_plainer_one(document: Document) -> Iterator[Found]:
    return (found for _, found in terms("LNG001").search(document))


@rule(
    "LNG012",
    "warning",
    "외래어",
    basis="법제처 「자치법규 입안 길라잡이」 396~409쪽",
    why="뜻이 같은 우리말이 있으면 외래어를 쓰지 않는다. 법률이 쓰는 인프라와 가이드라인은 안내로만 알린다.",
    bad=("시장은 산업의 인프라를 구축할 수 있다.", "시장은 클러스터와 테스트베드를 조성할 수 있다."),
    good=("시장은 산업의 기반시설을 구축할 수 있다.", "시장은 데이터와 소프트웨어의 플랫폼을 구축할 수 있다."),
    in_force="info",
)
def loan_word(document: Document) -> Iterator[Found]:
    return (found for _, found in terms("LNG012").search(document))


_STEM = {
    "되어": "되", "보여": "보이", "쓰여": "쓰이", "담겨": "담기", "짜여": "짜이", "놓여": "놓이", "나뉘어": "나뉘",
    "불려": "불리", "잊혀": "잊히", "읽혀": "읽히", "닫혀": "닫히", "섞여": "섞이", "묶여": "묶이",
}  # fmt: skip
_PASSIVE_TWICE = re.compile(
    rf"({'|'.join(_STEM)})(진(?!행|단|흥|료|학|입|술|압)|질(?!의|문|병|서|환)|짐(?!작)|지(?!원|역|방|도|급|정|속)|져|졌"
    "| 진(?=다)| 지(?=는)| 졌(?=다)| 질(?= 수))"
)
_FINAL = {"진": 4, "질": 8, "짐": 16, "졌": 20}  # ㄴ ㄹ ㅁ ㅆ under the last syllable


def _once(stem: str, ending: str) -> str:
    """Return the passive once: 되어+진 is 된, 보여+졌 is 보였, 되어+져 is 되어."""
    if ending == "져":
        return stem
    base = stem if ending == "졌" else _STEM[stem]
    if base == "되어" or base == "나뉘어":
        return base[:-1] + "었"
    return base[:-1] + chr(ord(base[-1]) + _FINAL.get(ending, 0))


@rule(
    "LNG009",
    "warning",
    "이중피동",
    basis=f"{_EASY} 164쪽",
    why="“되다”, “쓰이다”, “보이다”는 이미 피동이므로 “-어지다”를 다시 붙이지 않는다.",
    bad=(
        "위원회는 위원 10명 이내로 구성되어진다.",
        "보고서에 쓰여진 내용은 공개한다.",
        "문제가 있다고 보여지는 사업은 다시 심사한다.",
    ),
    good=("위원회는 위원 10명 이내로 구성된다.", "결과가 정해진 뒤에 이루어진 지원은 제외한다."),
)
def passive_twice(document: Document) -> Iterator[Found]:
    words = document.words
    for match in _PASSIVE_TWICE.finditer(words.plain):
        right = _once(match[1], match[2].lstrip())
        message = f"“{match[0]}”처럼 피동을 거듭하지 말고 “{right}” 꼴로 쓰십시오."
        yield document.found(message, words, *match.span(), right)


_QUOTED = re.compile(r"「[^「」]*」|“[^“”]*”|\(이하 [^()]*\)|[-\s]")


def _length(sentence: str) -> int:
    """Letters of a sentence without spaces, titles, quoted words and declared short names."""
    return len(_QUOTED.sub("", sentence))


@rule(
    "LNG010",
    "warning",
    "긴 문장",
    basis=f"{_EASY} 118~132쪽",
    why="한 문장이 길면 주어와 서술어를 알기 어렵다. 항이나 호로 나누어 쓴다. 빈칸과 인용한 제명은 빼고 센다.",
    bad=(
        "시장은 "
        + "지역의 기업이 새로운 기술을 개발하고 이를 사업으로 이어 갈 수 있도록 필요한 비용을 지원하며, " * 5
        + "그 결과를 공개해야 한다.",
    ),
    good=("시장은 필요한 비용을 지원하고 그 결과를 공개해야 한다.",),
    in_force="info",
)
def long_sentence(document: Document) -> Iterator[Found]:
    for unit in document.units:
        text = unit.provision.text
        if len(text) < 150 or unit.path[0] != BODY or unit.article is None:
            continue
        kinds = document.articles[unit.article].kinds
        lenient = bool(kinds & {"definitions", "purpose"})
        if unit.provision.level.rank > PARAGRAPH.rank and not lenient:
            continue
        for start, end in split_sentences(text):
            count = _length(text[start:end])
            if count < (250 if lenient else 150):
                continue
            severity = "" if count >= (250 if lenient else 200) else "info"
            message = f"한 문장이 {count}자입니다(빈칸과 인용한 제명은 뺌). 항이나 호로 나누거나 둘로 끊으십시오."
            yield Found(message, unit.path, (start, end), severity=severity)


_ENDING = (
    r"(?<![은는을를이의에도만며고여게서지면할한된될인함됨라다해려야나든던른운긴어아와과로히록시켜쳐혀져워본준받씩])"
)
_NOT_A_NOUN = re.compile(
    "(?<![가-힣])(?:매년|해당|관련|각종|적극|상호|우선|직접|함께|모두|매월|특히|다음|이내|이상|현재|당시|필요|전부|일부|주요"
    "|이후|이전|미만|최초|상시|별도|수시)(?![가-힣])"
)
_CHAIN = re.compile(
    rf"(?<![가-힣ㆍ])(?:[가-힣]{{2,8}}+{_ENDING} ){{4,}}[가-힣]{{2,8}}?{_ENDING}"
    r"(?=(?:을|를|의|은|는|이|가|에|으로|로|과|와)?(?![가-힣]))"
)
_PLACE = re.compile(r"^[가-힣]{1,6}(?:시|군|구|도) ")


@rule(
    "LNG011",
    "info",
    "명사 나열",
    basis="법제처 「자치법규 입안 길라잡이」 440~450쪽",
    why="조사 없이 이름씨만 길게 이으면 무엇이 무엇을 꾸미는지 알 수 없다. 조사와 풀이하는 말을 넣는다.",
    bad=("시장은 인공지능 산업 육성 지원 사업 추진 계획을 수립한다.",),
    good=(
        "시장은 인공지능산업을 육성하기 위한 지원사업의 추진계획을 수립한다.",
        "「고양시 청년 창업 지원 사업 추진 계획 조례」에 따른다.",
    ),
    in_force="off",
)
def chain_of_nouns(document: Document) -> Iterator[Found]:
    words = document.words
    for match in _CHAIN.finditer(words.plain, 0, document.body_end):
        after = words.plain[match.end() : match.end() + 3].lstrip()
        count = match[0].count(" ") + 1
        named = after.startswith(("(", "「")) or _PLACE.match(match[0])
        if named or _NOT_A_NOUN.search(match[0]):
            continue
        yield document.found(
            f"조사 없이 이어진 말이 {count}개입니다. 조사와 풀이하는 말을 넣어 뜻을 분명히 하십시오.",
            words,
            *match.span(),
        )


_FULL_FORM = re.compile(r"하여야(?= )|아니(?:하|한|할| [된될되])")
_SHORT_FORM = re.compile(r"해야(?= )(?<=[가-힣]해야)|않[가-힣](?<=지 않.|.지않.)|안 [된될되](?<=서는 안 .)")
_FULL_WORDS, _SHORT_WORDS = ("하여야 ", "아니하", "아니한", "아니할", "아니 "), ("해야 ", "않", "서는 안 ")


@rule(
    "LNG013",
    "info",
    "준말의 통일",
    basis=f"{_EASY} 95~96쪽",
    why="“하여야 한다”와 “해야 한다”, “아니하다”와 “않다”를 한 조례 안에서 섞어 쓰지 않는다. 하위 법령은 준말이 원칙이다.",
    bad=("시장은 계획을 수립하여야 한다. 시장은 결과를 공개해야 한다. 위원은 비밀을 누설해서는 안 된다.",),
    good=("시장은 계획을 수립해야 한다. 위원은 비밀을 누설해서는 안 된다. 시장은 공개하지 않을 수 있다.",),
    in_force="off",
)
def mixed_short_forms(document: Document) -> Iterator[Found]:
    words = document.words
    if not all(any(each in words.plain for each in forms) for forms in (_FULL_WORDS, _SHORT_WORDS)):
        return
    full = list(_FULL_FORM.finditer(words.plain))
    short = list(_SHORT_FORM.finditer(words.plain))
    if not full or not short:
        return
    wrong, right = (full, "준말(해야, 않는다)") if len(full) <= len(short) else (short, "본말(하여야, 아니한다)")
    for match in wrong:
        replacement = {"하여야": "해야", "해야": "하여야"}.get(match[0])
        message = f"이 조례는 {right}을 더 많이 씁니다. “{match[0]}”도 같은 꼴로 맞추십시오."
        yield document.found(message, words, *match.span(), replacement)


_DUTY = re.compile(r"(?:(?:하여야|해야) 한다|할 수 있다)\.?$")
_USUAL = re.compile(r"[가-힣]{2,8}[은는] ")
_OPENING = re.compile(r"(?:다만|이 경우|그러나|그 밖)")
_TOPIC = re.compile(r"(?:[은는]|이|가|께서|든지|에서|에서도|도|에게|에게는|하나)$")
_NO_SUBJECT = re.compile(
    r"(?:(?:[하되있없받주않맞드르갖려키얻넣찾듣묻돕적]|시키|다니|이끄|보이|세우|배우|갖추|늦추|거치|미치|보내|알리|맡기|다루|이루"
    r"|나누|바꾸|걸리|모으|늘리|줄이|높이|지키|만드|버리|^두|^쓰|^내|^오|^가|^보)는"
    r"|또는|(?:같|많|높|낮|받|얻|않|좋|적|작|넓|옳|맡|찾|읽|남)은|없이|같이|높이|많이|때에는|경우에는|경우는|때는|까지는|까지도)$"
)


def _has_subject(sentence: str) -> bool:
    return any(
        _TOPIC.search(word) and not _NO_SUBJECT.search(word) for word in (each.rstrip(",") for each in sentence.split())
    )


@rule(
    "LNG014",
    "warning",
    "주어 없는 의무문",
    basis=f"{_EASY} 118~132쪽",
    why="누가 해야 하는지, 누가 할 수 있는지 알 수 있도록 항마다 주어를 쓴다.",
    bad=("필요한 시책을 마련하여 추진하여야 한다.", "① 시장은 계획을 수립한다.\n② 사업에 드는 비용을 지원할 수 있다."),
    good=(
        "시장은 필요한 시책을 마련하여 추진하여야 한다.",
        "보조금은 목적에 맞게 사용하여야 한다.",
        "위원에게 수당을 지급할 수 있다.",
    ),
    in_force="off",
)
def duty_without_subject(document: Document) -> Iterator[Found]:
    for unit in document.units:
        text = unit.provision.text
        if unit.provision.level not in (ARTICLE, PARAGRAPH) or unit.path[0] != BODY:
            continue
        if _USUAL.match(text) or not ("야 한다" in text or "할 수 있다" in text):
            continue
        start, end = split_sentences(text)[0]
        sentence = text[start:end]
        if _DUTY.search(sentence) and not _OPENING.match(sentence) and not _has_subject(sentence):
            yield Found("누가 하는지 주어가 없습니다. “시장은”처럼 주어를 쓰십시오.", unit.path, (start, end))


_PERSON = re.compile(r"(?<=[의한는은된할인] )자(를|는|가|로서|로|와|의|에게| 중(?:에서)?|(?=[,.)ㆍ]|$))(?![가-힣])")
_ABOUT_MEMBERS = re.compile(r"위원(?!회)|위촉|임명|간사")
_PARTIES = re.compile(r"제척|기피|회피|해촉|기능|비밀")
_AS_PERSON = {"를": "을", "는": "은", "가": "이", "로서": "으로서", "로": "으로", "와": "과"}


@rule(
    "LNG015",
    "warning",
    "사람을 가리키는 “자”",
    basis="법제처 「자치법규 입안 길라잡이」 396~409쪽, 「알기 쉬운 법령 정비기준」 88~90쪽",
    why="사람만 가리킬 때에는 “사람”으로, 법인이나 단체도 가리킬 때에는 “자”로 쓴다. 위원이 될 수 있는 것은 사람뿐이다.",
    bad=(
        "시장은 다음 각 호의 자를 위원으로 위촉한다.\n1. 인공지능에 관한 전문지식이 풍부한 사람\n2. 시의원",
        "제5조(위원회의 구성) ① 위원회의 위원은 다음 각 호의 사람 중에서 위촉한다.\n1. 인공지능에 관한 지식과 경험이 풍부한 자\n2. 시의원",
    ),
    good=(
        "시장은 다음 각 호의 사람을 위원으로 위촉한다.\n1. 인공지능에 관한 전문지식이 풍부한 사람\n2. 시의원",
        "지원을 받으려는 자는 신청서를 제출해야 한다.",
    ),
)
def person_called_ja(document: Document) -> Iterator[Found]:
    for article in document.articles:
        if " 자" in article.text and _ABOUT_MEMBERS.search(article.text) and not _PARTIES.search(article.heading):
            yield from _persons(document, article)


def _persons(document: Document, article: Article) -> Iterator[Found]:
    units = document.units_of(article)
    for unit in units:
        for match in _PERSON.finditer(unit.provision.text):
            if not _is_about_members(unit, units, match, "committee" in article.kinds):
                continue
            right = "사람" + _AS_PERSON.get(match[1], match[1])
            message = (
                f"위원이 될 사람을 가리키므로 “{match[0].strip()}” 대신 “{right}”{particle(right, '으로/로')} 쓰십시오."
            )
            yield Found(message, unit.path, match.span(), replacement=right)


def _is_about_members(unit: Unit, units: list[Unit], match: re.Match[str], committee: bool) -> bool:
    """Whether 자 stands for members: in a list of members, or right before 위원."""
    text = unit.provision.text
    if re.match(r"[^.\n]{0,12}(?:위원(?!회)|간사|위촉|임명)", text[match.end() :]):
        return True
    above = next((each.provision.text for each in units if each.path == unit.path[:-1]), "")
    listed = unit.provision.level.rank > PARAGRAPH.rank
    return committee and listed and bool(re.search(r"위촉|임명|위원(?:은|으로|이 된)|구성(?:한다|하며|하되)", above))


_VAGUE = re.compile(r"(?:적[절정당]|최[대소]한|충분|상당한|합리적|가능한 한|원활|신속|현저|부득이|불가피)(?!성)")


@rule(
    "LNG019",
    "warning",
    "불명확한 말",
    basis="법제처 「자치법규 입안 길라잡이」 440~450쪽",
    why="“적절한”, “충분한”, “최대한” 같은 말이 겹치면 무엇을 해야 하는지 정해지지 않는다. 기준을 구체적으로 쓴다.",
    bad=(
        "시장은 적절하고 필요한 최대한의 조치를 해야 한다.",
        "시장은 충분하고 합리적인 비용을 적정하게 지급해야 한다.",
    ),
    good=("시장은 필요한 조치를 해야 한다.", "시장은 신청을 받은 날부터 10일 이내에 조치해야 한다."),
    in_force="info",
)
def vague_words(document: Document) -> Iterator[Found]:
    words = document.words
    found: dict[tuple[int, int], list[str]] = {}
    for match in _VAGUE.finditer(words.plain):
        found.setdefault(words.unit(match.start()), []).append(match[0])
    for (start, end), vague in found.items():
        necessary = ["필요한"] if "필요한" in words.plain[start:end] else []
        told = list(dict.fromkeys([*vague, *necessary]))
        if len(told) >= 3:
            listed = "”, “".join(told)
            message = f"“{listed}”처럼 뜻이 열린 말이 한 항에 여럿입니다. 기준이나 정도를 구체적으로 쓰십시오."
            yield document.found(message, words, start, end)
