"""The committees an ordinance sets up itself: where, what is said about each, and what another ordinance provides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ordinance_drafter.check.document import Article, Document

_SETS_UP = re.compile(
    r"(?:위원|심의|협의)회\)?」?(?P<short>\s?\(이하[^()\n]*\))?(?:을|를) ?"
    r"(?:각각 |별도로 |따로 )?"
    r"(?:둔다|둘 수|두어야|두며|두고|두되|(?:설치|구성|운영)[가-힣ㆍ ]{0,12}?(?:한다|할 수|하여야|해야|하며|하고|하되))"
)
_NAME = re.compile(r"[가-힣ㆍ]*$")
_PART_OF_ANOTHER = re.compile(
    r"(?:분과|실무|실무추진|상임)위원회$|^(?:소|전문|특별|소관|각종|해당|관련|다른|선정|평가|심사|선발|자문)위원회$"
)
_ADVISES = re.compile(r"심의|자문|의결")
_SUBSTITUTE = re.compile(
    r"(?:위원회|심의회|협의회)(?:가|이|에서|에|는|로 하여금|로)[^.\n]{0,40}?(?:대행|대신|갈음|수행하게|수행하도록)"
    r"|(?:위원회|심의회|협의회)(?:로|를 이 조례에 따른 [가-힣 ]*위원회로) 본다"
)
_AD_HOC = re.compile(
    r"비상설|(?:안건|심의|자문|필요)[^.\n]{0,12}(?:마다|때마다)[^.\n]{0,12}구성|해산|한시적으로|활동이 (?:끝|종료)"
)
_BYLAW = re.compile(r"「(?P<title>[^」\n]*위원회[^」\n]*(?:조례|규칙))」")
_APPLIES = re.compile(r"준용|따른다|따라|따르|정하는 바|적용한다|의한다")
_ONLY_FEES = re.compile(r"수당|여비|실비|비용")
_GENERAL_ORDINANCE = re.compile(r"각종 ?위원회|위원회 ?(?:수당|실비|정비)")

SIZE = re.compile(
    r"(?:위원회|협의회|심의회|위원)(?:는|은)[^.\n]*?(?P<number>\d+) ?(?P<unit>명|인)(?: ?(?P<limit>이내|이하|내외|이상|정도|안팎))?(?:의 위원)?(?:으로|로) ?(?:구성|한다|하고|하되)"
)


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee this ordinance sets up.

    ``span`` is the sentence that sets it up and ``start`` to ``end`` are the articles about it, in ``Document.words``;
    ``about`` is what those articles say, titles blanked out.
    """

    name: str
    article: Article
    span: tuple[int, int]
    sentence: str
    start: int
    end: int
    about: str
    ad_hoc: bool
    by_statute: bool
    bylaw: bool

    @property
    def appoints(self) -> bool:
        """Whether it has members who are commissioned and not there by their office."""
        return "위촉" in self.about


_KNOWN: WeakKeyDictionary[Document, tuple[Committee, ...]] = WeakKeyDictionary()


def committees(document: Document) -> tuple[Committee, ...]:
    """Return the committees a document sets up and does not leave to another one."""
    known = _KNOWN.get(document)
    if known is None:
        known = _KNOWN[document] = tuple(_committees(document))
    return known


def _committees(document: Document) -> Iterator[Committee]:
    if "위원" not in document.words.plain or _GENERAL_ORDINANCE.search(document.ordinance.title):
        return
    found = list(_set_up(document))
    plain, text = document.words.plain, document.words.text
    for number, (article, match) in enumerate(found):
        start = article.start if number else document.words.unit(text.find("위원"))[0]
        end = found[number + 1][0].start if number + 1 < len(found) else document.body_end
        end = max(document.words.unit(text.rfind("위원", start, end))[1], match.end())
        if _SUBSTITUTE.search(plain, start, end):
            continue
        low, high = _sentence(plain, match.start(), match.end())
        about = plain[start:end]
        several = len(found) > 1 and "준용" in about
        yield Committee(
            _name(plain, match),
            article,
            (low, high),
            plain[low:high],
            start,
            end,
            about,
            ad_hoc=_AD_HOC.search(about) is not None,
            by_statute=re.search(
                r"「[^」\n]*(?:법|법률|시행령|시행규칙)」|(?<![가-힣])(?:법|영|시행령) 제\d", text[low:high]
            )
            is not None,
            bylaw=several or _has_bylaw(text[start:end]),
        )


def _set_up(document: Document) -> Iterator[tuple[Article, re.Match[str]]]:
    """Yield the first sentence of each article that sets up a committee of its own."""
    names: set[str] = set()
    for article in document.articles:
        if "committee_setup" not in article.kinds and "committee" not in article.kinds:
            continue
        for match in _SETS_UP.finditer(document.words.plain, article.start, article.end):
            name = _name(document.words.plain, match)
            if _PART_OF_ANOTHER.search(name) or (
                name in ("위원회", "협의회", "심의회") and names and not match["short"]
            ):
                continue
            if name in names or (name.endswith("협의회") and not _ADVISES.search(article.text)):
                continue
            names.add(name)
            yield article, match
            break


def _name(plain: str, match: re.Match[str]) -> str:
    end = match.start() + len("위원회")
    name = _NAME.search(plain[max(0, end - 40) : end])
    return name[0] if name else ""


def _sentence(plain: str, start: int, end: int) -> tuple[int, int]:
    low = max(plain.rfind("\n", 0, start), plain.rfind(". ", 0, start) + 1) + 1
    stops = [at for at in (plain.find("\n", end), plain.find(".", end)) if at >= 0]
    return low, min(stops, default=len(plain))


def _has_bylaw(text: str) -> bool:
    """Whether the general ordinance on committees is applied to more than the fees of members."""
    for match in _BYLAW.finditer(text):
        low, high = _sentence(text, *match.span())
        rest = text[low : match.start()] + text[match.end() : high]
        fees = re.search(r"수당|여비|실비", rest + match["title"])
        if _APPLIES.search(rest) and not (
            fees and not re.search(r"구성|운영|제척|해촉|외에는|그 밖|정하지|규정하지", rest)
        ):
            return True
    return False


def general_bylaws(document: Document, committee: Committee) -> Iterator[tuple[int, int, str]]:
    """Yield the titles cited about a committee that read like the general ordinance on committees."""
    text = document.words.text
    for match in _BYLAW.finditer(text, committee.start, committee.end):
        title = match["title"]
        if re.search(r"(?:^|[시군구도] ?|각종 ?)위원회", title) and not _ONLY_FEES.search(title):
            yield *match.span("title"), title


def members_articles(document: Document) -> Iterator[Article]:
    """Yield the articles about committees that speak of members."""
    return (article for article in document.of_kind("committee") if "위원" in article.text)


def sentence_at(plain: str, at: int, bounds: tuple[int, int]) -> tuple[int, int]:
    """Return the sentence of ``plain`` that ``at`` stands in, inside ``bounds``."""
    dot = plain.rfind(". ", bounds[0], at)
    low = max(plain.rfind("\n", bounds[0], at) + 1, dot + 2 if dot >= 0 else 0, bounds[0])
    stops = [stop for stop in (plain.find("\n", at), plain.find(". ", at)) if stop >= 0]
    return low, min([*stops, bounds[1]])
