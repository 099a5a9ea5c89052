"""Every table, imported in one place for migrations and tests."""

from backend.accounts.models import *
from backend.assignments.models import *
from backend.briefs.models import *
from backend.calendar.models import *
from backend.feed.models import *
from backend.files.models import *
from backend.hooks.models import *
from backend.lifecycle.models import *
from backend.matrix.models import *
from backend.meetings.models import *
from backend.milestones.models import *
from backend.money.models import *
from backend.outgoing.models import *
from backend.problems.models import *
from backend.projects.models import *
from backend.projects.summary import *
from backend.rankings.models import *
from backend.reminders.models import *
from backend.replay.models import *
from backend.signals.models import *
from backend.supervision.models import *
from backend.targets.models import *
from backend.timeline.models import *
from backend.updates.models import *
from backend.updates.photos.models import *
