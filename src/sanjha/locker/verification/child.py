"""Read a stranger's PDF in a process of its own, with little memory and little time: python -m ...verification.child

The parent writes the trust (PEM) and the file; the child answers with the evidence and ends. Nothing else goes in or
out, so a file that breaks a reader breaks a process that nobody misses.
"""

import os
import resource
import subprocess
import sys
from datetime import datetime
from threading import BoundedSemaphore

import msgspec
from cryptography import x509
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import Unavailable
from sanjha.locker.pki.certificates import pem
from sanjha.locker.pki.trust import Trust
from sanjha.locker.verification.evidence import Evidence, collect

SECONDS = 15
MEMORY_BYTES = 1024 * 1024 * 1024
AT_ONCE = 2
_room = BoundedSemaphore(AT_ONCE)


class Question(msgspec.Struct, frozen=True):
    """What the child is given; trust as PEM."""

    pdf: bytes
    roots: bytes
    intermediates: bytes
    now: datetime


def collect_apart(pdf: bytes, trust: Trust, now: datetime) -> Evidence:
    """The evidence in a file, read by a child. A child that dies or takes too long means: unreadable.

    Raises Unavailable when too many files are being read at this moment.
    """
    question = msgspec.msgpack.encode(Question(pdf, pem(*trust.roots), pem(*trust.intermediates), now))
    if not _room.acquire(timeout=SECONDS):
        raise Unavailable(_("Too many documents are being verified. Try again in a minute."))
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=question,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        return msgspec.msgpack.decode(done.stdout, type=Evidence)
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        return Evidence(sha256="", size=len(pdf), readable=False, gave_up=True)
    finally:
        _room.release()


def main() -> None:
    """Answer one question from standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    question = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Question)
    trust = Trust(roots=_certificates(question.roots), intermediates=_certificates(question.intermediates))
    sys.stdout.buffer.write(msgspec.msgpack.encode(collect(question.pdf, trust, question.now)))


def _certificates(text: bytes) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(text)) if text else ()


if __name__ == "__main__":
    main()
