"""Running rules over a document: which apply, what they found, and what the office allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules

from ordinance_drafter.check import rules as rules_folder
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.groups import GROUPS
from ordinance_drafter.check.patterns import pattern_rules
from ordinance_drafter.check.place import address_of
from ordinance_drafter.check.places import is_national_rule
from ordinance_drafter.check.rule import SEVERITIES, Found, Rule
from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.model import Ordinance

CRASHED, UNUSED = "CHK001", "CHK002"
OWN_FINDINGS = {
    CRASHED: (
        "error",
        "규칙을 적용하다 멈춤",
        "프로그램의 잘못이다. 그 규칙의 결과만 빠지고 나머지 검사는 끝까지 한다.",
    ),
    UNUSED: (
        "warning",
        "쓰이지 않은 허용",
        "허용(allow)한 것이 문서에 없다. 고쳐졌으면 허용을 지우고, 주소나 부호가 바뀌었으면 고친다.",
    ),
}
"""Findings of the checker itself: severity, title, what it means."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding an office has decided to live with, and why; ``at`` is an address, "" for the whole document."""

    code: str
    reason: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What an office decides: which rules, how severe, what is allowed; plain data, so that it can be sent to workers.

    Attributes:
        select, ignore: codes or their beginnings (``RGT``, ``LNG0``); select () is all.
        severities: code or beginning -> severity or ``off``; the longest beginning counts.
        allow: findings to leave out.
        own_rules: further rules (see :func:`check.patterns.rule_of`).
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    allow: tuple[Allowance, ...] = ()
    own_rules: tuple[Rule, ...] = field(default=(), compare=False)

    def wants(self, code: str) -> bool:
        """Whether findings of this code are asked for."""
        chosen = not self.select or any(code.startswith(each) for each in self.select)
        return chosen and not any(code.startswith(each) for each in self.ignore)

    def severity(self, code: str, severity: str) -> str:
        """Return the severity the office gives a finding (``off`` for none at all)."""
        given = [(len(start), word) for start, word in self.severities if code.startswith(start)]
        return max(given)[1] if given else severity


EVERYTHING = Policy()


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule of the program, by code."""
    rules = list(pattern_rules())
    for name in sorted(module.name for module in iter_modules(rules_folder.__path__)):
        module = import_module(f"{rules_folder.__name__}.{name}")
        rules.extend(value for value in vars(module).values() if isinstance(value, Rule))
    return tuple(sorted({id(rule): rule for rule in rules}.values(), key=lambda rule: _order(rule.code)))


def _order(code: str) -> tuple[int, str]:
    groups = list(GROUPS)
    return groups.index(code[:3]) if code[:3] in groups else len(groups), code


def check_document(document: Document, policy: Policy = EVERYTHING) -> list[Finding]:
    """Return what the rules find in a document, in the order of its places.

    A rule that fails becomes a finding (CHK001) and the others go on.
    """
    findings: list[Finding] = []
    about = kind_of_text(document.ordinance), document.kind, document.municipality
    own = [rule for rule in policy.own_rules if policy.wants(rule.code) and _is_about(rule, *about)]
    for rule in (*_chosen(policy.select, policy.ignore, *about), *own):
        findings.extend(_run(rule, document, policy))
    findings = _allowed(document, findings, policy)
    return sorted(findings, key=lambda each: _place(document, each))


def kind_of_text(ordinance: Ordinance) -> str:
    """Return the kind of a text; the rule of a statute (부령) counts as its decree, not as a rule of a municipality."""
    return "decree" if ordinance.kind == "rule" and is_national_rule(ordinance.title) else ordinance.kind


@lru_cache(maxsize=256)
def _chosen(
    select: tuple[str, ...], ignore: tuple[str, ...], text: str, kind: str, municipality: str
) -> tuple[Rule, ...]:
    policy = Policy(select, ignore)
    return tuple(rule for rule in all_rules() if policy.wants(rule.code) and _is_about(rule, text, kind, municipality))


def applies(rule: Rule, document: Document) -> bool:
    """Whether a rule is about this kind of text, document and municipality."""
    return _is_about(rule, kind_of_text(document.ordinance), document.kind, document.municipality)


def _is_about(rule: Rule, text: str, kind: str, municipality: str) -> bool:
    return (
        text in rule.texts
        and kind in rule.documents
        and (not rule.municipality or rule.municipality == municipality)
        and not (rule.in_force == "off" and kind == "in_force")
    )


def _run(rule: Rule, document: Document, policy: Policy) -> list[Finding]:
    findings: list[Finding] = []
    try:
        for found in rule.find(document):
            usual = rule.in_force if rule.in_force and document.kind == "in_force" else rule.severity
            severity = _milder(found.severity, usual) if found.severity else usual
            severity = policy.severity(rule.code, severity)
            if severity in SEVERITIES:
                findings.append(_finding(rule, document, found, severity))
    except Exception as error:  # whatever a rule does wrong must not cost the reviewer the other results
        if policy.severity(CRASHED, "error") in SEVERITIES:
            words = (
                f"{rule.code}을 적용하다 뜻밖의 오류가 났습니다({type(error).__name__}). 이 규칙은 검사하지 못했습니다."
            )
            findings.append(Finding(CRASHED, policy.severity(CRASHED, "error"), words, basis="", state="unverified"))
    return findings


def _milder(own: str, usual: str) -> str:
    """A finding may be milder than its rule in a text in force, never more severe than the rule there."""
    if own not in SEVERITIES or usual not in SEVERITIES:
        return usual
    return own if SEVERITIES.index(own) >= SEVERITIES.index(usual) else usual


def _finding(rule: Rule, document: Document, found: Found, severity: str) -> Finding:
    line = found.line
    if line is None and found.path is not None and found.path in document.reading.spans:
        line = document.reading.spans[found.path].line
    if line is None and found.path is not None and document.reading.spans:
        above = next(
            (found.path[:end] for end in range(len(found.path), 0, -1) if found.path[:end] in document.reading.spans),
            None,
        )
        line = document.reading.spans[above].line if above else None
    return Finding(
        rule.code,
        severity,
        found.message,
        found.path,
        found.span,
        found.basis or rule.basis,
        line,
        found.field,
        found.replacement,
        found.state,
    )


def _allowed(document: Document, findings: list[Finding], policy: Policy) -> list[Finding]:
    if not policy.allow:
        return findings
    used: set[Allowance] = set()
    kept = []
    for finding in findings:
        at = address_of(document.ordinance, finding)
        match = next((each for each in policy.allow if each.code == finding.code and each.at in ("", at)), None)
        if match:
            used.add(match)
        else:
            kept.append(finding)
    for each in policy.allow:
        if each not in used and policy.wants(UNUSED) and policy.severity(UNUSED, "warning") in SEVERITIES:
            where = f"({each.at})" if each.at else ""
            words = f"허용한 {each.code}{where}이 문서에 없습니다. 허용 목록에서 지우거나 주소를 고치십시오."
            kept.append(Finding(UNUSED, policy.severity(UNUSED, "warning"), words))
    return kept


def _place(document: Document, finding: Finding) -> tuple[int, tuple[int, ...], int, str]:
    if finding.field == "title":
        return 0, (), finding.span[0] if finding.span else 0, finding.code
    if finding.path is None:
        return (1, (finding.line or 0,), 0, finding.code)
    return 2, finding.path, -1 if finding.field != "text" else finding.span[0] if finding.span else 0, finding.code


def check(
    source: Reading | Ordinance,
    *,
    kind: str = "auto",
    municipality: str = "auto",
    as_of: date | None = None,
    policy: Policy = EVERYTHING,
) -> list[Finding]:
    """Return the findings of all rules on an ordinance or on a reading (with line numbers and a bill's papers).

    Args:
        source: what to check.
        kind: ``auto``, ``in_force``, ``enactment``, ``whole_amendment``, ``partial_amendment`` or ``repeal``.
        municipality: ``auto`` (by its title), ``none``, or the code of a profile.
        as_of: the day to judge by; without one the newest day the library was checked on.
        policy: what to look for and how severely.
    """
    reading = source if isinstance(source, Reading) else Reading(source)
    return check_document(Document(reading, kind=kind, municipality=municipality, as_of=as_of), policy)


def find_rules(codes: Iterable[str]) -> list[Rule]:
    """Return the rules whose codes begin with any of ``codes``."""
    starts = tuple(codes)
    return [rule for rule in all_rules() if rule.code.startswith(starts)]
