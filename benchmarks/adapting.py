"""How well ``adapt`` carries ordinances over: what is missed, what is wrongly replaced, and the way back.

    PYTHONPATH=src python benchmarks/adapting.py ../shared/corpus [more folders of ordinances …]

1. Every ordinance to a city, a province, a county and a district: changes, flags, leftovers, time.
2. Seeds: every kind of word of a city, with particles and in odd places, put into a made-up ordinance; a word that is
   neither replaced nor told is missed.
3. False replacements: places of the corpus where 시장, 시, 시민 … were read and found to be no local words
   (``benchmarks/not_local.tsv``: file, place and offset only).
4. There and back: adapted to another of the same level and back, the names must be the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path as File

from ordinance_drafter.adapt import Adapted, adapt
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import municipality_of, profile_named
from ordinance_drafter.locality.fields import fields
from ordinance_drafter.model import Ordinance, Path
from ordinance_drafter.notation import parse
from ordinance_drafter.read import read

TARGETS = ("goyang", "gyeonggi", "yangpyeong", "gangnam")
SOURCES = ("goyang", "수원시", "창원시", "광주광역시", "대구광역시", "서울특별시", "전남광주통합특별시", "세종특별자치시", "경기도", "경상남도",
           "전북특별자치도", "양평군", "의성군", "부산광역시 기장군", "서울특별시 강남구", "광주광역시 동구", "부산광역시 해운대구")  # fmt: skip
BACK = {
    "city": "수원시",
    "county": "의성군",
    "district": "부산광역시 해운대구",
    "metropolitan": "대구광역시",
    "province": "경상북도",
}
EVERY = 11  # of the places a word can be put into, one in so many: all would be half a million
LABELS = File(__file__).parent / "not_local.tsv"


def ordinances(folders: list[File]) -> Iterator[tuple[File, Ordinance, Municipality]]:
    """Yield every text whose municipality can be told."""
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in (".md", ".txt", ".hwpx", ".docx")):
            if any(part in ("statutes", "statute_pairs", "amendments", "diff_tables", "xml") for part in path.parts):
                continue
            ordinance = read(path).ordinance
            name = municipality_of(ordinance)
            if name and ordinance.body:
                yield path, ordinance, profile_named(name)


def statutes(folders: list[File]) -> Iterator[tuple[File, Ordinance, Municipality]]:
    """Yield the statutes beside the ordinances, read as if they were of Goyang: much that looks local and is not."""
    for folder in folders:
        for path in sorted((folder.parent / "statutes").rglob("*.md")) if folder.name == "ordinances" else ():
            yield path, read(path).ordinance, profile_named("goyang")


def measure_corpus(folders: list[File]) -> None:
    """Print for each target what adapting every ordinance comes to."""
    texts = list(ordinances(folders))
    print(f"조례 {len(texts)}건")
    for name in TARGETS:
        target = profile_named(name)
        made: list[Adapted] = []
        begin = time.perf_counter()
        for _, ordinance, source in texts:
            if source.formal_name != target.formal_name:
                made.append(adapt(ordinance, source, target))
        took = (time.perf_counter() - begin) / (len(made) or 1)
        flags = [flag for each in made for flag in each.flags]
        must = sum(flag.must_decide for flag in flags)
        left = sum(len(each.leftovers) for each in made)
        ready = sum(each.is_ready for each in made)
        print(
            f"  {target.name}: {len(made)}건, 바꾼 곳 {sum(len(each.changes) for each in made)}, 알린 곳 {len(flags)}"
            f"(정해야 할 곳 {must}, 그 가운데 남은 말 {left}), 바로 쓸 수 있는 것 {ready}건, 한 건에 {took * 1000:.1f}ms"
        )


# ── seeds


def tokens_of(city: Municipality) -> list[str]:
    """Return the words that belong to a city: names, heads, council, gazette, bodies, titles, districts, bare names."""
    from ordinance_drafter.locality import vocabulary

    words = vocabulary(city)
    name = city.name
    last = city.formal_name.split()[-1]
    found = [name, city.formal_name, city.head, city.council, city.council_member, f"{city.council} 의원", f"{name}의원", f"{name}민", f"{name}청",
             f"{name} 공보", f"{name}보", f"{name}립 도서관", f"{name}문화재단", *words.own, *words.wards, *words.agencies, *words.bare, last]  # fmt: skip
    found += [f"{bare}페이" for bare in words.bare] + [f"{bare}산업진흥원" for bare in words.bare]
    found += [
        f"「{name} 지방보조금 관리 조례」",
        f"「{name} 로봇산업 진흥 조례」",
        f"「{name} 회계 규칙」",
        f"{name} 각종 위원회 운영에 관한 조례",
    ]
    found += [each.title for each in city.ordinances.values()]
    if city.upper:
        found += [
            city.upper,
            f"{city.upper}지사" if city.upper.endswith("도") else f"{city.upper}장",
            f"{city.upper}의회",
        ]
    return list(dict.fromkeys(found))


def shorts_of(city: Municipality) -> list[str]:
    """Return the short words in sentences that leave no doubt, each with ⟦ ⟧ around the word."""
    gov, head = city.gov_short, city.head_short
    return [f"⟦{head}⟧에게 신고해야 한다.", f"⟦{head}⟧의 승인을 받는다.", f"미리 ⟦{gov}⟧ 소속 공무원에게 알린다.", f"그 사업은 ⟦{gov}⟧의 예산으로 한다.",
            f"위원은 ⟦{city.council_short}⟧에서 추천한다.", f"모든 ⟦{city.residents}⟧에게 알린다.", f"⟦{city.residents}⟧의 편의를 높인다.",
            f"({head}의 허가를 받은 것을 포함한다) ⟦{head}⟧ 명의로 한다.", f"다음 각 목은 ⟦{gov}⟧ 홈페이지에 싣는다.", f"“⟦{head}⟧”이라 한다."]  # fmt: skip


PATTERNS = (
    "이 사업은 {}에서 한다.", "{}은 필요한 시책을 마련한다.", "미리 {}의 의견을 듣는다.", "{}과(와) 협의한다.", "({}를 포함한다)", "사업(이하 {}라 한다)",
    "기관,{} 및 단체", "가족ㆍ{}ㆍ이웃", "“{}”이란 다음을 말한다.", "“{}”로 본다.", "옛{} 자리", "新{}", "{}특화거리", "{}.", "{}",
)  # fmt: skip
TEXT = """{title} 자전거 이용 조례

제1조(목적) 이 조례는 자전거 이용에 필요한 사항을 정한다.

제2조(정의) 뜻은 다음과 같다.
  1. 자전거란 두 바퀴 탈것을 말한다.
    가. 전기로 가는 것

제3조(지원) ① 필요한 지원을 한다.
② 예산의 범위에서 한다.

부칙 <2020. 1. 1.>

제1조(시행일) 이 조례는 공포한 날부터 시행한다.

[별표 1] 지원 기준(제3조 관련)

지원 기준은 다음과 같다.
"""


def planted(base: Ordinance, words: str) -> Iterator[tuple[str, Ordinance]]:
    """Yield the ordinance with the words in each place: heading, paragraph, item, sub-item, addenda, annex."""
    body = base.body
    article, paragraph, item = body[2], body[2].children[1], body[1].children[0]
    point = item.children[0]
    yield "제목", replace(base, body=(*body[:2], replace(article, heading=f"{words} 지원")))
    yield (
        "항",
        replace(
            base, body=(*body[:2], replace(article, children=(article.children[0], replace(paragraph, text=words))))
        ),
    )
    yield "호", replace(base, body=(body[0], replace(body[1], children=(replace(item, text=words),)), body[2]))
    inner = replace(item, children=(replace(point, text=words),))
    yield "목", replace(base, body=(body[0], replace(body[1], children=(inner,)), body[2]))
    rest = replace(base.addenda[0], provisions=(replace(base.addenda[0].provisions[0], text=words),))
    yield "부칙", replace(base, addenda=(rest,))
    yield "부칙의 머리", replace(base, addenda=(replace(base.addenda[0], label=f"<2020. 1. 1.> ({words})"),))
    yield "별표", replace(base, annexes=(replace(base.annexes[0], text=f"구분\t기준\n{words}\t10"),))
    yield "별표 제목", replace(base, annexes=(replace(base.annexes[0], heading=f"{words} 기준"),))
    yield "전문", replace(base, preamble=words)


def odd(token: str) -> Iterator[str]:
    """Yield a token as it stands in broken texts: over a line end, letters set apart, with an invisible character."""
    middle = max(1, len(token) // 2)
    yield f"{token[:middle]}\n{token[middle:]}에 둔다"
    yield f"곳: {' '.join(token.replace(' ', ''))} 안"
    yield f"{token[:middle]}\u200b{token[middle:]}에 둔다"


def packed(text: str) -> str:
    """Return a text without spaces and invisible characters."""
    return "".join(char for char in text if not char.isspace() and char not in "\u200b\ufeff\u00ad")


def missed(adapted: Adapted, token: str) -> list[str]:
    """Return the fields of the result that still have the token and no flag about it."""
    found = []
    wanted, own = packed(token), [packed(adapted.target.formal_name), packed(adapted.target.name)]
    for each in fields(adapted.ordinance):
        text = packed(each.text)
        for name in own:
            text = text.replace(name, "□")
        if wanted not in text:
            continue
        flagged = [packed(flag.words) for flag in adapted.flags if (flag.path, flag.field) == (each.path, each.field)]
        if not any(word and (word in wanted or wanted in word or _meet(word, wanted)) for word in flagged):
            found.append(each.text)
    return found


def _meet(one: str, other: str) -> bool:
    """Whether two words share a piece of two letters: 고양 of 고양시청."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def is_shared(token: str, target: Municipality) -> bool:
    """Whether a word is the target's own as well: then there is nothing to miss."""
    from ordinance_drafter.locality import vocabulary

    words = vocabulary(target)
    mine = [packed(word) for word in (*words.own, *words.upper, *(each.title for each in target.ordinances.values()))]
    return any(packed(token).strip("「」").startswith(word) for word in mine)


def measure_seeds() -> tuple[int, int]:
    """Print how many seeded words were neither replaced nor told, and return that and how many were put in."""
    count, lost = 0, []
    with ProcessPoolExecutor() as pool:
        for number, found in pool.map(_seeds_of, SOURCES):
            count += number
            lost += found
    print(f"심은 말 {count}곳 가운데 바뀌지도 알려지지도 않은 것 {len(lost)}")
    for each in lost[:40]:
        print("   ", *each, sep=" | ")
    return len(lost), count


def _seeds_of(source_name: str) -> tuple[int, list[tuple[str, ...]]]:
    """Return how many words of one city were put in, and those that were missed."""
    count, lost = 0, []
    source = profile_named(source_name)
    base = parse(TEXT.format(title=source.name))
    for target_name in (*TARGETS, "수원시"):
        target = profile_named(target_name)
        if target.formal_name == source.formal_name:
            continue
        for token in tokens_of(source):
            if is_shared(token, target):
                continue
            for number, words in enumerate([*(pattern.format(token) for pattern in PATTERNS), *odd(token)]):
                for place, text in planted(base, words):
                    if (number * 5 + len(token) * 3 + len(place) + len(target_name)) % EVERY:
                        continue
                    count += 1
                    result = adapt(text, source, target, keep_history=True)
                    lost += [(source.name, target.name, place, token, words, left) for left in missed(result, token)]
    return count, lost


def measure_shorts() -> tuple[int, int]:
    """Print how many short words in plain sentences were not replaced, and return that and how many there were."""
    count, lost = 0, []
    for source_name in SOURCES:
        source = profile_named(source_name)
        base = parse(TEXT.format(title=source.name))
        for target_name in TARGETS:
            target = profile_named(target_name)
            for sentence in shorts_of(source):
                word = sentence[sentence.index("⟦") + 1 : sentence.index("⟧")]
                ours = (source.head_short, source.gov_short, source.council_short, source.residents)
                theirs = (target.head_short, target.gov_short, target.council_short, target.residents)
                expected = dict(zip(ours, theirs, strict=True)).get(word, word)
                plain = sentence.replace("⟦", "").replace("⟧", "")
                for _, text in planted(base, plain):
                    count += 1
                    result = adapt(text, source, target, keep_history=True)
                    whole = " ".join(each.text for each in fields(result.ordinance))
                    tail = sentence[sentence.index("⟧") + 1 :][1:4]
                    told = any(
                        packed(flag.words) in packed(word) or packed(word) in packed(flag.words)
                        for flag in result.flags
                    )
                    if expected not in whole or (
                        expected != word and word + sentence[sentence.index("⟧") + 1] + tail in whole and not told
                    ):
                        lost.append((source.name, target.name, sentence, whole[-120:]))
    print(f"짧은 말 {count}곳 가운데 바뀌지도 알려지지도 않은 것 {len(lost)}")
    for each in lost[:20]:
        print("   ", *each, sep=" | ")
    return len(lost), count


# ── false replacements


def labels() -> Iterator[tuple[str, Path, str, int, str]]:
    """Yield file, path, field, offset and word of each place read and found not local."""
    if LABELS.exists():
        for line in LABELS.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                file, path, field, offset, word = line.split("\t")
                yield file, tuple(int(step) for step in path.split(".") if step), field, int(offset), word


def measure_false(folders: list[File]) -> tuple[int, int, int]:
    """Print how many labelled places are taken for local, surely and not surely; return these and how many were looked at."""
    from ordinance_drafter.locality import local_words

    by_file: dict[str, list[tuple[Path, str, int, str]]] = {}
    for file, *place in labels():
        by_file.setdefault(file, []).append(tuple(place))  # type: ignore[arg-type]
    sure = unsure = count = 0
    for path, ordinance, source in (*ordinances(folders), *statutes(folders)):
        rows = by_file.get(path.name, [])
        words = local_words(ordinance, source) if rows else ()
        for place, field, offset, label in rows:
            count += 1
            for word in words:
                low, high = word.span
                if (word.path, word.field) == (place, field) and low < offset + len(label) and offset < high:
                    sure, unsure = sure + word.sure, unsure + (not word.sure)
                    print("    잘못" if word.sure else "    의심", path.name, place, field, word.text, label)
    print(f"고르지 않아야 할 곳 {count}곳 가운데 잘못 바꾼 곳 {sure}, 확실하지 않다고 알린 곳 {unsure}")
    return sure, unsure, count


# ── there and back


def measure_back(folders: list[File]) -> tuple[int, int]:
    """Print how many ordinances come back as they were when adapted to another of their level and back."""
    count = same = 0
    for path, ordinance, source in ordinances(folders):
        target = profile_named(BACK[source.level])
        if target.formal_name == source.formal_name:
            continue
        bare_source = source.model_copy(update={"ordinances": {}, "agencies": {}})
        there = adapt(
            ordinance, bare_source, target.model_copy(update={"ordinances": {}, "agencies": {}}), keep_history=True
        )
        back = adapt(_unmarked(there.ordinance), there.target, bare_source, keep_history=True)
        count += 1
        before, after = names_in(ordinance), names_in(_unmarked(back.ordinance))
        same += before == after
        if before != after and "-v" in sys.argv:
            print("   ", path.name, [(a, b) for a, b in zip(before, after, strict=False) if a != b][:3])
    print(f"다녀온 조례 {count}건 가운데 이름이 그대로인 것 {same}")
    return same, count


def _unmarked(ordinance: Ordinance) -> Ordinance:
    from ordinance_drafter.notation import to_text

    return parse(to_text(ordinance).replace("(제명 확인 필요)", "").replace("(기관 확인 필요)", ""))


def names_in(ordinance: Ordinance) -> list[str]:
    """Return the words of every field."""
    return [each.text for each in fields(ordinance) if each.field != "note"]


if __name__ == "__main__":
    given = [File(word) for word in sys.argv[1:] if not word.startswith("-")] or [File("../shared/corpus")]
    given = [each for folder in given for each in (folder / "ordinances", folder / "pdftext", folder) if each.is_dir()]
    given = [each for each in given if not (each / "ordinances").is_dir()]
    measure_corpus(given)
    measure_false(given)
    measure_back(given)
    measure_shorts()
    measure_seeds()
