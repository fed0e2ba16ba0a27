"""Where the clinic's own date rules lie on this computer: beside the code lists, never in a pärm."""

import sys

from coordinator.dates import date_rules, use_own_rules
from coordinator.own_date_rules import FILE


def use_rule_file() -> None:
    """Let the clinic's own rules hold from now on. They are read when the first day is asked for."""
    from ui.term_folder import term_folder  # with it comes Qt, which the help and most errors need not wait for

    use_own_rules(term_folder().path / FILE)


def tell_rule_faults() -> None:
    """Say on standard error what is wrong with the rules, if anything is."""
    for fault in date_rules().faults:
        print(f"VIKTIGT: {fault}", file=sys.stderr)
