"""Schema 6: silences of gaps, who has read Om mig, the patient's story in it, and the gaps as they were last found.

What was there is as it was, so former versions need no step and the search index, which has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.add_column("about_me", sa.Column("story", sa.TEXT(), server_default="", nullable=False))
    op.create_table(
        "gap_silence",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("rule", sa.TEXT(), nullable=False),
        sa.Column("about", sa.TEXT(), nullable=True),
        sa.Column("reason", sa.TEXT(), nullable=False),
        sa.Column("until", sa.TEXT(), nullable=False),
        sa.Column("silenced_on", sa.TEXT(), nullable=False),
        sa.Column("silenced_by", sa.TEXT(), nullable=False),
        _of_patient("gap_silence"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_silence")),
    )
    op.create_index(op.f("ix_gap_silence_patient_id"), "gap_silence", ["patient_id"], unique=False)
    op.create_table(
        "story_reading",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("who", sa.TEXT(), nullable=False),
        sa.Column("read_on", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_story_reading_contact_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        _of_patient("story_reading"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_reading")),
    )
    op.create_index(op.f("ix_story_reading_patient_id"), "story_reading", ["patient_id"], unique=False)
    op.create_table(
        "stored_gap",
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("place", sa.INTEGER(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.TEXT(), nullable=False),
        sa.Column("rank", sa.INTEGER(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("why", sa.TEXT(), nullable=False),
        sa.Column("verb", sa.TEXT(), nullable=False),
        sa.Column("page", sa.TEXT(), nullable=False),
        sa.Column("field", sa.TEXT(), nullable=False),
        sa.Column("due", sa.TEXT(), nullable=True),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("entry_id", sa.TEXT(), nullable=True),
        sa.PrimaryKeyConstraint("patient_id", "place", name=op.f("pk_stored_gap")),
    )
    op.create_table(
        "gap_state",
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("day", sa.TEXT(), nullable=False),
        sa.Column("rules", sa.TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_gap_state")),
    )


def _of_patient(table: str) -> sa.ForeignKeyConstraint:
    from alembic import op

    name = op.f(f"fk_{table}_patient_id")
    return sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=name, initially="DEFERRED", deferrable=True)
