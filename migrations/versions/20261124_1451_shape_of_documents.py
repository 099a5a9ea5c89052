"""shape of documents"""

import sqlalchemy as sa
from alembic import op

revision = "c05e83b1f7a4"
down_revision = "e41b07d9a3c6"


def upgrade() -> None:
    op.add_column("project_versions", sa.Column("shape", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("project_versions", "shape")
