"""Schema 7: SIP with all that belongs to it, stays in hospital, and whom a consent names.

What was there is as it was, so former versions need no step and the search index, which has nothing to learn, is kept.
"""

import sqlalchemy as sa

KEEPS_SEARCH = True


def upgrade() -> None:
    from alembic import op  # here, since the history imports this module too

    op.create_table(
        "sip",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("number", sa.INTEGER(), nullable=False),
        sa.Column("lead", sa.TEXT(), nullable=False),
        sa.Column("led_by", sa.TEXT(), nullable=False),
        sa.Column("reason", sa.TEXT(), nullable=False),
        sa.Column("question", sa.TEXT(), nullable=False),
        sa.Column("initiator", sa.TEXT(), nullable=False),
        sa.Column("initiator_huvudman", sa.TEXT(), nullable=True),
        sa.Column("asked_by_patient", sa.INTEGER(), nullable=True),
        sa.Column("asked_on", sa.TEXT(), nullable=True),
        sa.Column("need", sa.TEXT(), nullable=False),
        sa.Column("need_assessed_on", sa.TEXT(), nullable=True),
        sa.Column("refused_on", sa.TEXT(), nullable=True),
        sa.Column("refused_reason", sa.TEXT(), nullable=False),
        sa.Column("offered_on", sa.TEXT(), nullable=True),
        sa.Column("answer", sa.TEXT(), nullable=False),
        sa.Column("answered_on", sa.TEXT(), nullable=True),
        sa.Column("answer_note", sa.TEXT(), nullable=False),
        sa.Column("own_words", sa.TEXT(), nullable=False),
        sa.Column("situation", sa.TEXT(), nullable=False),
        sa.Column("family_does", sa.TEXT(), nullable=False),
        sa.Column("nobody_else", sa.INTEGER(), nullable=False),
        sa.Column("if_it_fails", sa.TEXT(), nullable=False),
        sa.Column("overall_huvudman", sa.TEXT(), nullable=True),
        sa.Column("overall_contact", sa.TEXT(), nullable=False),
        sa.Column("follow_up_on", sa.TEXT(), nullable=True),
        sa.Column("established_on", sa.TEXT(), nullable=True),
        sa.Column("established_by", sa.TEXT(), nullable=False),
        sa.Column("replaces_id", sa.TEXT(), nullable=True),
        sa.Column("closed_on", sa.TEXT(), nullable=True),
        sa.Column("closed_by", sa.TEXT(), nullable=False),
        sa.Column("close_reason", sa.TEXT(), nullable=True),
        sa.Column("close_note", sa.TEXT(), nullable=False),
        _refers("sip", "replaces_id", "sip"),
        _refers("sip", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip")),
    )
    op.create_index(op.f("ix_sip_patient_id"), "sip", ["patient_id"], unique=False)
    op.create_table(
        "sip_participant",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("sip_id", sa.TEXT(), nullable=False),
        sa.Column("position", sa.INTEGER(), nullable=False),
        sa.Column("part", sa.TEXT(), nullable=False),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("name", sa.TEXT(), nullable=False),
        sa.Column("function", sa.TEXT(), nullable=False),
        sa.Column("organisation", sa.TEXT(), nullable=False),
        sa.Column("huvudman", sa.TEXT(), nullable=True),
        sa.Column("phone", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("sip_participant", "sip_id", "sip"),
        _refers("sip_participant", "contact_id", "contact"),
        _refers("sip_participant", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_participant")),
    )
    op.create_index(op.f("ix_sip_participant_patient_id"), "sip_participant", ["patient_id"], unique=False)
    op.create_table(
        "sip_meeting",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("sip_id", sa.TEXT(), nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("day", sa.TEXT(), nullable=True),
        sa.Column("at", sa.TEXT(), nullable=True),
        sa.Column("minutes", sa.INTEGER(), nullable=False),
        sa.Column("form", sa.TEXT(), nullable=False),
        sa.Column("place", sa.TEXT(), nullable=False),
        sa.Column("agenda", sa.TEXT(), nullable=False),
        sa.Column("answer_by", sa.TEXT(), nullable=True),
        sa.Column("interpreter", sa.TEXT(), nullable=False),
        sa.Column("adaptations", sa.TEXT(), nullable=False),
        sa.Column("chair", sa.TEXT(), nullable=False),
        sa.Column("recorder", sa.TEXT(), nullable=False),
        sa.Column("held_on", sa.TEXT(), nullable=True),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("sip_meeting", "sip_id", "sip"),
        _refers("sip_meeting", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_meeting")),
    )
    op.create_index(op.f("ix_sip_meeting_patient_id"), "sip_meeting", ["patient_id"], unique=False)
    op.create_table(
        "sip_invitation",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("meeting_id", sa.TEXT(), nullable=False),
        sa.Column("participant_id", sa.TEXT(), nullable=False),
        sa.Column("sent_on", sa.TEXT(), nullable=True),
        sa.Column("way", sa.TEXT(), nullable=True),
        sa.Column("answer", sa.TEXT(), nullable=False),
        sa.Column("answered_on", sa.TEXT(), nullable=True),
        sa.Column("proxy", sa.TEXT(), nullable=False),
        sa.Column("presence", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("sip_invitation", "meeting_id", "sip_meeting"),
        _refers("sip_invitation", "participant_id", "sip_participant"),
        _refers("sip_invitation", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_invitation")),
    )
    op.create_index(op.f("ix_sip_invitation_patient_id"), "sip_invitation", ["patient_id"], unique=False)
    op.create_table(
        "sip_decision",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("sip_id", sa.TEXT(), nullable=False),
        sa.Column("position", sa.INTEGER(), nullable=False),
        sa.Column("area", sa.TEXT(), nullable=True),
        sa.Column("need", sa.TEXT(), nullable=False),
        sa.Column("goal", sa.TEXT(), nullable=False),
        sa.Column("what", sa.TEXT(), nullable=False),
        sa.Column("participant_id", sa.TEXT(), nullable=True),
        sa.Column("responsible", sa.TEXT(), nullable=False),
        sa.Column("huvudman", sa.TEXT(), nullable=True),
        sa.Column("start", sa.TEXT(), nullable=True),
        sa.Column("due", sa.TEXT(), nullable=True),
        sa.Column("status", sa.TEXT(), nullable=False),
        sa.Column("result", sa.TEXT(), nullable=False),
        sa.Column("followed_up_on", sa.TEXT(), nullable=True),
        _refers("sip_decision", "sip_id", "sip"),
        _refers("sip_decision", "participant_id", "sip_participant"),
        _refers("sip_decision", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_decision")),
    )
    op.create_index(op.f("ix_sip_decision_patient_id"), "sip_decision", ["patient_id"], unique=False)
    op.create_table(
        "sip_follow_up",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("sip_id", sa.TEXT(), nullable=False),
        sa.Column("meeting_id", sa.TEXT(), nullable=True),
        sa.Column("followed_up_on", sa.TEXT(), nullable=False),
        sa.Column("followed_up_by", sa.TEXT(), nullable=False),
        sa.Column("judgement", sa.INTEGER(), nullable=True),
        sa.Column("own_words", sa.TEXT(), nullable=False),
        sa.Column("decision", sa.TEXT(), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        sa.Column("next_on", sa.TEXT(), nullable=True),
        _refers("sip_follow_up", "sip_id", "sip"),
        _refers("sip_follow_up", "meeting_id", "sip_meeting"),
        _refers("sip_follow_up", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sip_follow_up")),
    )
    op.create_index(op.f("ix_sip_follow_up_patient_id"), "sip_follow_up", ["patient_id"], unique=False)
    op.create_table(
        "hospital_stay",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("hospital", sa.TEXT(), nullable=False),
        sa.Column("phone", sa.TEXT(), nullable=False),
        sa.Column("admitted_at", sa.TEXT(), nullable=False),
        sa.Column("notice_at", sa.TEXT(), nullable=True),
        sa.Column("expected_discharge", sa.TEXT(), nullable=True),
        sa.Column("ready_on", sa.TEXT(), nullable=True),
        sa.Column("ready_notice_on", sa.TEXT(), nullable=True),
        sa.Column("sip_id", sa.TEXT(), nullable=True),
        sa.Column("no_sip_reason", sa.TEXT(), nullable=False),
        sa.Column("summary", sa.TEXT(), nullable=False),
        sa.Column("summary_source", sa.TEXT(), nullable=False),
        sa.Column("summary_given_on", sa.TEXT(), nullable=True),
        sa.Column("discharged_on", sa.TEXT(), nullable=True),
        sa.Column("note", sa.TEXT(), nullable=False),
        _refers("hospital_stay", "sip_id", "sip"),
        _refers("hospital_stay", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hospital_stay")),
    )
    op.create_index(op.f("ix_hospital_stay_patient_id"), "hospital_stay", ["patient_id"], unique=False)
    op.create_table(
        "consent_recipient",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("patient_id", sa.TEXT(), nullable=False),
        sa.Column("version", sa.INTEGER(), nullable=False),
        sa.Column("salt", sa.BLOB(), nullable=False),
        sa.Column("consent_id", sa.TEXT(), nullable=False),
        sa.Column("contact_id", sa.TEXT(), nullable=True),
        sa.Column("name", sa.TEXT(), nullable=False),
        sa.Column("covers", sa.TEXT(), nullable=False),
        sa.Column("excludes", sa.TEXT(), nullable=False),
        sa.Column("revoked_on", sa.TEXT(), nullable=True),
        sa.Column("revoked_note", sa.TEXT(), nullable=False),
        _refers("consent_recipient", "consent_id", "consent"),
        _refers("consent_recipient", "contact_id", "contact"),
        _refers("consent_recipient", "patient_id", "patient"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_recipient")),
    )
    op.create_index(op.f("ix_consent_recipient_patient_id"), "consent_recipient", ["patient_id"], unique=False)
    op.add_column("consent", sa.Column("sip_id", sa.TEXT(), nullable=True))
    op.add_column("consent", sa.Column("also_given_by", sa.TEXT(), server_default="", nullable=False))
    op.add_column("consent", sa.Column("also_given_on", sa.TEXT(), nullable=True))
    op.add_column("consent", sa.Column("also_form", sa.TEXT(), server_default="written", nullable=False))
    op.add_column("consent", sa.Column("one_guardian", sa.TEXT(), server_default="not_said", nullable=False))
    op.add_column("consent", sa.Column("one_guardian_reason", sa.TEXT(), server_default="", nullable=False))
    op.add_column("consent", sa.Column("childs_view", sa.TEXT(), server_default="", nullable=False))


def _refers(table: str, column: str, kind: str) -> sa.ForeignKeyConstraint:
    from alembic import op

    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{kind}.id"], name=name, initially="DEFERRED", deferrable=True)
