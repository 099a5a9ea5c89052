"""names in agreed plans"""

from alembic import op

revision = "5ac2e90f7b18"
down_revision = "f3b86d20c91e"

DUTIES = "SELECT project_id FROM duties WHERE account_id = $1"
UPDATES = "SELECT project_id FROM updates WHERE submitted_by_id = $1"
REVIEWS = "SELECT project_id FROM update_reviews WHERE reviewed_by_id = $1"
PLANS = "SELECT project_id FROM baseline_plans WHERE agreed_by_id = $1"
LATER = (
    "SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM problems WHERE raised_by_id = $1"
)


def upgrade() -> None:
    show(DUTIES, UPDATES, REVIEWS, PLANS, LATER)


def downgrade() -> None:
    show(DUTIES, UPDATES, REVIEWS, LATER)


def show(*places: str) -> None:
    """Whoever is renamed is renamed in every document that prints the name."""
    op.execute("DROP TRIGGER note_touched ON accounts")
    op.execute(
        "CREATE TRIGGER note_touched AFTER INSERT OR UPDATE OR DELETE ON accounts"
        f" FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '{' UNION '.join(places)}')"
    )
