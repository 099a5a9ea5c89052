"""how a session began"""

import sqlalchemy as sa
from alembic import op

revision = "c41b7be2d905"
down_revision = "9f2c7d10a6b3"


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("by_link", sa.Boolean(), nullable=False, server_default="false"))
    op.alter_column("sign_ins", "by_link", server_default=None)
    op.add_column("sign_ins", sa.Column("totp_step", sa.Integer(), nullable=True))
    op.drop_column("sign_ins", "totp_passed")


def downgrade() -> None:
    op.add_column("sign_ins", sa.Column("totp_passed", sa.Boolean(), nullable=False, server_default="true"))
    op.alter_column("sign_ins", "totp_passed", server_default=None)
    op.drop_column("sign_ins", "totp_step")
    op.drop_column("sign_ins", "by_link")
