"""Whether there is a screen is asked before Qt is, since Qt ends the program without one."""

import sys

import pytest

from ui import screen
from ui.exit_code import ExitCode

VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_screen_it_says_what_to_do_and_reads_nothing(
    no_screen: None, capsys: pytest.CaptureFixture[str]
) -> None:
    def never() -> None:
        pytest.fail("nothing may be opened")

    assert not screen.has_screen()
    assert screen.show_window(never) == ExitCode.REFUSED  # type: ignore[arg-type]  # it is never called
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("Ingen skärm att visa fönstret på\n")
    assert "hallpunkt --help" in error


@pytest.mark.parametrize("name", VARIABLES)
def test_any_kind_of_screen_counts(no_screen: None, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    assert screen.has_screen()
    monkeypatch.setenv(name, "")
    assert not screen.has_screen()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_there_always_is_a_screen_nothing_is_asked(
    no_screen: None, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert screen.has_screen()
