"""Everything that is kept: vault, keys, schema, store, history and access log. The only place with SQL and keys."""
