"""Schema 9: uppmärksamhetsinformation, answers about its groups, the cards that are out, and texts in two languages.

What was there is as it was, so former versions need no step and the search index, which has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.add_column("rare_condition", sa.Column("emergency_wish", sa.TEXT(), server_default="not_asked", nullable=False))
    op.add_column("rare_condition", sa.Column("emergency_wish_by", sa.TEXT(), server_default="", nullable=False))
    op.add_column("emergency_information", sa.Column("card_text", sa.TEXT(), server_default="", nullable=False))
    op.add_column("emergency_information", sa.Column("on_card", sa.INTEGER(), server_default="1", nullable=False))
    op.add_column("emergency_information", sa.Column("translates_id", sa.TEXT(), nullable=True))
    op.add_column("emergency_information", sa.Column("condition_id", sa.TEXT(), nullable=True))
    op.create_table(
        "alert_information",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("type", sa.TEXT(), nullable=False),
        sa.Column("term", sa.TEXT(), nullable=False),
        sa.Column("content", sa.TEXT(), nullable=False),
        sa.Column("english", sa.TEXT(), nullable=False),
        sa.Column("list_version", sa.TEXT(), nullable=False),
        sa.Column("icd10", sa.TEXT(), nullable=False),
        sa.Column("atc", sa.TEXT(), nullable=False),
        sa.Column("snomed", sa.TEXT(), nullable=False),
        sa.Column("npl", sa.TEXT(), nullable=False),
        sa.Column("substance", sa.TEXT(), nullable=False),
        sa.Column("no_atc_reason", sa.TEXT(), nullable=False),
        sa.Column("severity", sa.TEXT(), nullable=True),
        sa.Column("certainty", sa.TEXT(), nullable=True),
        sa.Column("reactions", sa.TEXT(), nullable=False),
        sa.Column("ongoing", sa.INTEGER(), nullable=False),
        sa.Column("ascertained_on", sa.TEXT(), nullable=True),
        sa.Column("valid_from", sa.TEXT(), nullable=True),
        sa.Column("valid_until", sa.TEXT(), nullable=True),
        sa.Column("advice", sa.TEXT(), nullable=False),
        sa.Column("english_advice", sa.TEXT(), nullable=False),
        sa.Column("comment", sa.TEXT(), nullable=False),
        sa.Column("source", sa.TEXT(), nullable=False),
        sa.Column("source_note", sa.TEXT(), nullable=False),
        sa.Column("checked_on", sa.TEXT(), nullable=True),
        sa.Column("checked_by", sa.TEXT(), nullable=False),
        sa.Column("next_check", sa.TEXT(), nullable=True),
        sa.Column("in_journal", sa.TEXT(), nullable=False),
        sa.Column("reported_on", sa.TEXT(), nullable=True),
        sa.Column("for_patient", sa.INTEGER(), nullable=False),
        sa.Column("on_card", sa.INTEGER(), nullable=False),
        sa.Column("ended_on", sa.TEXT(), nullable=True),
        sa.Column("end_reason", sa.TEXT(), nullable=True),
        sa.Column("end_note", sa.TEXT(), nullable=False),
        _refers("alert_information", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_information")),
    )
    op.create_index(op.f("ix_alert_information_patient_id"), "alert_information", ["patient_id"], unique=False)
    op.create_table(
        "alert_group_answer",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("about", sa.TEXT(), nullable=False),
        sa.Column("known", sa.TEXT(), nullable=False),
        sa.Column("checked_on", sa.TEXT(), nullable=True),
        sa.Column("checked_by", sa.TEXT(), nullable=False),
        sa.Column("source", sa.TEXT(), nullable=False),
        _refers("alert_group_answer", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_group_answer")),
    )
    op.create_index(op.f("ix_alert_group_answer_patient_id"), "alert_group_answer", ["patient_id"], unique=False)
    op.create_table(
        "emergency_card",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("paper", sa.TEXT(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("holder", sa.TEXT(), nullable=False),
        sa.Column("copies", sa.INTEGER(), nullable=False),
        sa.Column("issued_on", sa.TEXT(), nullable=False),
        sa.Column("issued_by", sa.TEXT(), nullable=False),
        sa.Column("valid_until", sa.TEXT(), nullable=True),
        sa.Column("facts", sa.TEXT(), nullable=False),
        sa.Column("shared_paper_id", sa.TEXT(), nullable=True),
        sa.Column("called_in_on", sa.TEXT(), nullable=True),
        sa.Column("called_in_note", sa.TEXT(), nullable=False),
        _refers("emergency_card", "shared_paper_id", "shared_paper"),
        _refers("emergency_card", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_card")),
    )
    op.create_index(op.f("ix_emergency_card_patient_id"), "emergency_card", ["patient_id"], unique=False)


def _refers(table: str, column: str, kind: str) -> sa.ForeignKeyConstraint:
    from alembic import op

    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{kind}.id"], name=name, initially="DEFERRED", deferrable=True)
