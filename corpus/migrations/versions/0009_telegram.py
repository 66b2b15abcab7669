"""Chats at Telegram, codes that pair them with an account, and what Telegram brought."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pairing_codes",
        sa.Column("code_sha256", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code_sha256", name="pk_pairing_codes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_pairing_codes_person_id_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_pairing_codes_person_id", "pairing_codes", ["person_id"])
    op.create_table(
        "telegram_chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=True),
        sa.Column("paired_at", sa.DateTime(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=True),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("informed_at", sa.DateTime(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_telegram_chats"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_telegram_chats_person_id_people", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_telegram_chats_conversation_id_conversations",
            ondelete="SET NULL",
        ),
    )
    op.create_index("ix_telegram_chats_person_id", "telegram_chats", ["person_id"])
    op.create_index("ix_telegram_chats_conversation_id", "telegram_chats", ["conversation_id"])
    op.create_table(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("answer_id", sa.String(32), nullable=True),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_telegram_updates"),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name="fk_telegram_updates_answer_id_answers", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_telegram_updates_chat_id", "telegram_updates", ["chat_id"])
    op.create_index("ix_telegram_updates_answer_id", "telegram_updates", ["answer_id"])
    op.create_table(
        "telegram_files",
        sa.Column("job_id", sa.String(32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", name="pk_telegram_files"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_telegram_files_job_id_jobs", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["telegram_chats.chat_id"],
            name="fk_telegram_files_chat_id_telegram_chats",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_telegram_files_chat_id", "telegram_files", ["chat_id"])


def downgrade() -> None:
    for table in ("telegram_files", "telegram_updates", "telegram_chats", "pairing_codes"):
        op.drop_table(table)
