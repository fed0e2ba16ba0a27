"""Where everything in a small chart over the last quarters stands, as primitives that screen and paper draw alike."""

from coordinator.chart_layout.whole import ChartLayout, chart_layout, least_width

__all__ = ["ChartLayout", "chart_layout", "least_width"]
