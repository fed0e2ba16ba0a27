"""Schema 3: what the screen keeps for its user, and an index for the patient list.

Entries are as they were, so former versions need no step.
"""

import sqlalchemy as sa


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.create_table(
        "kept",
        sa.Column("key", sa.TEXT(), nullable=False),
        sa.Column("value", sa.TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept")),
    )
    op.create_index(
        "ix_contact_listed",
        "contact",
        ["patient_id", "status", "category", "reveals_location", "organisation", "unit"],
        unique=False,
    )
