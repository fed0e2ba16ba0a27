"""Statements whose text is made once, for the few places where SQLAlchemy's work at every run would cost the most."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="named")


class Prepared:
    """One statement with named values, run by the driver in the transaction of the connection it is given.

    Its rows are bare tuples, and its errors the driver's own, which `db.engine.translated` knows; it is not for where
    SQLAlchemy's are waited for.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Delete) -> None:
        self._statement = statement

    @cached_property
    def _text(self) -> str:
        """Made when it is first run: at start there are many statements, and time for none."""
        return str(self._statement.compile(dialect=_DIALECT))

    def rows(self, connection: Connection, **values: Any) -> Sequence[tuple[Any, ...]]:
        """Run it; every row it gives."""
        cursor = connection.connection.cursor()
        cursor.execute(self._text, values)
        return cursor.fetchall()

    def run(self, connection: Connection, each: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each of these sets of values."""
        connection.connection.cursor().executemany(self._text, each)
