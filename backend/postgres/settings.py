"""How the embedded server is run. An office may add to this with `ALTER SYSTEM`, save for what is named here."""

from pathlib import Path

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",  # the disks of today
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "on",  # a week of logs, each day over the one before
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # details and statements would repeat rows, and rows name people
    "log_min_error_statement": "panic",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def options(socket: Path, *, durable: bool) -> list[str]:
    settings = SETTINGS | {"unix_socket_directories": str(socket)} | ({} if durable else CARELESS)
    return [f"--{name}={value}" for name, value in settings.items()]
