"""Several serving processes, each at a port of its own, for a load balancer before them."""

from __future__ import annotations

import subprocess
import sys
import time

from ui.output import say

# Seconds between two looks at whether all live, and before one that died begins anew.
_LOOK, _PAUSE = 0.5, 1.0
# Seconds that each has to end.
_PATIENCE = 10.0


def run_workers(workers: int, port: int) -> None:
    """Run the command that was given once a port, each begun anew when it dies, until Ctrl+C.

    Where the first one ends before it ever served, as on a wrong setting, all of it ends.
    """
    running = [_started(port + number) for number in range(workers)]
    began = [time.monotonic()] * workers
    try:
        while True:
            time.sleep(_LOOK)
            for number, process in enumerate(running):
                status = process.poll()
                if status is None:
                    continue
                if status == 2 or time.monotonic() - began[number] < _PAUSE:
                    sys.exit(status)
                say(f"dateline: the process at port {port + number} ended ({status}).", err=True)
                time.sleep(_PAUSE)
                running[number], began[number] = _started(port + number), time.monotonic()
    except KeyboardInterrupt:
        pass
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _started(port: int) -> subprocess.Popen[bytes]:
    """The same command for one process at a port; what is said last of an option holds."""
    given = [*sys.argv[1:], "--workers", "1", "--port", str(port)]
    return subprocess.Popen([sys.executable, "-m", "ui", *given])  # noqa: S603 - this program
