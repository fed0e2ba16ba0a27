"""Schema 11: the files that were taken in, and in which words an entry stands in the journal.

What was there is as it was, so former versions need no step and the search index, which has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True
RECOUNTS = ("gap_state",)
"""What is kept for lists is found anew: more kinds of entry belong in the journal from now on."""


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    for name in ("words", "mark"):
        op.add_column("journal_entry", sa.Column(name, sa.TEXT(), server_default="", nullable=False))
    op.create_table(
        "taken_in",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("form", sa.TEXT(), nullable=False),
        sa.Column("origin", sa.TEXT(), nullable=False),
        sa.Column("made_on", sa.TEXT(), nullable=True),
        sa.Column("taken_at", sa.TEXT(), nullable=False),
        sa.Column("taken_by", sa.TEXT(), nullable=False),
        sa.Column("sha256", sa.TEXT(), nullable=False),
        sa.Column("added", sa.TEXT(), nullable=False),
        sa.Column("changed", sa.TEXT(), nullable=False),
        sa.Column("unread", sa.TEXT(), nullable=False),
        sa.Column("from_others", sa.INTEGER(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_taken_in_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_in")),
    )
    op.create_index(op.f("ix_taken_in_patient_id"), "taken_in", ["patient_id"], unique=False)
    op.execute("DELETE FROM gap_state")
