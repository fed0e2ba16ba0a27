"""The domain and the application: entries, rules, documents and exchange formats, without Qt, SQL, paper or keys."""

__version__ = "0.1.0"
