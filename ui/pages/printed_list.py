"""A list over all patients, sent to the printer as it stands on screen; the access log notes it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.desk import Access
from coordinator.document import Document
from coordinator.errors import OutputError
from ui.session import Session


def print_list(
    session: Session, parent: QWidget, document: Document, printed: Callable[[], object] | None = None
) -> None:
    """Make the pages off the window's thread and ask for a printer; what was printed is noted under its title.

    printed: what to do then.
    """
    title = document.title

    def to_printer(pdf: bytes) -> None:
        if not isValid(parent):  # the window was made anew meanwhile
            return
        try:
            is_printed = session.dialogs.print_pdf(parent, pdf, title)
        except OutputError as error:
            session.refused.emit(error)
            return
        if is_printed:
            note = partial(session.vault.store.note, Access.PRINT, what=title)
            session.vault_thread.run(note, None, session.refused.emit)
            if printed is not None:
                printed()

    session.side_thread.run(partial(pdf_of, document), to_printer, session.refused.emit)


def pdf_of(document: Document) -> bytes:
    """The pages as PDF; on the side thread."""
    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    return render_pdf(document)
