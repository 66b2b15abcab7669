"""Audiences of documents, groups of people, tokens, ways to an identity provider, acts, and anonymous counts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audiences",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "group_name", name="pk_audiences"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_audiences_document_id_documents", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.add_column("jobs", sa.Column("audience", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("people", sa.Column("email", sa.Text(), nullable=True))
    op.add_column("people", sa.Column("subject", sa.Text(), nullable=True))
    op.create_index("uq_people_subject", "people", ["subject"], unique=True)
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "group_name", name="pk_memberships"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_memberships_person_id_people", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "oidc_flows",
        sa.Column("state_sha256", sa.String(64), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_sha256", name="pk_oidc_flows"),
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("token_sha256", name="uq_api_tokens_token_sha256"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_api_tokens_person_id_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_api_tokens_person_id", "api_tokens", ["person_id"])
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=True),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_acts_person_id_people", ondelete="SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_acts_at", "acts", ["at"])
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("answered", "partial", "no_evidence", "unfinished", "helpful", "not_helpful")
        ),
        sa.PrimaryKeyConstraint("day", name="pk_daily_counts"),
    )


def downgrade() -> None:
    for table in ("daily_counts", "acts", "api_tokens", "oidc_flows", "memberships", "audiences"):
        op.drop_table(table)
    op.drop_index("uq_people_subject", "people")
    op.drop_column("people", "subject")
    op.drop_column("people", "email")
    op.drop_column("jobs", "audience")
