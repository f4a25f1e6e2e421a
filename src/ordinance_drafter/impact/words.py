"""The Korean words of an effect that every format says alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ordinance_drafter.amend.compare import Words
from ordinance_drafter.impact.consequences import RequirementChange
from ordinance_drafter.impact.effect import ArticleChange, Effect, Status, UnitChange

TITLE = "안에서 달라지는 것"
STATUS = {
    Status.REMOVED: "빠짐",
    Status.ADDED: "들어옴",
    Status.CHANGED: "바뀜",
    Status.MOVED: "자리만 바뀜",
    Status.FOLLOWED: "인용의 번호만 바뀜",
}
COVERED = {"present": "있음", "partial": "일부", "absent": "없음"}
KINDS = {"appears": "생김", "vanishes": "없어짐", "status": "달라짐", "place": "자리 바뀜"}
LEVELS = {"core": "필수", "common": "흔함", "optional": "선택"}
NOTHING = "달라지는 것이 없습니다."
NO_BILL = "이렇게 바꾸면 조례안은 만들지만 의안의 다른 부분이 맞지 않습니다. 함께 고치십시오."


def summary(effect: Effect) -> str:
    """Return the numbers in one line."""
    counts = [f"{word} {count}" for status, word in STATUS.items() if (count := len(effect.of(status)))]
    parts = ["조: " + ", ".join([*counts, f"그대로 {effect.same}"])]
    if effect.followed:
        parts.append(f"따라 바뀐 인용 {len(effect.followed)}곳")
    kinds = [f"{word} {count}" for kind, word in KINDS.items() if (count := _count(effect, kind))]
    parts += ["요건: " + ", ".join(kinds)] if kinds else []
    found = effect.findings
    if found:
        told = (("생김", found.appear), ("사라짐", found.vanish), ("말이 바뀜", found.altered))
        parts.append("검사: " + ", ".join(f"{word} {len(rows)}" for word, rows in told if rows))
    return " · ".join(parts)


def _count(effect: Effect, kind: str) -> int:
    return sum(each.kind == kind for each in effect.requirements)


def head(change: ArticleChange) -> str:
    """Return an article's name, old and new where they differ: 제12조(실증) → 제11조(실증)."""
    old = change.before + (f"({change.old_heading})" if change.old_heading else "")
    new = change.after + (f"({change.heading})" if change.heading else "")
    if not old or not new or old == new:
        return new or old
    if change.old_heading == change.heading:
        return f"{change.before} → {new}"
    return f"{old} → {new}"


def name(change: UnitChange) -> str:
    """Return a unit's name, old and new where they differ."""
    if not change.before or not change.after or change.before == change.after:
        return change.after or change.before
    return f"{change.before} → {change.after}"


def became(change: UnitChange) -> str:
    """Return what became of a unit; the same words may cite another article now."""
    old, new = ("".join(each.text for each in side) for side in (change.old, change.new))
    return (
        "글은 같지만 인용이 다른 곳을 가리킴"
        if change.status is Status.CHANGED and old == new
        else STATUS[change.status]
    )


def shifts(changes: Sequence[ArticleChange]) -> Iterator[str]:
    """Yield articles that only moved, those next to each other in one line: 제13조~제29조 → 제12조~제28조(17개 조)."""
    run: list[ArticleChange] = []
    for change in changes:
        if run and not _next(run[-1], change):
            yield _shift(run)
            run = []
        run.append(change)
    if run:
        yield _shift(run)


def _next(one: ArticleChange, other: ArticleChange) -> bool:
    pairs = ((one.old_path, other.old_path), (one.path, other.path))
    numbers = [(_number(one.before), _number(other.before)), (_number(one.after), _number(other.after))]
    same_branch = all(a is not None and b is not None and a[0] == b[0] for a, b in pairs)
    return same_branch and all(a and b and b == a + 1 for a, b in numbers)


def _number(label: str) -> int:
    digits = label.rpartition("제")[2].removesuffix("조")
    return int(digits) if digits.isdecimal() else 0


def _shift(run: Sequence[ArticleChange]) -> str:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return head(first)
    return f"{first.before}~{last.before} → {first.after}~{last.after} ({len(run)}개 조)"


def moved_units(units: Sequence[UnitChange]) -> str:
    """Return one line for units that moved one after another."""
    first, last, count = units[0], units[-1], len(units)
    if count == 1:
        return f"{name(first)} {STATUS[Status.MOVED]}"
    return f"{first.before}~{last.before} → {first.after}~{last.after} {STATUS[Status.MOVED]}({count}개)"


def requirement(change: RequirementChange) -> tuple[str, str, str, str]:
    """Return a requirement's row: what became of it, its name, how it was met and is met."""
    label = f"{change.label}({LEVELS.get(change.level, change.level)})"
    if change.kind == "place":
        return KINDS[change.kind], label, _some(change.lost) or "그대로", _some(change.gained) or "그대로"
    return KINDS[change.kind], label, _met(change, after=False), _met(change, after=True)


def _met(change: RequirementChange, *, after: bool) -> str:
    status, at = (change.after, change.after_at) if after else (change.before, change.before_at)
    words = COVERED[status]
    if after and change.instead:
        words += f", ‘{change.instead}’이 대신함"
    return f"{words}({_some(at)})" if at else words


def _some(at: Sequence[str]) -> str:
    return ", ".join(at[:3]) + (f" 등 {len(at)}곳" if len(at) > 3 else "")


def shortened(words: Sequence[Words], keep: int = 18) -> Iterator[Words]:
    """Yield words with long stretches that do not change cut to what stands beside the changes."""
    for index, each in enumerate(words):
        text = each.text
        if each.changed or len(text) <= 2 * keep + 4:
            yield each
            continue
        alone = len(words) == 1  # the change is in the other text only
        front = text[:keep] if index or alone else ""
        back = text[-keep:] if index + 1 < len(words) or alone else ""
        yield Words(f"{front}…{back}")
