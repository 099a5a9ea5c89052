"""The measures of the sheet, in points: GB/T 9704-2012, 22 lines of 28 characters of 三号.

The style sheet `paper.css` says the same in millimetres; the tests measure both on finished pages.
"""

SIZE = 15.75
"""One character of 三号."""

TYPE_AREA = 442.2
"""156 mm: a line on a portrait page."""

WIDE_TYPE_AREA = 637.8
"""225 mm: a line on a landscape page."""

INDENT = 2
"""Characters that a paragraph steps in."""

ASCENT, DESCENT = 0.88, -0.12
"""The metrics, in em, that every font is given, so that lines of mixed fonts keep one pitch."""
