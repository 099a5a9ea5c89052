"""Every task, imported in one place for the worker."""

import backend.briefs.jobs  # noqa: F401
