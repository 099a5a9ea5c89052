def numbered(series: str, year: int, number: int) -> str:
    """`2026-47` of the weekly briefs of all projects; of another series `special-2026-3` or `unit.reform-2026-3`."""
    return f"{series}-{year}-{number}" if series else f"{year}-{number}"
