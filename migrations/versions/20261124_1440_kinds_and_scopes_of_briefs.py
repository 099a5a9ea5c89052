"""kinds and scopes of briefs"""

import sqlalchemy as sa
from alembic import op

revision = "e81b5c2f9a37"
down_revision = "7e41c0d9a3b5"

KIND = sa.Enum("weekly", "special", "sponsor", "appendix", name="briefkind", native_enum=False, length=32)


def upgrade() -> None:
    op.add_column("briefs", sa.Column("kind", KIND, nullable=False, server_default="weekly"))
    op.add_column("briefs", sa.Column("scope", sa.String(length=60), nullable=False, server_default=""))
    op.add_column("brief_numbers", sa.Column("series", sa.String(length=60), nullable=False, server_default=""))
    for table, column in (("briefs", "kind"), ("briefs", "scope"), ("brief_numbers", "series")):
        op.alter_column(table, column, server_default=None)
    op.drop_constraint("brief_numbers_year_number_key", "brief_numbers")
    op.drop_constraint("brief_numbers_serial_number_key", "brief_numbers")
    op.drop_index("brief_numbers_one_a_week_key", "brief_numbers")
    op.create_unique_constraint("brief_numbers_series_year_number_key", "brief_numbers", ["series", "year", "number"])
    op.create_unique_constraint("brief_numbers_series_serial_number_key", "brief_numbers", ["series", "serial_number"])
    op.create_index(
        "brief_numbers_one_a_week_key",
        "brief_numbers",
        ["series", "week_start"],
        unique=True,
        postgresql_where=sa.text("corrects_id IS NULL AND series <> 'special'"),
    )


def downgrade() -> None:
    op.drop_index("brief_numbers_one_a_week_key", "brief_numbers")
    op.drop_constraint("brief_numbers_series_serial_number_key", "brief_numbers")
    op.drop_constraint("brief_numbers_series_year_number_key", "brief_numbers")
    op.create_index(
        "brief_numbers_one_a_week_key",
        "brief_numbers",
        ["week_start"],
        unique=True,
        postgresql_where=sa.text("corrects_id IS NULL"),
    )
    op.create_unique_constraint("brief_numbers_serial_number_key", "brief_numbers", ["serial_number"])
    op.create_unique_constraint("brief_numbers_year_number_key", "brief_numbers", ["year", "number"])
    op.drop_column("brief_numbers", "series")
    op.drop_column("briefs", "scope")
    op.drop_column("briefs", "kind")
