"""Intyg och stöd: what is applied for, who decides, the certificates it takes, and until when it holds."""
