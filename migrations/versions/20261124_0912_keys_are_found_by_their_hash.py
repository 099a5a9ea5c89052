"""keys are found by their hash"""

from alembic import op

revision = "c5b8e1f7a402"
down_revision = "5b1d0c3a7f42"


def upgrade() -> None:
    op.create_unique_constraint("api_keys_secret_hash_key", "api_keys", ["secret_hash"])


def downgrade() -> None:
    op.drop_constraint("api_keys_secret_hash_key", "api_keys")
