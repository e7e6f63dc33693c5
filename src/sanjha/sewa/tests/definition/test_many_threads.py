"""A definition is restored by several threads at once, right after the process has started."""

import subprocess
import sys

from sanjha.sewa.definition.canonical import canonical
from sanjha.sewa.tests.definitions import income_definition

EIGHT_AT_ONCE = """
import sys, threading
from sanjha.sewa.definition.canonical import restore
sys.setswitchinterval(1e-6)
content, gate = sys.stdin.buffer.read(), threading.Barrier(8)
threads = [threading.Thread(target=lambda: (gate.wait(), restore(content))) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_the_first_use_may_be_by_many_threads():
    """Fails by a segmentation fault when the types are worked out while threads already run."""
    done = subprocess.run(
        [sys.executable, "-c", EIGHT_AT_ONCE], input=canonical(income_definition()), timeout=60, check=False
    )
    assert done.returncode == 0
