"""The process that sets papers: `python -m kiezfonds.documents.child CPU_SECONDS MEMORY_BYTES`.

Takes one job after the other from standard input. Each job may use so many seconds of CPU; the kernel
ends the process when one uses more, whatever library is at work just then.
"""

import gc
import os
import resource
import signal
import sys
from typing import BinaryIO

from kiezfonds.documents import typesetting, wire
from kiezfonds.documents.rules import Attachment, PressFailed

JOBS_PER_CLEANING = 20


def main(seconds: int, memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not get between the messages
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    send(replies, started())
    gc.freeze()
    gc.disable()  # one collection per twenty papers costs a tenth less than the usual ones
    done = 0
    while (body := received(sys.stdin.buffer)) is not None:
        allow(seconds)
        send(replies, answer(wire.unpacked(body, wire.Job)))
        done += 1
        if done % JOBS_PER_CLEANING == 0:
            gc.collect()
    typesetting.put_away()


def started() -> wire.Reply:
    try:
        typesetting.warm()
    except PressFailed as failure:
        return refusal(failure)
    return wire.Reply()


def answer(job: wire.Job) -> wire.Reply:
    try:
        pdf = typesetting.press_here(
            job.html,
            sheet=job.sheet,
            created=job.created,
            assets=job.assets,
            attachments=[
                Attachment(item.name, item.description, item.content, item.media_type, item.created)
                for item in job.attachments
            ],
        )
    except PressFailed as failure:
        return refusal(failure)
    return wire.Reply(pdf=pdf)


def refusal(failure: PressFailed) -> wire.Reply:
    return wire.Reply(text=failure.text, values=wire.plain(failure.values), detail=failure.detail[:2000])


def allow(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def received(jobs: BinaryIO) -> bytes | None:
    header = jobs.read(wire.HEADER)
    return jobs.read(wire.length(header)) if len(header) == wire.HEADER else None


def send(replies: BinaryIO, reply: wire.Reply) -> None:
    replies.write(wire.packed(reply))
    replies.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
