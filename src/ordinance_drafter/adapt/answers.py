"""What the target says where the source's own words stand: one answer for each kind of local word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ordinance_drafter.adapt.data import adapt_data
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import LocalWord, vocabulary
from ordinance_drafter.locality.data import local_data


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of a local word.

    ``text`` stands in its place (the same words: nothing changes); ``mark`` is written behind it; ``flag`` is the kind
    of flag to raise ("" for none) and ``message`` its sentence.
    """

    text: str
    mark: str = ""
    flag: str = ""
    message: str = ""


class Translator:
    """Answers for words of one city what another says."""

    def __init__(self, source: Municipality, target: Municipality) -> None:
        self.source, self.target = source, target
        self.mine, self.theirs = vocabulary(source), vocabulary(target)
        self.data = local_data()
        self.last = target.formal_name.split()[-1]

    def answer(self, word: LocalWord) -> Answer:
        """Return what becomes of a word; an unsure one always stays and is told, unless the target says the same."""
        if word.kind in ("place", "other_place", "lower") and self.is_targets(word) and self.source != self.target:
            message = (
                "원래 조례에서 다른 곳을 가리키던 말인데, 이제 이 지방자치단체 자신을 가리킵니다. 맞게 고치십시오."
            )
            return Answer(word.text, flag="leftover", message=message)
        if not word.sure:
            return self._unsure(word)
        return _ANSWERS[word.kind](self, word)

    def is_targets(self, word: LocalWord) -> bool:
        """Whether the words are the target's own as they stand."""
        text = "".join(word.text.split())
        names = [form.replace(" ", "") for form in (*self.theirs.own, *self.theirs.upper)]
        names += [*self.theirs.wards, *self.theirs.lower]
        if word.kind in ("place", "other_place", "upper", "lower") and any(
            text.startswith(name) for name in names if len(name) > 2
        ):
            return True
        return word.kind in ("place", "other_place", "upper", "lower") and text in self.own_short

    @property
    def own_short(self) -> set[str]:
        """The short words of the target."""
        target, level = self.target, self.theirs.words
        member = f"{target.gov_short}의원"
        council = target.council_short
        shorts = {target.head_short, target.gov_short, council, target.residents, target.gazette, level.deputy, member}
        above = self.theirs.upper_words
        shorts |= {above.head, above.council, above.residents, above.deputy, f"{above.gov}의원"} if above else set()
        return {*shorts, f"{council}의원", f"{council} 의원"}

    def _unsure(self, word: LocalWord) -> Answer:
        if word.kind == "department":
            return Answer(word.text, flag="department", message=f"{word.why}. 옮겨 갈 곳의 이름으로 고치십시오.")
        if word.kind in ("ordinance", "rule_title") and not self._names_source(word.text):
            return Answer(word.text, flag="title", message=f"{word.why}. 옮겨 갈 곳에 그런 조례가 있는지 확인하십시오.")
        same = _ANSWERS[word.kind](self, LocalWord(word.path, word.field, word.span, word.text, word.kind, word.role))
        if same.text == word.text and word.kind in (
            "head_short",
            "gov_short",
            "residents",
            "gazette",
            "council_short",
            "member",
        ):
            return Answer(word.text)
        return Answer(word.text, flag="leftover", message=f"{word.why or '바꾸지 않았습니다'}. 맞게 고치십시오.")

    def _names_source(self, text: str) -> bool:
        return any(form in text for form in self.mine.own) or any(bare in text for bare in self.mine.bare)

    # ── names

    def base(self, form: str) -> str:
        """Return the target's name in the form the source's was written."""
        if form == "formal":
            return self.target.formal_name
        if form == "short" and self.source.level == self.target.level:
            return next((name for name, which in self.theirs.own.items() if which == "short"), self.target.name)
        if form == "last" and self.target.level == "district":
            return self.last
        return self.target.name

    def _short_of(self, text: str) -> str:
        """Return the target's short word for a short word of the source that looks like a name: 통합특별시장."""
        pairs = (
            (self.source.head_short, self.target.head_short),
            (self.source.gov_short, self.target.gov_short),
            (self.source.council_short, self.target.council_short),
        )
        return next((theirs for ours, theirs in pairs if ours == text), "")

    def name(self, word: LocalWord) -> Answer:
        return Answer(self._short_of(word.text) or self.base(word.role))

    def head(self, word: LocalWord) -> Answer:
        base = self.base(word.role)
        return Answer(self._short_of(word.text) or base + self.data.head_endings[base[-1]])

    def council(self, word: LocalWord) -> Answer:
        return Answer(self._short_of(word.text) or f"{self.base(word.role)}의회")

    def member(self, word: LocalWord) -> Answer:
        spaced = (
            "의회 의원" if word.text.endswith("의회 의원") else "의회의원" if word.text.endswith("의회의원") else "의원"
        )
        if word.role:
            if word.text.removesuffix(spaced) == self.source.gov_short:
                return Answer(self.target.gov_short + spaced)
            return Answer(self.base(word.role) + spaced)
        if spaced == "의원":
            return Answer(self.target.gov_short + spaced)
        return Answer(self.target.council_short + spaced.removeprefix("의회"))

    def residents(self, word: LocalWord) -> Answer:
        return Answer(f"{self.base(word.role)}민" if word.role else self.target.residents)

    def gazette(self, word: LocalWord) -> Answer:
        gazette = self.target.gazette
        if not word.role:
            return Answer(gazette)
        glued = gazette if len(gazette) == 2 and gazette != "공보" else ""
        return Answer(self.base(word.role) + (glued[1:] if glued else f" {gazette}"))

    def head_short(self, word: LocalWord) -> Answer:
        return Answer(self.target.head_short)

    def gov_short(self, word: LocalWord) -> Answer:
        tail = word.text.removeprefix(self.mine.words.gov) if word.role == "compound" else ""
        return Answer(self.target.gov_short + tail)

    def council_short(self, word: LocalWord) -> Answer:
        return Answer(word.text if word.role == "alone" else self.target.council_short)

    def deputy(self, word: LocalWord) -> Answer:
        return Answer(self.theirs.deputy)

    # ── ordinances and bodies

    def ordinance(self, word: LocalWord) -> Answer:
        if word.role == "self":
            return Answer(self._renamed(word.text))
        known = self.target.ordinances.get(word.role) if word.kind == "ordinance" else None
        if known and known.title:
            return Answer(known.title)
        renamed = self._renamed(word.text)
        if renamed == word.text:
            message = "제명에 이 지방자치단체의 이름이 섞여 있습니다. 옮겨 갈 곳의 조례로 고치십시오."
            return Answer(word.text, flag="leftover", message=message)
        message = "옮겨 갈 곳에 이런 제명의 자치법규가 있는지 확인하지 못했습니다. 확인하여 고치고 표시를 지우십시오."
        return Answer(renamed, adapt_data().marks.title, "title", message)

    def _renamed(self, title: str) -> str:
        for form in sorted(self.mine.own, key=len, reverse=True):
            if form in title:
                return title.replace(form, self.target.name)
        return title

    def agency(self, word: LocalWord) -> Answer:
        if word.role == "regional":
            return self._regional(word)
        if word.role == "named":
            message = "옮겨 갈 곳에 이런 기관이 있는지 확인하지 못했습니다. 확인하여 고치고 표시를 지우십시오."
            return Answer(self._renamed(word.text), adapt_data().marks.agency, "agency", message)
        role = next((role for role, each in self.source.agencies.items() if each.name == word.text), "")
        theirs = self.target.agencies.get(role)
        if theirs:
            return Answer(theirs.name)
        message = "옮겨 갈 곳에서 같은 일을 하는 기관을 알 수 없습니다. 고치거나 빼고 표시를 지우십시오."
        mark = "" if word.field == "title" else adapt_data().marks.agency
        return Answer(word.text, mark, "agency", message)

    def _regional(self, word: LocalWord) -> Answer:
        form = next(
            (form for form in sorted(self.mine.own, key=len, reverse=True) if word.text.startswith(form)),
            self.source.name,
        )
        body = word.text[len(form) :]
        upper = self.target.name if self.target.level in ("metropolitan", "province") else self.target.upper
        if not upper:
            return Answer(word.text, flag="leftover", message="옮겨 갈 곳의 기관을 알 수 없습니다. 맞게 고치십시오.")
        return Answer(upper + body)

    # ── above, below, beside

    def upper(self, word: LocalWord) -> Answer:
        source, target = self.source.upper, self.target.upper
        if source == target:
            return Answer(word.text)
        if not target:
            message = "위의 지방자치단체를 가리키는 말입니다. 광역자치단체에는 그 위의 지방자치단체가 없습니다. 고치거나 빼십시오."
            return Answer(word.text, flag="leftover", message=message)
        return self._upper_words(word)

    def _upper_words(self, word: LocalWord) -> Answer:
        above = self.theirs.upper_words
        was = self.mine.upper_words
        if word.role in ("head_short", "council_short", "residents", "member", "deputy") and above and was:
            ours = {was.head: above.head, was.council: above.council, was.residents: above.residents,
                    f"{was.gov}의원": f"{above.gov}의원", was.deputy: above.deputy}  # fmt: skip
            return Answer(ours.get(word.text, word.text))
        form = next((form for form in sorted(self.mine.upper, key=len, reverse=True) if word.text.startswith(form)), "")
        if not form:
            return Answer(
                word.text, flag="leftover", message="위의 지방자치단체의 이름이 들어 있습니다. 맞게 고치십시오."
            )
        rest, new = word.text[len(form) :], self.target.upper
        if word.role in ("ordinance", "rule_title"):
            message = "위의 지방자치단체에 이런 제명의 자치법규가 있는지 확인하지 못했습니다. 확인하여 고치고 표시를 지우십시오."
            return Answer(new + rest, adapt_data().marks.title, "title", message)
        if word.role == "head":
            rest = self.data.head_endings[new[-1]]
        return Answer(new + rest)

    def lower(self, word: LocalWord) -> Answer:
        heads = self.target.lower_heads
        if word.role in ("ordinance", "rule_title") or not heads:
            message = "아래 지방자치단체를 가리키는 말입니다. 옮겨 갈 곳에 맞게 고치거나 빼십시오."
            ward = bool(self.theirs.wards) and word.text == "구청장" and bool(self.mine.wards)
            return Answer(word.text) if ward else Answer(word.text, flag="leftover", message=message)
        if self.source.lower_heads == heads:
            return Answer(word.text)
        if word.role in ("heads", "head_short"):
            return Answer(heads)
        if word.role == "units":
            return Answer(_units(heads))
        return Answer(word.text, flag="leftover", message="아래 지방자치단체를 가리키는 말입니다. 맞게 고치십시오.")

    def beside(self, word: LocalWord) -> Answer:
        what = {
            "place": "이 지방자치단체 안의 곳입니다",
            "other_place": "다른 지방자치단체입니다",
            "bare": "이름의 줄인 말입니다",
        }
        return Answer(word.text, flag="leftover", message=f"{what[word.kind]}. 맞게 고치거나 빼십시오.")

    def department(self, word: LocalWord) -> Answer:
        return Answer(word.text, flag="department", message="부서의 이름입니다. 옮겨 갈 곳의 이름으로 고치십시오.")


def _units(heads: str) -> str:
    return heads.replace("시장", "시").replace("군수", "군").replace("구청장", "구" if "ㆍ" in heads else "자치구")


_ANSWERS: dict[str, Callable[[Translator, LocalWord], Answer]] = {
    "city": Translator.name,
    "formal": Translator.name,
    "head": Translator.head,
    "head_short": Translator.head_short,
    "gov_short": Translator.gov_short,
    "council": Translator.council,
    "council_short": Translator.council_short,
    "member": Translator.member,
    "residents": Translator.residents,
    "gazette": Translator.gazette,
    "deputy": Translator.deputy,
    "ordinance": Translator.ordinance,
    "rule_title": Translator.ordinance,
    "agency": Translator.agency,
    "upper": Translator.upper,
    "lower": Translator.lower,
    "place": Translator.beside,
    "other_place": Translator.beside,
    "bare": Translator.beside,
    "department": Translator.department,
}
