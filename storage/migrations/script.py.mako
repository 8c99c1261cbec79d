<%!
    def commands(body):
        """Leave out Alembic's own comments."""
        return "\n".join(line for line in body.splitlines() if not line.strip().startswith("# ###")).strip()
%>\
"""${message}"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    ${commands(upgrades)}


def downgrade() -> None:
    """Take the tables back."""
    ${commands(downgrades)}
