"""What several processes of one house must know of each other; on PostgreSQL, one order of letters everywhere."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("vectors", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "rates",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "at", name="pk_rates"),
        # Every request writes here, and a crash of the server may forget it, as that of a process does elsewhere.
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    op.add_column("answers", sa.Column("process_id", sa.String(32), nullable=True))
    op.add_column("answers", sa.Column("stop_requested", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        _order_by_code_point()


def downgrade() -> None:
    op.drop_column("answers", "stop_requested")
    op.drop_column("answers", "process_id")
    op.drop_table("rates")
    op.drop_table("processes")


def _order_by_code_point() -> None:
    """As SQLite does, whatever language the database was made for; the schema leaves the collation open."""
    inspector = sa.inspect(op.get_bind())
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            if isinstance(column["type"], sa.String):
                kind = column["type"].compile(op.get_bind().dialect).split(" COLLATE ")[0]
                op.execute(f'ALTER TABLE "{table}" ALTER "{column["name"]}" TYPE {kind} COLLATE "C"')
