"""Every task, imported in one place for the worker."""

import backend.briefs.delivery
import backend.briefs.jobs
import backend.hooks.sending
import backend.outgoing.sending  # noqa: F401
