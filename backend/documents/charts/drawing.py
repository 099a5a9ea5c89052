"""A chart as inline SVG: black-and-white safe, every mark with its word beside it.

The renderer lets an inline SVG inherit nothing from the page, so fonts and colours are attributes. Each chart is drawn
twice from the same data: wide for paper (1 unit = 1 pt) and narrow for a phone (1 unit = 1 px at 340).
"""

from typing import Literal

from markupsafe import Markup

INK, GREY, BLUE, RED, WHITE = "#111", "#666", "#24466f", "#b00018", "#fff"
HATCH = "hatch"
FONT = "'Brief Hei','Brief Rare',sans-serif"

Kind = Literal["wide", "narrow"]
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def width_of(text: str, size: float) -> float:
    return sum(size * (0.52 if char.isascii() else 1.0) for char in text)


class Drawing:
    """Collects the shapes of one chart. `title` says the chart's result to those who cannot see it."""

    def __init__(self, kind: Kind, width: float, height: float, size: float, title: str) -> None:
        self.kind, self.width, self.height, self.size, self.title = kind, width, height, size, title
        self.parts: list[Markup] = []

    def add(self, tag: str, text: str | None = None, **attributes: str | float | None) -> None:
        pairs = Markup(" ").join(
            Markup('{}="{}"').format(name.replace("_", "-"), value if isinstance(value, str) else figure(value))
            for name, value in attributes.items()
            if value is not None
        )
        end = Markup("/>") if text is None else Markup(">{}</{}>").format(text, tag)
        self.parts.append(Markup("<{} {}{}").format(tag, pairs, end))

    def text(
        self,
        at: Point,
        text: str,
        anchor: Anchor = "start",
        *,
        size: float | None = None,
        fill: str = INK,
    ) -> None:
        self.add("text", text, x=at[0], y=at[1], text_anchor=anchor, font_size=size or self.size, fill=fill)

    def line(self, start: Point, end: Point, *, stroke: str = INK, width: float = 0.6, dash: str | None = None) -> None:
        (x1, y1), (x2, y2) = start, end
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash)

    def path(self, points: list[Point], *, stroke: str = INK, width: float = 1.0, dash: str | None = None) -> None:
        self.add(
            "polyline",
            points=_joined(points),
            fill="none",
            stroke=stroke,
            stroke_width=width,
            stroke_dasharray=dash,
        )

    def shape(self, points: list[Point], *, fill: str = WHITE, stroke: str = INK, width: float = 0.8) -> None:
        self.add("polygon", points=_joined(points), fill=fill, stroke=stroke, stroke_width=width)

    def dot(self, at: Point, radius: float, *, fill: str = BLUE, stroke: str = INK, width: float = 0.7) -> None:
        self.add("circle", cx=at[0], cy=at[1], r=radius, fill=fill, stroke=stroke, stroke_width=width)

    def box(self, at: Point, width: float, height: float, fill: str = WHITE, border: float = 0.7) -> None:
        if fill == HATCH:
            self._slanted_lines(at, width, height)
            fill = "none"
        stroke = INK if border else "none"
        self.add(
            "rect", x=at[0], y=at[1], width=width, height=height, fill=fill, stroke=stroke, stroke_width=border or None
        )

    def _slanted_lines(self, at: Point, width: float, height: float, gap: float = 4.2) -> None:
        """Hatch a box with one path: a pattern fill comes out uneven in some viewers."""
        (x, y), steps, start = at, [], gap / 2 - height
        self.box(at, width, height, WHITE, border=0)
        while start < width:
            left, right = max(start, 0.0), min(start + height, width)
            low, high = y + height - (left - start), y + height - (right - start)
            steps.append(f"M{figure(x + left)} {figure(low)}L{figure(x + right)} {figure(high)}")
            start += gap
        self.add("path", d="".join(steps), stroke=BLUE, stroke_width=0.8, fill="none")

    def svg(self) -> Markup:
        width, height = figure(self.width), figure(self.height)
        size = Markup(' width="{}pt" height="{}pt"').format(width, height) if self.kind == "wide" else ""
        return Markup(
            '<svg class="{kind}" role="img" aria-label="{title}" xmlns="http://www.w3.org/2000/svg"{size} '
            'viewBox="0 0 {width} {height}" font-family="{font}"><title>{title}</title>{parts}</svg>'
        ).format(
            kind=self.kind,
            title=self.title,
            size=size,
            width=width,
            height=height,
            font=FONT,
            parts=Markup("").join(self.parts),
        )


def _joined(points: list[Point]) -> str:
    return " ".join(f"{figure(x)},{figure(y)}" for x, y in points)
