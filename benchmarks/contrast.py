"""How well provisions of two ordinances are matched, against a table of what real ordinances have where.

python benchmarks/contrast.py [../shared] [--misses]

Truth: two articles of two ordinances belong together when a row of requirements.tsv names both (every place of the
one with every place of the other, told to the article; a paragraph or item stands for its article). The two
rows about the addenda are left out. Predicted: the articles of a row of the comparison, and with the table of requirements
also those that meet one requirement in different rows.

The table of requirements was written from the same ordinances, so the first figure says how well rows of the table
are followed; the second, made without any requirement, is not told by it. There the truth has also articles that
only share an item of a list, which likeness of whole articles cannot know: "조끼리" counts the rows alone in which
both ordinances have whole articles.
"""

from __future__ import annotations

import re
import sys
from itertools import combinations
from pathlib import Path

from coverage import COLUMNS, places_of, read_table
from ordinance_drafter.contrast import Contrast, contrast
from ordinance_drafter.coverage import Requirement, load_requirements
from ordinance_drafter.model import Ordinance, articles
from ordinance_drafter.read import read

Pairs = set[tuple[str, str]]
IN_ADDENDA = ("effective-date", "transition")


def article_of(place: str) -> str:
    """Return the article a place is in, "" for the addenda."""
    found = re.match(r"제\d+조(?:의\d+)?", place)
    return found[0] if found else ""


def truth(ours: dict[str, str], theirs: dict[str, str], *, whole: bool = False) -> Pairs:
    """Return the pairs of articles that a row of the table names; with ``whole`` only where both are whole articles."""
    found: Pairs = set()
    for requirement, cell in ours.items():
        if requirement in IN_ADDENDA:
            continue
        for one in places_of(cell):
            for other in places_of(theirs[requirement]):
                pair = article_of(one), article_of(other)
                if all(pair) and (not whole or pair == (one, other)):
                    found.add(pair)
    return found


def predicted(result: Contrast) -> Pairs:
    """Return the pairs of articles of the rows, and of the requirements both texts meet."""
    rows = {
        (article_of(row.left.place), article_of(row.right.place))
        for row in result.rows
        if row.left is not None and row.right is not None
    }
    links = {(article_of(one), article_of(other)) for each in result.requirements for one, other in each.links}
    return {pair for pair in rows | links if all(pair)}


def figures(right: int, found: int, wanted: int) -> str:
    """Return precision, recall and F1."""
    precision, recall = right / (found or 1), right / (wanted or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    return f"정밀 {precision:.3f} 재현 {recall:.3f} F1 {f1:.3f} (맞음 {right}, 찾음 {found}, 정답 {wanted})"


def measure(
    name: str, texts: dict[str, Ordinance], table: dict[str, dict[str, str]], requirements: tuple[Requirement, ...],
    *, whole: bool, show: bool,
) -> None:  # fmt: skip
    """Print the figures of all pairs of ordinances."""
    print(f"== {name}")
    sums = [0, 0, 0]
    for one, other in combinations(COLUMNS, 2):
        wanted = truth(table[one], table[other], whole=whole)
        found = predicted(contrast(texts[one], texts[other], requirements))
        counts = len(wanted & found), len(found), len(wanted)
        sums = [total + count for total, count in zip(sums, counts, strict=True)]
        print(f"{one + ' ↔ ' + other:20} {figures(*counts)}")
        if show:
            print("".join(f"    못 찾음 {a} {b}\n" for a, b in sorted(wanted - found)), end="")
            print("".join(f"    더 찾음 {a} {b}\n" for a, b in sorted(found - wanted)), end="")
    print(f"{'모두':20} {figures(*sums)}")


def score(shared: Path, requirements: tuple[Requirement, ...], *, whole: bool = False) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all pairs of ordinances."""
    table = read_table(shared / "requirements.tsv")
    texts = {name: read(shared / "corpus" / "ordinances" / file).ordinance for name, file in COLUMNS.items()}
    right = found = wanted = 0
    for one, other in combinations(COLUMNS, 2):
        true = truth(table[one], table[other], whole=whole)
        seen = predicted(contrast(texts[one], texts[other], requirements))
        right, found, wanted = right + len(true & seen), found + len(seen), wanted + len(true)
    precision, recall = right / found, right / wanted
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    folder = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), Path("../shared"))
    show = "--misses" in sys.argv
    table = read_table(folder / "requirements.tsv")
    texts = {name: read(folder / "corpus" / "ordinances" / file).ordinance for name, file in COLUMNS.items()}
    for name, text in texts.items():
        print(f"{name}: {sum(1 for _ in articles(text))}조")
    requirements = load_requirements()
    measure("요건과 닮음", texts, table, requirements, whole=False, show=show)
    measure("닮음만", texts, table, (), whole=False, show=show)
    measure("닮음만, 조끼리", texts, table, (), whole=True, show=False)


if __name__ == "__main__":
    main()
