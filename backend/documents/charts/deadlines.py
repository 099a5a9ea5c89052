"""图：the 13710 timers of an order in a row of arrows, the last of them the striking off."""

from collections.abc import Sequence

from markupsafe import Markup

from backend.documents.charts.drawing import GREY, RED, Drawing

WIDTH, HEIGHT, SIZE, TIP = 340.0, 44.0, 9.5, 9.0
Deadline = tuple[str, str, str]
"""The figure that everybody knows it by, what is to be done, and until when."""


def deadlines(rows: Sequence[Deadline]) -> Markup:
    drawing = Drawing("wide", WIDTH, HEIGHT, SIZE, "；".join(f"{what}{until}" for _, what, until in rows))
    step = WIDTH / len(rows)
    for place, (number, what, until) in enumerate(rows):
        left, right = place * step + 1, (place + 1) * step - 3
        tip = TIP if place < len(rows) - 1 else 0.0
        corners = [(left, 1.0), (right - tip, 1.0), (right, HEIGHT / 2), (right - tip, HEIGHT - 1), (left, HEIGHT - 1)]
        drawing.shape(corners)
        drawing.text((left + 6, 28), number, size=17, fill=RED)
        drawing.text((left + 25, 19), what)
        drawing.text((left + 25, 33), until, fill=GREY)
    return drawing.svg()
