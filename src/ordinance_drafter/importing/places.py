"""Words of a city become places of a clause text: {{ head_full }}, {ref:…}, and questions for what no profile has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ordinance_drafter import korean
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import LocalWord
from ordinance_drafter.model import ADDENDA, ANNEXES, ARTICLE, BODY, Ordinance, Path, at
from ordinance_drafter.refs import mentions
from ordinance_drafter.template import render

_BRACES = re.compile(r"\{(?=[{%#]|ref:)")
_CLOSERS = "”’』」)"
_GOES_ON = re.compile(r"부터|써|서|는|도|만|의|[^가-힣]|$")
CANDIDATES: dict[str, tuple[str, ...]] = {
    "city": ("{{ city }}", "{{ formal_name }}"),
    "formal": ("{{ city }}", "{{ formal_name }}"),
    "head": ("{{ head_full }}", "{{ upper }} {{ head_full }}", "{{ city }} {{ head_title }}"),
    "head_short": ("{{ head_title }}", "{{ head_full }}"),
    "gov_short": ("{{ gov_title }}",),
    "council": ("{{ council_full }}", "{{ city }} {{ council_title }}", "{{ upper }} {{ council_full }}"),
    "council_short": ("{{ council_title }}", "{{ gov_title }}의회"),
    "member": (
        "{{ council_member }}", "{{ council_full }}의원", "{{ council_full }} 의원", "{{ council_title }}의원",
        "{{ council_title }} 의원", "{{ gov_title }}의원", "{{ gov_title }} 의원",
        "{{ city }}의원", "{{ city }} 의원",
    ),
    "residents": ("{{ residents }}",),
    "gazette": ("{{ gazette }}", "{{ city }}{{ gazette }}", "{{ city }} {{ gazette }}"),
    "upper": ("{{ upper }}", "{{ upper }}지사", "{{ upper }}의회", "{{ upper }}시장"),
    "lower": ("{{ lower_heads }}",),
}  # fmt: skip
"""Kind of a local word -> templates that may give it back; the first that does is taken."""
ASKED = {
    "ordinance": "제명", "rule_title": "제명", "agency": "기관의 이름", "place": "지명", "bare": "이름", "other_place": "이름",
}  # fmt: skip
"""Kinds of which every city has its own: they become questions. The rest is left as it is and told."""


@dataclass(frozen=True, slots=True)
class Question:
    """A place that no profile fills: its name, label, the words of the original, and the profile key that may know."""

    name: str
    label: str
    answer: str
    profile: str = ""


@dataclass
class Placer:
    """Puts places into the words of one ordinance.

    Args:
        ordinance: the original.
        profile: of the city it belongs to.
        words: the local words in it.
        ids: clause id of each article of the body, by its reference (제3조의2).
    """

    ordinance: Ordinance
    profile: Municipality
    words: tuple[LocalWord, ...]
    ids: Mapping[str, str]
    questions: dict[str, Question] = field(default_factory=dict)
    left: list[LocalWord] = field(default_factory=list)
    """Local words that no place was found for."""

    def __post_init__(self) -> None:
        self.values = self.profile.names
        self.edits: dict[tuple[Path, str], list[tuple[int, int, str, bool]]] = defaultdict(list)
        for word in self.words:
            template = self.template(word)
            if template is None:
                self.left.append(word)
            else:
                self.edits[word.path, word.field].append((*word.span, template, True))
                self.after_brackets(word)
        for path, start, end, clause_id in self.references():
            taken = [(a, b) for a, b, *_ in self.edits[path, "text"]]
            if not any(a < end and start < b for a, b in taken):
                self.edits[path, "text"].append((start, end, f"{{ref:{clause_id}}}", False))

    def after_brackets(self, word: LocalWord) -> None:
        """Let the particle behind a bracket follow the word before it: 시장(이하 …)은."""
        text = self._words(word)
        end = closing(text, word.span[1])
        if end and (found := particle_at(text, end)) and found[0] == 0:
            self.edits[word.path, word.field].append((end, end + len(found[1]), found[2], False))

    def _words(self, word: LocalWord) -> str:
        if not word.path:
            return self.ordinance.title if word.field == "title" else self.ordinance.preamble
        if word.path[0] == ANNEXES:
            annex = self.ordinance.annexes[word.path[1]]
            return annex.heading if word.field == "heading" else annex.text
        if word.path[0] == ADDENDA and len(word.path) == 2:
            return self.ordinance.addenda[word.path[1]].label
        return str(getattr(at(self.ordinance, word.path), word.field))

    def fill(self, path: Path, name: str, words: str) -> str:
        """Return the words of a field with places in them."""
        edits = self.edits.get((path, name))
        if not edits:
            return escaped(words)
        parts, done = [], 0
        for start, end, template, word in sorted(edits):
            parts += [escaped(words[done:start]), template]
            done = end
            if word and (found := particle_at(words, end)):
                closers, form, marker = found
                parts.append(words[end : end + closers] + marker)
                done = end + closers + len(form)
        return "".join((*parts, escaped(words[done:])))

    def rough(self, path: Path, name: str, words: str) -> str:
        """As :meth:`fill`, with the particles left as they are: for texts whose own particles are odd."""
        parts, done = [], 0
        for start, end, template, _ in sorted(self.edits.get((path, name), ())):
            parts += [escaped(words[done:start]), template]
            done = end
        return "".join((*parts, escaped(words[done:])))

    def template(self, word: LocalWord) -> str | None:
        """Return the template that gives a local word back; None when there is none."""
        if word.text == self.ordinance.title and word.field != "title" and "{" not in word.text:
            for name in ("{{ city }}", "{{ formal_name }}"):  # the ordinance names itself
                if word.text.startswith(render(name, self.values)):
                    return name + word.text.removeprefix(render(name, self.values))
        for candidate in CANDIDATES.get(word.kind, ()):
            if render(candidate, self.values) == word.text:
                return candidate
        of_the_city = word.kind in ASKED or self.profile.name in word.text
        if of_the_city and _can_be_answered(word.text):
            return f"{{{{ {self.question(word).name} }}}}"
        return None

    def question(self, word: LocalWord) -> Question:
        """Return the question whose answer the word is; the same words are one question."""
        if word.text not in self.questions:
            kind = {"ordinance": "ordinances", "agency": "agencies"}.get(word.kind, "")
            profile = f"{kind}.{word.role}" if kind and word.role and word.role != "self" else ""
            taken = {each.name for each in self.questions.values()}
            role = re.sub(r"[^a-z0-9_]", "_", word.role) if profile else "1"
            names = (f"{word.kind}_{role}", *(f"{word.kind}_{i}" for i in range(2, 9999)))
            label = f"원문의 ‘{word.text}’에 해당하는 {ASKED.get(word.kind, '말')}"
            name = next(each for each in names if each not in taken)
            self.questions[word.text] = Question(name, label, word.text, profile)
        return self.questions[word.text]

    def references(self) -> list[tuple[Path, int, int, str]]:
        """Return the references of the body to its own articles: the place of the article's number, and its clause."""
        found = []
        for mention in mentions(self.ordinance):
            if mention.path[0] != BODY or mention.ref.statute or mention.ref.place:
                continue
            for written, span in ((mention.written.steps, mention.head), (mention.written.until, mention.tail)):
                if span is None or not written or written[0][0] is not ARTICLE or written[0][1] is None:
                    continue
                words = ARTICLE.reference(written[0][1])
                text = self._text(mention.path)
                if words in self.ids and text.startswith(words, span[0]):
                    found.append((mention.path, span[0], span[0] + len(words), self.ids[words]))
        return found

    def _text(self, path: Path) -> str:
        return at(self.ordinance, path).text


def _can_be_answered(words: str) -> bool:
    """Whether words can be an answer: one line, no markup (a line of a drawn table is neither)."""
    return words == words.strip() and 0 < len(words) <= 200 and not set(words) & set("\n{}")


def escaped(words: str) -> str:
    """Return words in which braces of the text itself stay braces."""
    return _BRACES.sub("{{ '{' }}", words)


def closing(text: str, start: int) -> int:
    """Return where the bracket that opens at ``start`` has closed; 0 when none opens there or it never closes."""
    if not text.startswith("(", start):
        return 0
    depth = 0
    for index in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1
    return 0


def particle_at(text: str, start: int) -> tuple[int, str, str] | None:
    """Return the particle that follows a word ending at ``start``: closing marks before it, its form, its marker.

    None when what follows is no particle, or not the form the word takes.
    """
    at = start
    while at < len(text) and text[at] in _CLOSERS:
        at += 1
    for pair in _PAIRS:
        for form in pair:
            if text.startswith(form, at) and _GOES_ON.match(text, at + len(form)):
                marker = f"{pair[0]}({pair[1]})"
                if korean.fix_particles(text[:at] + marker) == text[:at] + form:
                    return at - start, form, marker
    return None


_PAIRS = tuple(sorted(korean.PAIRS, key=lambda pair: -len(pair[0])))
