"""Children that do not outlive their parent, even when the parent is killed with SIGKILL."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(number: signal.Signals = signal.SIGTERM, *, parent: int = 0) -> None:
    """Have the kernel send this process a signal as soon as its parent ends (Linux; elsewhere nothing happens).

    `parent` is the process id the caller saw as its parent: if that one has ended before the kernel was
    asked, the signal is sent here.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if parent and os.getppid() != parent:
        os.kill(os.getpid(), number)


def tied_to_this_process(number: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn` for `subprocess.Popen`: the child is sent the signal when this process ends."""
    parent = os.getpid()
    return lambda: end_with_parent(number, parent=parent)
