"""Schema 8: transitions with all that belongs to them, checklists, and what clinicians judged of maturity.

What was there is as it was, so former versions need no step and the search index, which has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.create_table(
        "transition_plan",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("track", sa.TEXT(), nullable=True),
        sa.Column("coordinator", sa.TEXT(), nullable=False),
        sa.Column("begun_on", sa.TEXT(), nullable=True),
        sa.Column("born", sa.TEXT(), nullable=True),
        sa.Column("informed_on", sa.TEXT(), nullable=True),
        sa.Column("planned_on", sa.TEXT(), nullable=True),
        sa.Column("prepared_on", sa.TEXT(), nullable=True),
        sa.Column("own_words", sa.TEXT(), nullable=False),
        sa.Column("family_words", sa.TEXT(), nullable=False),
        sa.Column("risks", sa.TEXT(), nullable=False),
        sa.Column("summary", sa.TEXT(), nullable=False),
        sa.Column("summary_by", sa.TEXT(), nullable=False),
        sa.Column("summary_on", sa.TEXT(), nullable=True),
        sa.Column("closed_on", sa.TEXT(), nullable=True),
        sa.Column("closed_by", sa.TEXT(), nullable=False),
        sa.Column("close_note", sa.TEXT(), nullable=False),
        _refers("transition_plan", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition_plan")),
    )
    op.create_index(op.f("ix_transition_plan_patient_id"), "transition_plan", ["patient_id"], unique=False)
    op.create_table(
        "transition",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("from_unit", sa.TEXT(), nullable=False),
        sa.Column("same_unit", sa.INTEGER(), nullable=False),
        sa.Column("rule", sa.TEXT(), nullable=False),
        sa.Column("planned_on", sa.TEXT(), nullable=True),
        sa.Column("to_unit", sa.TEXT(), nullable=False),
        sa.Column("receiver", sa.TEXT(), nullable=False),
        sa.Column("receiver_role", sa.TEXT(), nullable=False),
        sa.Column("receiver_phone", sa.TEXT(), nullable=False),
        sa.Column("receiver_contact_id", sa.TEXT(), nullable=True),
        sa.Column("coordinator", sa.TEXT(), nullable=False),
        sa.Column("begun_on", sa.TEXT(), nullable=True),
        sa.Column("referral_sent_on", sa.TEXT(), nullable=True),
        sa.Column("referral_confirmed_on", sa.TEXT(), nullable=True),
        sa.Column("joint_meeting_on", sa.TEXT(), nullable=True),
        sa.Column("joint_meeting_held_on", sa.TEXT(), nullable=True),
        sa.Column("last_visit_on", sa.TEXT(), nullable=True),
        sa.Column("letter_sent_on", sa.TEXT(), nullable=True),
        sa.Column("acknowledged_on", sa.TEXT(), nullable=True),
        sa.Column("acknowledged_by", sa.TEXT(), nullable=False),
        sa.Column("first_visit_on", sa.TEXT(), nullable=True),
        sa.Column("first_visit_done_on", sa.TEXT(), nullable=True),
        sa.Column("way_back", sa.TEXT(), nullable=False),
        sa.Column("handover_note", sa.TEXT(), nullable=False),
        sa.Column("risks", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        sa.Column("completed_on", sa.TEXT(), nullable=True),
        sa.Column("completed_by", sa.TEXT(), nullable=False),
        sa.Column("dropped_on", sa.TEXT(), nullable=True),
        sa.Column("dropped_reason", sa.TEXT(), nullable=False),
        _refers("transition", "contact_id", "contact"),
        _refers("transition", "receiver_contact_id", "contact"),
        _refers("transition", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition")),
    )
    op.create_index(op.f("ix_transition_patient_id"), "transition", ["patient_id"], unique=False)
    op.create_table(
        "transition_task",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("transition_id", sa.TEXT(), nullable=True),
        sa.Column("task", sa.TEXT(), nullable=False),
        sa.Column("what", sa.TEXT(), nullable=False),
        sa.Column("who", sa.TEXT(), nullable=False),
        sa.Column("due_on", sa.TEXT(), nullable=True),
        sa.Column("done_on", sa.TEXT(), nullable=True),
        sa.Column("not_needed", sa.TEXT(), nullable=False),
        sa.Column("position", sa.INTEGER(), nullable=False),
        _refers("transition_task", "transition_id", "transition"),
        _refers("transition_task", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition_task")),
    )
    op.create_index(op.f("ix_transition_task_patient_id"), "transition_task", ["patient_id"], unique=False)
    op.create_table(
        "transition_follow_up",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("transition_id", sa.TEXT(), nullable=False),
        sa.Column("months", sa.INTEGER(), nullable=False),
        sa.Column("due_on", sa.TEXT(), nullable=False),
        sa.Column("done_on", sa.TEXT(), nullable=True),
        sa.Column("works", sa.INTEGER(), nullable=True),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("transition_follow_up", "transition_id", "transition"),
        _refers("transition_follow_up", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition_follow_up")),
    )
    op.create_index(op.f("ix_transition_follow_up_patient_id"), "transition_follow_up", ["patient_id"], unique=False)
    op.create_table(
        "checklist_round",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("answered_on", sa.TEXT(), nullable=False),
        sa.Column("answered_by", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), nullable=False),
        sa.Column("picture_support", sa.INTEGER(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("checklist_round", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_round")),
    )
    op.create_index(op.f("ix_checklist_round_patient_id"), "checklist_round", ["patient_id"], unique=False)
    op.create_table(
        "checklist_answer",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("round_id", sa.TEXT(), nullable=False),
        sa.Column("question", sa.TEXT(), nullable=False),
        sa.Column("answer", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("checklist_answer", "round_id", "checklist_round"),
        _refers("checklist_answer", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_answer")),
    )
    op.create_index(op.f("ix_checklist_answer_patient_id"), "checklist_answer", ["patient_id"], unique=False)
    op.create_table(
        "maturity_assessment",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("about", sa.TEXT(), nullable=False),
        sa.Column("assessment", sa.TEXT(), nullable=False),
        sa.Column("assessed_by", sa.TEXT(), nullable=False),
        sa.Column("assessed_on", sa.TEXT(), nullable=True),
        _refers("maturity_assessment", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maturity_assessment")),
    )
    op.create_index(op.f("ix_maturity_assessment_patient_id"), "maturity_assessment", ["patient_id"], unique=False)


def _refers(table: str, column: str, kind: str) -> sa.ForeignKeyConstraint:
    from alembic import op

    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{kind}.id"], name=name, initially="DEFERRED", deferrable=True)
