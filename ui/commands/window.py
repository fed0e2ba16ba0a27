"""Commands that show the window, or pictures of it: window, gallery."""

import argparse
import os
from pathlib import Path
from typing import Any

from ui.screen import show_window
from ui.vault_options import LoadVaults, vault_file


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    window = commands.add_parser("window", help="öppna fönstret (det samma som hallpunkt utan något kommando)")
    window.add_argument("--vault", type=Path, metavar="PÄRM", help="pärmen att låsa upp, i stället för den senaste")
    window.set_defaults(run=_window)
    gallery = commands.add_parser("gallery", help="skriv en bild av varje vy, i varje tema och textstorlek")
    gallery.add_argument("folder", type=Path, metavar="MAPP", help="mappen som bilderna läggs i")
    gallery.set_defaults(run=_gallery)


def _window(arguments: argparse.Namespace, vaults: LoadVaults) -> int:
    return show_window(vaults, vault_file(arguments.vault).absolute() if arguments.vault else None)


def _gallery(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.gallery import write_gallery

    for file in write_gallery(arguments.folder, vaults()):
        print(file)
