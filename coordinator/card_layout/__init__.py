"""Where everything on an akutkort stands, as primitives that screen and paper draw alike."""

from coordinator.card_layout.whole import HEIGHT, WIDTH, CardLayout, card_layout

__all__ = ["HEIGHT", "WIDTH", "CardLayout", "card_layout"]
