"""A thin door to the job queue: what is to be done later, and by whom.

A feature writes `@jobs.task("briefs.print")` over a function of its own, and `await jobs.enqueue(session,
"briefs.print", brief_id=…)` inside the transaction that makes the job necessary."""

from backend.jobs.queue import enqueue
from backend.jobs.tasks import Task, registered, task

__all__ = ["Task", "enqueue", "registered", "task"]
