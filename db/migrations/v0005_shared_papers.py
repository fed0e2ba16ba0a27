"""Schema 5: what is kept of every paper that left for somebody.

A kind of its own; entries that were there are as they were, so former versions need no step and the search index, which
has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.create_table(
        "shared_paper",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("paper", sa.TEXT(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("lettering", sa.TEXT(), nullable=False),
        sa.Column("landscape", sa.INTEGER(), nullable=False),
        sa.Column("to", sa.TEXT(), nullable=False),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("to_patient", sa.INTEGER(), nullable=False),
        sa.Column("shared_on", sa.TEXT(), nullable=False),
        sa.Column("shared_by", sa.TEXT(), nullable=False),
        sa.Column("ground", sa.TEXT(), nullable=True),
        sa.Column("ground_note", sa.TEXT(), nullable=False),
        sa.Column("consent_id", sa.TEXT(), nullable=True),
        sa.Column("left_out", sa.TEXT(), nullable=False),
        sa.Column("with_record", sa.INTEGER(), nullable=False),
        sa.Column("number", sa.INTEGER(), nullable=False),
        sa.Column("copy_id", sa.TEXT(), nullable=True),
        sa.Column("again", sa.INTEGER(), nullable=False),
        sa.Column("mark", sa.TEXT(), nullable=False),
        sa.Column("way", sa.TEXT(), nullable=False),
        sa.Column("sha256", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["consent.id"],
            name=op.f("fk_shared_paper_consent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_shared_paper_contact_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["copy_id"],
            ["handed_out_plan.id"],
            name=op.f("fk_shared_paper_copy_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_shared_paper_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_paper")),
    )
    op.create_index(op.f("ix_shared_paper_patient_id"), "shared_paper", ["patient_id"], unique=False)
