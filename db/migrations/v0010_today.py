"""Schema 10: stöd and certificates, what stands in the journal, marks in Idag, and since when a patient is what she is.

What was there is as it was, so former versions need no step and the search index, which has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True
RECOUNTS = ("gap_state",)
"""What is kept for lists is found anew: also of patients whose care has ended, who have facts from now on."""


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    for name in ("enrolled_on", "status_on"):
        op.add_column("patient", sa.Column(name, sa.TEXT(), nullable=True))
    for name in ("status_note", "moved_to"):
        op.add_column("patient", sa.Column(name, sa.TEXT(), server_default="", nullable=False))
    op.add_column("sip_follow_up", sa.Column("planned_on", sa.TEXT(), nullable=True))
    op.execute("DELETE FROM gap_state")
    _create_kinds()
    _create_lists()


def _create_kinds() -> None:
    from alembic import op

    op.create_table(
        "benefit",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("what", sa.TEXT(), nullable=False),
        sa.Column("decider", sa.TEXT(), nullable=True),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("officer", sa.TEXT(), nullable=False),
        sa.Column("case_number", sa.TEXT(), nullable=False),
        sa.Column("applied_on", sa.TEXT(), nullable=True),
        sa.Column("supplement_asked_on", sa.TEXT(), nullable=True),
        sa.Column("supplement_by", sa.TEXT(), nullable=True),
        sa.Column("supplement_what", sa.TEXT(), nullable=False),
        sa.Column("supplement_sent_on", sa.TEXT(), nullable=True),
        sa.Column("decision", sa.TEXT(), nullable=True),
        sa.Column("decided_on", sa.TEXT(), nullable=True),
        sa.Column("valid_from", sa.TEXT(), nullable=True),
        sa.Column("valid_until", sa.TEXT(), nullable=True),
        sa.Column("renew_by", sa.TEXT(), nullable=True),
        sa.Column("lead_months", sa.INTEGER(), nullable=True),
        sa.Column("lifelong", sa.INTEGER(), nullable=False),
        sa.Column("appeal_by", sa.TEXT(), nullable=True),
        sa.Column("renews_id", sa.TEXT(), nullable=True),
        sa.Column("ended_on", sa.TEXT(), nullable=True),
        sa.Column("end_reason", sa.TEXT(), nullable=False),
        sa.Column("on_print", sa.INTEGER(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        sa.Column("source", sa.TEXT(), nullable=False),
        sa.Column("checked_on", sa.TEXT(), nullable=True),
        sa.Column("checked_by", sa.TEXT(), nullable=False),
        _refers("benefit", "patient_id", "patient"),
        _refers("benefit", "contact_id", "contact"),
        _refers("benefit", "renews_id", "benefit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit")),
    )
    op.create_index(op.f("ix_benefit_patient_id"), "benefit", ["patient_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("form", sa.TEXT(), nullable=False),
        sa.Column("benefit_id", sa.TEXT(), nullable=True),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("writer", sa.TEXT(), nullable=False),
        sa.Column("requested_on", sa.TEXT(), nullable=True),
        sa.Column("requested_by", sa.TEXT(), nullable=False),
        sa.Column("needed_by", sa.TEXT(), nullable=True),
        sa.Column("basis", sa.TEXT(), nullable=False),
        sa.Column("basis_ready_on", sa.TEXT(), nullable=True),
        sa.Column("basis_from", sa.TEXT(), nullable=True),
        sa.Column("issued_on", sa.TEXT(), nullable=True),
        sa.Column("sent_on", sa.TEXT(), nullable=True),
        sa.Column("sent_to", sa.TEXT(), nullable=False),
        sa.Column("copy_in_journal_on", sa.TEXT(), nullable=True),
        sa.Column("dropped_on", sa.TEXT(), nullable=True),
        sa.Column("dropped_because", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("certificate", "patient_id", "patient"),
        _refers("certificate", "contact_id", "contact"),
        _refers("certificate", "benefit_id", "benefit"),
        _refers("certificate", "basis_from", "certificate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_patient_id"), "certificate", ["patient_id"], unique=False)
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("entry_kind", sa.TEXT(), nullable=False),
        sa.Column("entry_id", sa.TEXT(), nullable=False),
        sa.Column("entry_version", sa.INTEGER(), nullable=False),
        sa.Column("entered_at", sa.TEXT(), nullable=False),
        sa.Column("entered_by", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("journal_entry", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_index(
        "ix_journal_entry_entered", "journal_entry", ["patient_id", "entry_id", "entry_version"], unique=False
    )
    op.create_index(op.f("ix_journal_entry_patient_id"), "journal_entry", ["patient_id"], unique=False)
    op.create_table(
        "matter_mark",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("matter", sa.TEXT(), nullable=False),
        sa.Column("about", sa.TEXT(), nullable=True),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("day", sa.TEXT(), nullable=True),
        sa.Column("until", sa.TEXT(), nullable=True),
        sa.Column("words", sa.TEXT(), nullable=False),
        sa.Column("marked_on", sa.TEXT(), nullable=False),
        sa.Column("marked_by", sa.TEXT(), nullable=False),
        _refers("matter_mark", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_mark")),
    )
    op.create_index(op.f("ix_matter_mark_patient_id"), "matter_mark", ["patient_id"], unique=False)
    op.create_index("ix_contact_log_entry_version", "contact_log_entry", ["patient_id", "id", "version"], unique=False)


def _create_lists() -> None:
    from alembic import op

    op.create_table(
        "stored_matter",
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("key", sa.TEXT(), nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("why", sa.TEXT(), nullable=False),
        sa.Column("verb", sa.TEXT(), nullable=False),
        sa.Column("page", sa.TEXT(), nullable=False),
        sa.Column("entry_kind", sa.TEXT(), nullable=False),
        sa.Column("entry_id", sa.TEXT(), nullable=True),
        sa.Column("field", sa.TEXT(), nullable=False),
        sa.Column("day", sa.TEXT(), nullable=True),
        sa.Column("clock", sa.TEXT(), nullable=False),
        sa.Column("urgent", sa.INTEGER(), nullable=False),
        sa.Column("waiting", sa.INTEGER(), nullable=False),
        sa.Column("ends", sa.INTEGER(), nullable=False),
        sa.Column("owner", sa.TEXT(), nullable=False),
        sa.Column("should_have", sa.TEXT(), nullable=False),
        sa.Column("many", sa.INTEGER(), nullable=False),
        sa.Column("owner_key", sa.TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", "key", name=op.f("pk_stored_matter")),
    )
    counted_by = ["day", "kind", "urgent", "waiting", "ends", "patient_id", "owner_key", "many"]
    op.create_index("ix_stored_matter_counted", "stored_matter", counted_by, unique=False)
    op.create_table(
        "stored_holder",
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", "name", name=op.f("pk_stored_holder")),
    )
    op.create_table(
        "stored_fact",
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("place", sa.INTEGER(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("start", sa.TEXT(), nullable=False),
        sa.Column("end", sa.TEXT(), nullable=False),
        sa.Column("value", sa.INTEGER(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", "place", name=op.f("pk_stored_fact")),
    )


def _refers(table: str, column: str, kind: str) -> sa.ForeignKeyConstraint:
    from alembic import op

    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{kind}.id"], name=name, initially="DEFERRED", deferrable=True)
