"""``explain`` and ``rules``: what a rule means, and which there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.cli.korean_click import KoreanCommand, columns
from ordinance_drafter.errors import InputError
from ordinance_drafter.korean import wrap

if TYPE_CHECKING:
    from ordinance_drafter.check.rule import Rule

WIDTH = 80


@click.command(cls=KoreanCommand)
@click.argument("codes", metavar="부호...", nargs=-1, required=True)
def explain(codes: tuple[str, ...]) -> int:
    """검사 규칙 하나를 설명합니다.

    check가 보인 부호(STR001)를 적습니다. 무엇을 왜 보는지, 근거, 걸리는 보기와 걸리지 않는 보기를 보입니다.
    """
    from ordinance_drafter.check import all_rules
    from ordinance_drafter.check.engine import OWN_FINDINGS

    rules = {rule.code: rule for rule in all_rules()}
    unknown = [code for code in codes if code.upper() not in rules and code.upper() not in OWN_FINDINGS]
    if unknown:
        from ordinance_drafter.yamlfile import nearest

        known = [*rules, *OWN_FINDINGS]
        raise InputError(*(f"{code}: 그런 부호의 규칙이 없습니다.{nearest(code.upper(), known)}" for code in unknown))
    for index, code in enumerate(codes):
        if index:
            click.echo()
        own = OWN_FINDINGS.get(code.upper())
        lines = _of_checker(code.upper(), *own) if own else _of_rule(rules[code.upper()])
        click.echo("\n".join(lines))
    return 0


def _of_checker(code: str, severity: str, title: str, why: str) -> list[str]:
    from ordinance_drafter.check.report.results import SEVERITY_WORDS

    return [f"{code} {title}", f"검사기 자신 · {SEVERITY_WORDS[severity]}", "", *wrap(why, WIDTH)]


def _of_rule(rule: Rule) -> list[str]:
    from ordinance_drafter.check.groups import GROUPS
    from ordinance_drafter.check.report.results import SEVERITY_WORDS

    severity = SEVERITY_WORDS[rule.severity]
    if rule.in_force and rule.in_force != rule.severity:
        severity += f" (현행 조례는 {SEVERITY_WORDS.get(rule.in_force, '보지 않음')})"
    lines = [f"{rule.code} {rule.title}", f"{GROUPS[rule.group]} · {severity}", "", *wrap(rule.why, WIDTH), ""]
    lines += wrap(rule.basis, WIDTH, indent=" " * 6, first="근거: ")
    for word, examples in (("걸리는 보기", rule.bad), ("걸리지 않는 보기", rule.good)):
        lines += ["", f"{word}:"]
        for number, example in enumerate(examples):
            lines += [""] if number else []
            for line in example.strip("\n").split("\n"):
                lines += wrap(line, WIDTH, indent=" " * 6, first=" " * 4)
    lines += ["", *wrap(_scope(rule), WIDTH)]
    return lines


def _scope(rule: Rule) -> str:
    from ordinance_drafter.check.profile import profiles
    from ordinance_drafter.check.report.results import KINDS
    from ordinance_drafter.check.rule import ALL_TEXTS

    silent = rule.in_force == "off"
    kinds = [word for name, word in KINDS.items() if name in rule.documents and not (silent and name == "in_force")]
    texts = "조례ㆍ규칙과 법령" if rule.texts == ALL_TEXTS else "조례와 규칙"
    place = f" {profiles()[rule.municipality].name}에만 적용한다." if rule.municipality in profiles() else ""
    return f"대상: {texts}({', '.join(kinds)}).{place}"


@click.command(cls=KoreanCommand)
@click.argument("words", metavar="[찾을말]...", nargs=-1)
@click.option("--group", metavar="무리", help="무리의 부호(STR, LNG 따위)나 이름.")
@click.option("--severity", metavar="정도", type=click.Choice(("error", "warning", "info")), help="이 정도의 규칙만.")
@click.option(
    "--format", "format_", metavar="형식", type=click.Choice(("table", "json")), default="table", help="table이나 json."
)
def rules(words: tuple[str, ...], group: str | None, severity: str | None, format_: str) -> int:
    """검사 규칙의 목록을 보입니다.

    찾을말을 적으면 부호, 제목, 까닭, 근거에 그 말이 모두 든 규칙만 보입니다.
    """
    from ordinance_drafter.check import all_rules
    from ordinance_drafter.check.groups import GROUPS
    from ordinance_drafter.check.report.results import SEVERITY_WORDS

    chosen = [rule for rule in all_rules() if _fits(rule, words, group, severity)]
    if format_ == "json":
        click.echo(json.dumps({"rules": [rule_object(rule) for rule in chosen]}, ensure_ascii=False, indent=1))
        return 0
    if not chosen:
        raise InputError("그런 규칙이 없습니다. 조건을 줄여 보십시오.")
    lines = columns([(rule.code, SEVERITY_WORDS[rule.severity], rule.title) for rule in chosen])
    last = ""
    for rule, line in zip(chosen, lines, strict=True):
        if rule.group != last:
            click.echo(("\n" if last else "") + f"{rule.group} {GROUPS[rule.group]}")
            last = rule.group
        click.echo(f"  {line}")
    click.echo(f"\n모두 {len(chosen)}가지")
    return 0


def _fits(rule: Rule, words: tuple[str, ...], group: str | None, severity: str | None) -> bool:
    from ordinance_drafter.check.groups import GROUPS

    about = " ".join((rule.code, rule.title, rule.why, rule.basis))
    return (
        (severity is None or rule.severity == severity)
        and (group is None or group.upper() == rule.group or group in GROUPS[rule.group])
        and all(word.casefold() in about.casefold() for word in words)
    )


def rule_object(rule: Rule) -> dict[str, Any]:
    """Return a rule as JSON data."""
    return {
        "code": rule.code,
        "severity": rule.severity,
        "in_force": rule.in_force or rule.severity,
        "title": rule.title,
        "basis": rule.basis,
        "why": rule.why,
        "bad": list(rule.bad),
        "good": list(rule.good),
    }
