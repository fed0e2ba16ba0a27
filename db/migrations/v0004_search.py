"""Schema 4: what finds entries by their words. It is filled when the last step is done, as the entries are by then.

Entries are as they were, so former versions need no step.
"""

import sqlalchemy as sa


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.create_table(
        "search_entry",
        sa.Column("place", sa.INTEGER(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_search_entry_entry_id")),
    )
    op.create_table(
        "search_state",
        sa.Column("rules", sa.INTEGER(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("rules", name=op.f("pk_search_state")),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING "
        "fts5(pieces, content='', contentless_delete=1, tokenize='ascii', detail='none')"
    )
