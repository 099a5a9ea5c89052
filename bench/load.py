"""A small load: some clients on loopback, each with one connection, for a bounded number of requests.

Run as a program of its own, so that the client's work is not counted as the server's."""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass


@dataclass
class Job:
    """What is asked: `bodies` are sent in turn; without any it is a GET."""

    port: int
    path: str
    headers: dict[str, str]
    requests: int
    clients: int = 8
    method: str = "GET"
    paths: list[str] | None = None
    bodies: list[str] | None = None


@dataclass
class Seen:
    per_second: float
    p50_ms: float
    p99_ms: float
    statuses: dict[str, int]
    bytes_each: int


async def run(job: Job) -> Seen:
    numbers = iter(range(job.requests))
    times: list[float] = []
    statuses: dict[str, int] = {}
    sizes: list[int] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", job.port)
        for number in numbers:
            began = time.perf_counter()
            writer.write(_request(job, number))
            status, size = await _answer(reader)
            times.append(time.perf_counter() - began)
            statuses[status] = statuses.get(status, 0) + 1
            sizes.append(size)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(job.clients)))
    spent = time.perf_counter() - began
    times.sort()
    p50, p99 = (1000 * times[int(len(times) * part)] for part in (0.5, 0.99))
    return Seen(len(times) / spent, p50, p99, statuses, sum(sizes) // len(sizes))


def _request(job: Job, number: int) -> bytes:
    path = job.paths[number % len(job.paths)] if job.paths else job.path
    body = job.bodies[number % len(job.bodies)].encode() if job.bodies else b""
    lines = [f"{job.method} {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in job.headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _answer(reader: asyncio.StreamReader) -> tuple[str, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = head.split(" ", 2)[1]
    if "content-length:" in head:
        size = int(head.split("content-length:")[1].split("\r\n")[0])
        await reader.readexactly(size)
        return status, size
    if status in {"204", "304"}:
        return status, 0
    size = 0
    while chunk := int((await reader.readline()).strip(), 16):
        await reader.readexactly(chunk + 2)
        size += chunk
    await reader.readline()
    return status, size


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(asyncio.run(run(Job(**json.load(sys.stdin)))))))
