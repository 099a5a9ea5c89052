"""Printing one document, within limits set before it starts: a job in, a proof out. As a program of its own it is the
plain way, by standard input and output; a copy of the printer that stands by does the same."""

import resource
import sys

from backend.documents.job import Job, PrintingFailed, Proof

MB = 2**20
MOMENT = 5  # seconds: a limit that is hard from the start kills like a stranger, and would be tried once more


def main() -> None:
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


def answer(order: bytes) -> bytes:
    job = Job.model_validate_json(order)
    resource.setrlimit(resource.RLIMIT_CPU, (job.cpu_seconds, job.cpu_seconds + MOMENT))
    _limit(resource.RLIMIT_AS, job.memory_mb * MB)
    _limit(resource.RLIMIT_CORE, 0)
    return _proof(job).model_dump_json().encode()


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


def _proof(job: Job) -> Proof:
    try:
        from backend.documents.check import approve
        from backend.documents.render import proof

        made = proof(job)
        if job.wanted:
            approve(made.pdf, job.wanted)
    except PrintingFailed as error:
        return Proof(failed=error.message)
    except (MemoryError, SystemError):  # the latter where a library in C forgets to say that it got none
        return Proof(failed=f"排版用的内存超过了{job.memory_mb} MB，已停止。请减少文件的内容或照片，再试一次。")
    return made


if __name__ == "__main__":
    main()
