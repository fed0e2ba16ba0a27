"""The gallery shows every view, and with the largest text none of them asks for more room than a small laptop has."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db import keys, vault
from ui import gallery
from ui.theme import DARK


def test_every_view_fits_a_small_laptop_with_the_largest_text(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gallery, "THEMES", (DARK,))
    monkeypatch.setattr(gallery, "SCALES", (200,))
    monkeypatch.setattr(keys, "calibrated_cost", lambda: keys.FLOOR)
    monkeypatch.setenv("HOME", str(tmp_path))
    files = list(gallery.write_gallery(tmp_path / "bilder", vault))
    names = {file.name.removesuffix("-dark-200.png") for file in files}
    assert names >= {name for name, _, _ in gallery.VIEWS} | {"las-upp", "forsta-gangen", "ny-patient"}
    assert len(names) == len(files) == len(list((tmp_path / "bilder").iterdir()))
    for file in files:
        seen = QImage(str(file))
        assert (seen.width(), seen.height()) == (gallery.WIDTH, gallery.HEIGHT), file.name
        some = {seen.pixel(x, y) for x in range(0, gallery.WIDTH, 9) for y in range(0, gallery.HEIGHT, 9)}
        assert len(some) > 5, file.name
