"""The printing process: one job on standard input, one proof on standard output, within limits set before it starts."""

import gc
import resource
import sys
import warnings

from backend.documents.job import Job, PrintingFailed, Proof

MB = 2**20
MOMENT = 5  # seconds: a limit that is hard from the start kills like a stranger, and would be tried once more
GARBAGE = 50_000  # new objects between two looks for garbage: a document makes millions that all stay


def main() -> None:
    job = Job.model_validate_json(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_CPU, (job.cpu_seconds, job.cpu_seconds + MOMENT))
    _limit(resource.RLIMIT_AS, job.memory_mb * MB)
    _limit(resource.RLIMIT_CORE, 0)
    sys.stdout.buffer.write(_answer(job).model_dump_json().encode())


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


def _answer(job: Job) -> Proof:
    # fontconfig is given no fonts of the system, so that nothing but the listed files can be used
    warnings.filterwarnings("ignore", message="No fonts configured")
    try:
        from backend.documents.render import proof

        gc.freeze()  # what was loaded stays to the end, and need not be looked through for what does not
        gc.set_threshold(GARBAGE)
        return proof(job)
    except PrintingFailed as error:
        return Proof(failed=error.message)
    except MemoryError:
        return Proof(failed=f"排版用的内存超过了{job.memory_mb} MB，已停止。请减少文件的内容或照片，再试一次。")


if __name__ == "__main__":
    main()
