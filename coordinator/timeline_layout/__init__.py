"""Where everything on a timeline of transitions stands, as primitives that screen and paper draw alike."""

from coordinator.timeline_layout.legend import legend_layout
from coordinator.timeline_layout.whole import Stretch, TimelineLayout, timeline_layout, timeline_stretch

__all__ = ["Stretch", "TimelineLayout", "legend_layout", "timeline_layout", "timeline_stretch"]
