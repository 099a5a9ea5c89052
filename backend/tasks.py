"""Every task, imported in one place for the worker."""

import backend.briefs.jobs
import backend.files.jobs  # noqa: F401
