"""How fast the code lists answer at 25,000 names, and how long it takes to read them when they are first asked for.

    python -m tests.bench.terms_bench [--names 25000]

Prints one line a figure, those with a bound with their bound, and ends with exit code 1 when a bound is not met. The
names are made up of the syllables of real ones; times are of this machine.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from coordinator.swedish import SWEDEN
from coordinator.terms.curated import curated_terms
from coordinator.terms.imports import FEWEST, prepare, take_in
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.read_list import ListKind
from coordinator.terms.searching import search
from coordinator.terms.term_lists import TermLists

T = TypeVar("T")

ROUNDS = 20
NAMES_A_CODE = 2.4
TYPED = (
    "e", "s", "q", "sy", "syn", "syndr", "syndrome", "yndro", "of", "type 2", "syndrome type", "rett", "retts syndrom",
    "möbius", "muskeldystrofi", "duchenne", "duchene", "cystisk fibors", "mucopolysaccharidosis type", "anemia", "ms",
    "autosomal recessive", "recessive autosomal early", "x-linked", "22q11", "ORPHA:778", "778", "G71.0A", "xyzzyqvack",
    "syndrome with intellectual disability", "prader willi", "intellektuell", "hereditary a", "disease of the",
)  # fmt: skip


def main() -> int:
    """Make a list, take it in, measure, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=25_000)
    asked = parser.parse_args()
    FEWEST[ListKind.ORPHA] = 1
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder), asked.names)


def _measure(folder: Path, names: int) -> int:
    file = _written(folder / "orpha-2026.tsv", names)
    kept = ListFolder(folder / "kodlistor")
    prepared, took = _timed(lambda: prepare(file, kept, at=datetime.now(SWEDEN)))
    _, saving = _timed(lambda: take_in(prepared, kept))
    print(f"intagning: läsa och jämföra {took * 1000:.0f} ms, spara {saving * 1000:.0f} ms")
    lists = TermLists(kept)
    _, made = _timed(lambda: TermLists(kept))
    print(f"vid start: {made * 1000:.3f} ms, inget läses")
    busy = time.process_time()
    _, loading = _timed(lambda: lists.index)
    count = sum(1 + len(term.other_names) for term in lists.terms)
    print(
        f"läses vid första sökningen: {loading * 1000:.0f} ms, processor {1000 * (time.process_time() - busy):.0f} ms"
    )
    _, slip = _timed(lambda: search(lists, "mockinggbird"))
    print(f"första sökningen där inget passar: {slip * 1000:.0f} ms")
    taken = sorted((_timed(partial(search, lists, text))[1], text) for text in TYPED for _ in range(ROUNDS))
    longest, text = taken[-1]
    print(f"{count} namn: median {taken[len(taken) // 2][0] * 1000:.1f}, längst {longest * 1000:.1f} ms ({text})")
    return _told("sökning p95, ms", taken[int(len(taken) * 0.95)][0] * 1000, 20)


def _written(file: Path, names: int) -> Path:
    """A list with so many names, Swedish ones included: words of real names put together anew."""
    chance = random.Random(1)
    curated = curated_terms()
    words = [word for term in curated for word in term.name.split()]
    words += ["syndrome", "disease", "autosomal", "recessive", "type", "of", "with", "early-onset", "X-linked"] * 40
    codes = [term.code for term in curated]
    codes += [str(1_000_000 + at) for at in range(int((names - 2 * len(codes)) / NAMES_A_CODE) - len(codes))]
    rows = ["orpha\tname_en\tlevel\tsynonyms_en\ticd10_2018"]
    for code in codes:
        synonyms = "|".join(_name(chance, words) for _ in range(chance.choice((0, 1, 1, 2, 3))))
        rows.append(f"{code}\t{_name(chance, words)}\tdisorder\t{synonyms}\tQ87.8")
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def _name(chance: random.Random, words: Sequence[str]) -> str:
    return " ".join(chance.choices(words, k=chance.randint(2, 8)))


def _timed(deed: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = deed()
    return done, time.perf_counter() - started


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound:g}) {'nådd' if met else 'INTE NÅDD'}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
