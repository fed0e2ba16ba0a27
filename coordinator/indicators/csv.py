"""The Nyckeltal as a table in text (CSV) that a Swedish spreadsheet opens as it is; each row says what it counts."""

import csv
import io

from coordinator.exchange.formula_guard import guarded
from coordinator.indicators.definitions import indicator_texts
from coordinator.indicators.figures import Clinic, Point, Series

_COLUMNS = (
    "Nyckeltal", "När", "Till och med", "Värde", "Enhet", "Av ungefär", "Räknat i", "Anmärkning", "Så räknas det",
    "Källa",
)  # fmt: skip


def csv_text(clinic: Clinic) -> str:
    """One row for each figure and time, semicolon between the cells and decimal comma; last what must be known."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for series in clinic.series:
        writer.writerows([guarded(cell) for cell in _row(series, point)] for point in series.points)
    writer.writerow([])
    writer.writerow([indicator_texts()["about"]])
    return out.getvalue()


def csv_bytes(clinic: Clinic) -> bytes:
    """The same as a file: in UTF-8 with its mark, without which a spreadsheet takes it for something else."""
    return csv_text(clinic).encode("utf-8-sig")


def _row(series: Series, point: Point) -> list[str]:
    one = series.indicator
    return [
        one.name, series.period(point), point.day.isoformat(), _number(point.value), one.unit.label,
        _number(point.denominator), one.counted, remark(point), one.definition, one.source,
    ]  # fmt: skip


def remark(point: Point) -> str:
    """Why there is no figure; empty when there is one."""
    texts: dict[str, str] = dict(indicator_texts()["no_figure"])
    if point.suppressed:
        return texts["hidden"]
    if point.denominator is None:
        return texts["unknown"]
    return texts["nothing"] if point.value is None else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")
