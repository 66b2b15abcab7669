"""What document another one takes the place of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("supersedes", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("documents", "supersedes")
