"""What a paper costs: time beside the same paper without tags, memory and size, with 120 contacts and over 20 pages.

    python -m tests.bench.paper_bench

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Times are medians of the
processor's time, tagged and untagged in turn: a paper is made by one thread that waits for nothing, and so they do not
depend on what else the machine does. Without tags is the same story drawn as it is: nothing marked, no tree, no claim.
"""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from coordinator.document import Attachment, Document
from tests.ui.paper.samples import full_plan
from ui.paper import pdf as paper
from ui.paper.pages import PaperCanvas

ROUNDS = 9
LEAST_PAGES = 20


def main() -> int:
    """Measure and print; the exit code."""
    contacts, long = full_plan(120), full_plan(120, 60)
    paper.render_pdf(contacts)  # fonts are read once in a run of the program
    tagged, untagged = [], []
    for _ in range(ROUNDS):
        tagged.append(_seconds(contacts))
        with _without_tags():
            untagged.append(_seconds(contacts))
    taken = statistics.median(tagged)
    long_taken = statistics.median(_seconds(long) for _ in range(3))
    size, pages = _size(long)
    print(f"120 kontakter: {_size(contacts)[1]} sidor, utan taggar {1000 * statistics.median(untagged):.0f} ms")
    print(f"lång plan: {pages} sidor")
    return max(
        _told("120 kontakter, gånger tiden utan taggar", taken / statistics.median(untagged), 1.3),
        _told("120 kontakter, s", taken, 0.5),
        _told("tjugo sidor, s", long_taken, 1.5),
        _told("tjugo sidor, minne i Python, MiB", _heap(long), 20),
        _told("120 kontakter, fil, KiB", _size(contacts)[0], 150),
        _told("tjugo sidor, fil, KiB", size, 150),
        _told("sidor som fattas i den långa planen", max(0, LEAST_PAGES - pages), 0),
    )


@contextmanager
def _without_tags() -> Iterator[None]:
    """Within it the paper is drawn and no more."""
    with (
        patch.object(PaperCanvas, "saying", lambda canvas, node: nullcontext()),
        patch.object(paper, "finished", lambda drawn, *rest: drawn),
    ):
        yield


def _seconds(document: Document) -> float:
    began = time.process_time()
    paper.render_pdf(document)
    return time.process_time() - began


def _heap(document: Document) -> float:
    """The most that was held at once beyond what was there before, in MiB."""
    tracemalloc.start()
    paper.render_pdf(document, attachments=[Attachment("a.json", "application/json", "", b"{}\n")])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


def _size(document: Document) -> tuple[float, int]:
    """The size of the file in KiB, and its pages."""
    import pypdfium2

    content = paper.render_pdf(document)
    with pypdfium2.PdfDocument(content) as opened:
        return len(content) / 1024, len(opened)


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound:g}) {'ok' if met else 'FÖR MYCKET'}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
