"""An inverted index of our own in place of FTS5; the doctor, which looks at every start, fills it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_vocabulary")
        op.execute("DROP TABLE passage_terms")
    op.create_table(
        "passage_terms",
        sa.Column("rowid", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rowid", name="pk_passage_terms"),
    )
    op.create_table(
        "postings",
        sa.Column("block", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("entries", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("block", "term", name="pk_postings"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("postings")
    op.drop_table("passage_terms")
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE VIRTUAL TABLE passage_terms USING fts5("
        "title, heading, body, parts, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co'\")"
    )
    op.execute("CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_terms, 'row')")
