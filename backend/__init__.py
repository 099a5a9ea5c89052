"""Sanpi (三批): the major projects of a county-level city and its development zone."""
