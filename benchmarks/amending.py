"""Amending language on real texts: read, applied, written with proof, and how fast.

    python benchmarks/amending.py ../shared/corpus [--show 10]

``--show`` lists that many of the sentences and texts that were missed, with the cause.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from ordinance_drafter.amend import Action, Part, Step, amend, apply_amendment, read_amendment
from ordinance_drafter.amend.compare import compare
from ordinance_drafter.amend.grammar import Unread, read_sentence
from ordinance_drafter.model import ANNEXES, ARTICLE, Ordinance, Provision, address, articles, walk
from ordinance_drafter.notation import parse
from ordinance_drafter.numbering import Number
from ordinance_drafter.read import read

_NOTE = re.compile(r"<(?:개정|신설|삭제|전문개정|제목개정|본조신설)[^<>]*>|<img[^>]*>")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


# ── reading ──────────────────────────────────────────────────────────────────


def pattern(step: Step) -> str:
    """Return which pattern of amending language a step is, in Korean."""
    place = step.places[0]
    level = "별표ㆍ서식" if place.branch == ANNEXES else place.units[-1][0].word if place.units else "전체"
    if step.action is Action.WORDS:
        if place.branch == ANNEXES:
            return "별표ㆍ서식의 자구"
        if place.parts[-1:] == (Part.HEADING,):
            return "제목"
        what = "자구 삭제" if not step.words[0][1] else "자구"
        where = f" {place.parts[-1].value}" if place.parts else ""
        many = " 여러 곳" if len(step.places) > 1 or place.until else " 여러 말" if len(step.words) > 1 else ""
        return what + where + many
    name = {"rewrite": "통째", "insert": "신설", "delete": "삭제", "move": "이동"}.get(
        step.action.value, step.action.value
    )
    part = f" {place.parts[-1].value}" if place.parts else ""
    return f"{level} {name}{part}"


def sentences(corpus: Path, show: int) -> None:
    """Tell how many real sentences are read, by pattern, and what stopped the rest."""
    lines = [line for line in (corpus / "amendments/sentences.txt").read_text("utf-8").split("\n") if line.strip()]
    patterns: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    missed = []
    begin = time.perf_counter()
    for line in lines:
        found = read_sentence(line)
        if isinstance(found, Unread):
            causes[found.why] += 1
            missed.append(f"{found.why} {line[found.at : found.at + 60]}")
        elif found.end < len(line.rstrip()) and isinstance(read_sentence(line, found.end + 1), Unread):
            causes["한 줄에 문장이 둘"] += 1
            missed.append(f"한 줄에 문장이 둘: {line[found.end : found.end + 60]}")
        else:
            patterns.update(map(pattern, found.steps))
    took = time.perf_counter() - begin
    read_ones = len(lines) - len(missed)
    print(f"문장 {len(lines)}개 가운데 {read_ones}개를 읽음({read_ones / len(lines):.2%}), {took:.2f} s")
    for name, count in patterns.most_common(24):
        print(f"  {name}: {count}")
    for cause, count in causes.most_common():
        print(f"  읽지 못함 {count}: {cause}")
    for line in missed[:show]:
        print(f"    {line}")


# ── applying ─────────────────────────────────────────────────────────────────


def units(ordinance: Ordinance) -> dict[str, tuple[str, str, bool]]:
    """Return the units of the body by address, without notes; headings without the doubled brackets of some copies."""
    found: dict[str, tuple[str, str, bool]] = {}
    for path, unit in walk(ordinance):
        if path[0] == 0:
            text = " ".join(_NOTE.sub("", unit.text).split())
            found.setdefault(address(ordinance, path), (unit.heading.strip("()"), text, unit.deleted))
    return found


def applied(corpus: Path, show: int) -> None:
    """Tell how many real amendments, applied to the real old text, give the real new text."""
    total = equal = told = 0
    missed = []
    for row in rows(corpus / "amendments/triples.jsonl.gz"):
        old, new = (read(row[name], "markdown").ordinance for name in ("old", "new"))
        amendment = read_amendment(row["instructions"])
        result = apply_amendment(old, amendment)
        ours, theirs = units(result.ordinance), units(new)
        wrong = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
        total += 1
        equal += not wrong
        told += bool(wrong) and bool(result.problems or amendment.missed)
        if wrong:
            why = (*map(str, amendment.missed), *result.problems, f"{len(wrong)}곳이 다름: {wrong[0]}")[0]
            missed.append(f"{row['law']}: {why[:110]}")
    print(
        f"실제 개정문 {total}개를 적용해 {equal}개가 새 글과 같음({equal / total:.1%}), 다른 것 가운데 까닭을 알린 것 {told}개"
    )
    for line in missed[:show]:
        print(f"    {line}")
    pairs = sorted(corpus.glob("statute_pairs/*__개정문.txt"))
    same = 0
    for path in pairs:
        old, new = (read(Path(str(path).replace("__개정문.txt", f"__v{n}.md"))).ordinance for n in (1, 2))
        same += units(apply_amendment(old, read_amendment(path.read_text("utf-8"))).ordinance) == units(new)
    print(f"법령의 앞뒤 판과 공포된 개정문 {len(pairs)}쌍 가운데 {same}쌍이 같음")


# ── writing ──────────────────────────────────────────────────────────────────


def written(corpus: Path, show: int) -> None:
    """Tell how many pairs of versions are amended with proof, and how long our instructions are beside the real ones."""
    counts: Counter[str] = Counter()
    begin = time.perf_counter()
    for row in rows(corpus / "amendments/pairs.jsonl.gz"):
        old, new = (read(row[name], "markdown").ordinance for name in ("old", "new"))
        made = amend(old, new)
        counts["증명 못 함" if not made.proved else "전부개정으로" if made.whole else "일부개정으로"] += 1
        if (made.whole or not made.proved) and show:
            show -= 1
            print(f"    {row['law']}: {'; '.join(made.differences[:2]) or made.text[:40]}")
    took = time.perf_counter() - begin
    print(f"앞뒤 판 {sum(counts.values())}쌍: {dict(counts)}, 읽기까지 {took:.1f} s")
    ratios = []
    for row in rows(corpus / "amendments/triples.jsonl.gz"):
        old, new = (read(row[name], "markdown").ordinance for name in ("old", "new"))
        made = amend(old, replace(new, addenda=old.addenda))
        ratios.append(len(made.text.partition("\n")[2].strip() or made.text) / len(row["instructions"]))
    print(f"우리 개정문의 길이 ÷ 실제 개정문의 길이: 가운데 값 {statistics.median(ratios):.2f}")


# ── comparison tables ────────────────────────────────────────────────────────

_OMITTED = re.compile(r"\((?:생\s*략|현행과\s*같음)\)")
_RUN = re.compile(r"([①-⑳]) ∼ ([①-⑳]) \(생\s*략\)$")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"


def tables(corpus: Path, show: int) -> None:
    """Make the tables of real bills again from their texts and tell how many rows say the same of their units.

    The old text is the left column; the new one has the words between the dashes put where the old text has the
    words most like them. What is left out is filled with words of our own.
    """
    total = same = 0
    for path in sorted(corpus.glob("diff_tables/경기도__*.md")):
        cells = [
            line.strip().strip("|").split("|") for line in path.read_text("utf-8").split("\n") if line.startswith("|")
        ]
        wanted = [(left.strip(), right.strip()) for left, right in (row for row in cells if len(row) == 2)][2:]
        pairs = [_texts(number, *row) for number, row in enumerate(wanted)]
        old, new = ("\n".join(["경기도 보기 조례", *(side for pair in pairs for side in pair[n])]) for n in (0, 1))
        rows_made = compare(parse(old), parse(new)).rows
        ours = dict(zip(_labels([row.line(current=True) for row in rows_made]), rows_made, strict=True))
        for (left, right), label in zip(wanted, _labels([left for left, _ in wanted]), strict=True):
            row = ours.get(label)
            told = row is not None and _kind(row.line(current=False)) == _kind(right)
            total += 1
            same += told
            if show and not told:
                print(f"    {left[:40]} | {right[:40]} | {row.line(current=False)[:40] if row else '없음'}")
    print(f"실제 대비표 {total}줄 가운데 {same}줄이 같은 표시(같음, 고침, 삭제)")


def _texts(number: int, left: str, right: str) -> tuple[list[str], list[str]]:
    """Return the lines of the old and the new text that a row stands for."""
    if match := _RUN.search(left):
        labels = _CIRCLED[_CIRCLED.index(match[1]) : _CIRCLED.index(match[2]) + 1]
        lines = [
            f"{left[: match.start()] if n == 0 else ''}{each} 그대로 두는 글이다." for n, each in enumerate(labels)
        ]
        return lines, lines
    if _OMITTED.search(left):
        line = _OMITTED.sub(f"그대로 두는 {number}번째 글이다.", left)
        return [line], [] if "삭" in right else [line]
    if re.search(r"<삭\s*제>", right):
        return [left], []
    made = left
    for words in (each.strip() for each in re.split(r"-{3,}|<br>", right)):
        found = fuzz.partial_ratio_alignment(words, made) if len(words) > 3 and words not in made else None
        if found and found.score > 40:
            made = made[: found.dest_start] + words + made[found.dest_end :]
    return [left], [made]


def _labels(lines: list[str]) -> list[str]:
    """Return what each line begins with, under the labels it stands under: 제4조 ④ 1."""
    found, article, paragraph = [], "", ""
    for line in lines:
        match = re.match(r"(제\d+조(?:의\d+)?)?(?:\([^()]*\))?\s*([①-⑳])?\s*(\d+\.)?", line)
        head, circle, number = match.groups() if match else (None, None, None)
        article, paragraph = (head, "") if head else (article, paragraph)
        paragraph = circle or paragraph
        found.append(f"{article} {paragraph} {number or ''}")
    return found


def _kind(line: str) -> str:
    return "같음" if _OMITTED.search(line) else "삭제" if re.search(r"<삭\s*제>", line) else "고침"


# ── speed ────────────────────────────────────────────────────────────────────


def speed(corpus: Path) -> None:
    """Tell how long amending takes, by the number of articles, with twenty changes."""
    source = max(
        (read(path).ordinance for path in sorted(corpus.glob("statutes/*법률.md"))[:12]),
        key=lambda each: len(each.body),
    )
    stock = [unit for _, unit in articles(source) if not unit.deleted]
    for count in (100, 250, 500, 1_000, 2_000):
        old = Ordinance("보기 법률", tuple(replace(stock[n % len(stock)], number=Number(n + 1)) for n in range(count)))
        new = replace(old, body=tuple(edited(unit, n, count // 20) for n, unit in enumerate(old.body)))
        begin = time.perf_counter()
        made = amend(old, new)
        middle = time.perf_counter()
        compare(old, new)
        end = time.perf_counter()
        print(
            f"조 {count}개, 고친 곳 20개: 쓰고 증명 {middle - begin:.3f} s, 대비표 {end - middle:.3f} s, 증명 {made.proved}"
        )


def edited(unit: Provision, index: int, every: int) -> Provision:
    """Return every ``every``-th article with one of four changes."""
    if index % every or unit.level is not ARTICLE:
        return unit
    kind = index // every % 4
    if kind == 0 or (kind == 1 and not unit.children):
        return replace(unit, heading=f"{unit.heading} 등")
    if kind == 1:
        last = unit.children[-1]
        return replace(unit, children=(*unit.children[:-1], replace(last, text=f"{last.text} 이 경우 알려야 한다.")))
    if kind == 2:
        return replace(unit, text="새로 쓴다.", children=())
    return (
        replace(unit, children=unit.children[:-1])
        if len(unit.children) > 1
        else replace(unit, heading=f"{unit.heading} 등")
    )


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    sentences(options.corpus, options.show)
    applied(options.corpus, options.show)
    written(options.corpus, options.show)
    tables(options.corpus, options.show)
    speed(options.corpus)


if __name__ == "__main__":
    main()
