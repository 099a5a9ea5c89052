"""Every task, imported in one place for the worker."""

from backend.briefs import jobs as brief_jobs

__all__ = ["brief_jobs"]
