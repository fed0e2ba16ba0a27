"""How answers and errors leave the program: exit codes, and nothing on standard error but title and sentence."""

import pytest

from coordinator.errors import OutputError, RuleError, VaultBusy, WrongKey
from coordinator.vaults import Vaults
from ui import command_line
from ui.exit_code import ExitCode


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuleError("Nej", "Gör så."), ExitCode.REFUSED),
        (OutputError("Nej", "Gör så."), ExitCode.REFUSED),
        (WrongKey("Nej", "Gör så."), ExitCode.VAULT),
        (VaultBusy("Nej", "Gör så."), ExitCode.VAULT),
    ],
)
def test_an_error_for_the_user_is_its_title_and_its_sentence(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def vaults() -> Vaults:
        raise error

    assert command_line.run(["patients", "--vault", "x.hallpunkt", "--passphrase-file", __file__], vaults) == code
    assert capsys.readouterr().err == "Nej\nGör så.\n"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, EOFError])
def test_an_interrupted_command_says_so(interruption: type[BaseException], capsys: pytest.CaptureFixture[str]) -> None:
    def vaults() -> Vaults:
        raise interruption

    asked = ["patients", "--vault", "x.hallpunkt", "--passphrase-file", __file__]
    assert command_line.run(asked, vaults) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err == "Avbrutet.\n"


def test_the_codes_are_those_that_scripts_are_told_of() -> None:
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3, 4, 130]
