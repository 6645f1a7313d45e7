"""Named steps at which a test can kill the process, to prove that nothing acknowledged is lost.

`SHOP_CRASH_AT=<step>[:n]` kills the process with SIGKILL at the n-th passage of the step (first by
default). Unset, a checkpoint is one comparison.
"""

import os
import signal

_WANTED, _, _COUNT = os.environ.get("SHOP_CRASH_AT", "").partition(":")
_left = int(_COUNT or 1)


def checkpoint(step: str) -> None:
    """Die here if a test asked for it."""
    global _left  # a counter of the whole process, in tests only
    if step == _WANTED:
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
