from tests.targets.conftest import _autumn, busy, office, roads, statements, zone  # noqa: F401
