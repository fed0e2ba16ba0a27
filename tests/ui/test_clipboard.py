"""What is copied of a patient goes away again, stays out of histories, and nothing of others is touched."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDeadlineTimer, QMimeData
from PySide6.QtWidgets import QApplication

from ui.clipboard import Clipboard, quiet_formats
from ui.session import Session


@pytest.fixture
def copies(dressed: QApplication) -> Iterator[Clipboard]:
    made = Clipboard()
    yield made
    made.clear()
    made.deleteLater()
    QApplication.clipboard().clear()


def test_a_copy_counts_down_and_goes_away(copies: Clipboard) -> None:
    told: list[int] = []
    copies.ticked.connect(lambda: told.append(copies.seconds_left))
    copies.copy("Bedömning", 90)
    assert (QApplication.clipboard().text(), copies.holds, copies.seconds_left) == ("Bedömning", True, 90)
    copies._until = QDeadlineTimer(0)
    copies._tick()
    assert (QApplication.clipboard().text(), copies.holds, copies.seconds_left) == ("", False, 0)
    assert (told[0], told[-1]) == (90, 0)
    assert not copies._clock.isActive()  # nothing ticks when there is nothing to count


def test_a_second_copy_starts_anew(copies: Clipboard) -> None:
    copies.copy("ett", 10)
    copies.copy("två", 60)
    assert (QApplication.clipboard().text(), copies.seconds_left) == ("två", 60)
    copies._tick()
    assert QApplication.clipboard().text() == "två"


def test_what_somebody_else_copied_is_never_touched(copies: Clipboard) -> None:
    copies.copy("vårt", 90)
    QApplication.clipboard().setText("deras")
    assert (copies.holds, copies.seconds_left) == (False, 0)
    copies.clear()
    assert QApplication.clipboard().text() == "deras"


def test_the_same_words_copied_by_somebody_else_are_theirs(copies: Clipboard) -> None:
    copies.copy("samma ord", 90)
    QApplication.clipboard().setText("samma ord")
    copies.clear()
    assert QApplication.clipboard().text() == "samma ord"


def test_a_copy_that_may_not_be_cleared_yet_is_tried_again(copies: Clipboard, monkeypatch: pytest.MonkeyPatch) -> None:
    copies.copy("kvar", 90)
    copies._until = QDeadlineTimer(0)
    with monkeypatch.context() as held:  # as on Wayland without the keyboard
        held.setattr(Clipboard, "holds", property(lambda _self: True))
        copies._tick()
        assert copies._clock.isActive() and copies.seconds_left == 1
    copies._tick()
    assert not copies._clock.isActive() and QApplication.clipboard().text() == ""


def test_line_ends_stand_as_they_were_given(copies: Clipboard) -> None:
    copies.copy("Datum\r\n2026-11-20\r\n", 90)
    data = QApplication.clipboard().mimeData()
    assert data is not None and data.text() == "Datum\r\n2026-11-20\r\n"
    assert not data.hasHtml()


def test_on_linux_kde_is_told_that_it_is_secret(copies: Clipboard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    copies.copy("x", 90)
    assert _data().data("x-kde-passwordManagerHint").data() == b"secret"


def test_mocked_windows_is_told_to_keep_it_out_of_history_and_cloud(
    copies: Clipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mock: that Win+V obeys can only be seen on Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    copies.copy("x", 90)
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert _data().data(f'application/x-qt-windows-mime;value="{name}"').data() == bytes(4)
    assert not _data().hasFormat("x-kde-passwordManagerHint")


def test_mocked_macos_has_no_format_that_would_keep_it_out() -> None:
    """A mock: what Qt cannot say there is said in the module and not pretended here."""
    assert quiet_formats("darwin") == {}


def test_a_session_has_one(session: Session) -> None:
    assert Clipboard.of(session) is Clipboard.of(session)


def _data() -> QMimeData:
    found = QApplication.clipboard().mimeData()
    assert found is not None
    return found
