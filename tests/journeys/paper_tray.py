"""The program as it is, but its printer lays the papers in a folder: ``python -m tests.journeys.paper_tray FOLDER``."""

import sys
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

from ui.__main__ import main
from ui.dialogs import Dialogs


def run(tray: Path) -> int:
    """Run the program; what it prints is in ``tray`` as PDF, and nobody is asked for a printer."""

    def print_pdf(_dialogs: Dialogs, _parent: object, pdf: bytes, _title: str) -> bool:
        paper = tray / f"{uuid4()}.halv"
        paper.write_bytes(pdf)
        paper.rename(paper.with_suffix(".pdf"))  # whoever waits for it finds it whole
        return True

    with patch.object(Dialogs, "print_pdf", print_pdf):
        return main()


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv.pop())))
