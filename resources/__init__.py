"""The text, data and fonts that Hållpunkt carries with it."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where they are. The first picture needs some, and the library's own way to them is slow to import."""
