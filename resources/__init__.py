"""The text, data and fonts that Hållpunkt carries with it."""
