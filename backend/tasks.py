"""Every task, imported in one place for the worker."""
