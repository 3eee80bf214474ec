"""Several serving processes, each at a port of its own, for a load balancer before them.

None outlives the process that began them, however that ends: its stdin ends with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

from ui.output import say

# Seconds between two looks at whether all live.
_LOOK = 0.5
# Seconds until one that died begins anew, and at most, where it dies again and again.
_PAUSE, _MAX_PAUSE = 1.0, 30.0
# Seconds that each has to end.
_PATIENCE = 10.0


def run_workers(workers: int, port: int) -> None:
    """Run the command that was given once a port, each begun anew when it dies.

    Until Ctrl+C or SIGTERM. Where one ends before it ever served, as on a wrong setting or a port
    that is taken, all of it ends.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running: list[_Worker] = []
    try:
        running += [_Worker(port + number) for number in range(workers)]
        while True:
            time.sleep(_LOOK)
            for worker in running:
                worker.look()
    except KeyboardInterrupt:
        pass
    finally:
        for worker in running:
            worker.process.terminate()
        for worker in running:
            worker.end()


def end_with_starter() -> None:
    """Have this process, which is one of several, end once who began it is gone."""
    threading.Thread(target=_wait_for_end, name="starter", daemon=True).start()


def _wait_for_end() -> None:
    with suppress(OSError):
        while os.read(0, 1):
            pass
    signal.raise_signal(signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)


class _Worker:
    """One serving process, begun anew when it dies; what it says on stdout is said here."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._has_ever_served = False
        self._pause = _PAUSE
        self._again: float | None = None
        self._start()

    def look(self) -> None:
        """Begin it anew where it is time to. SystemExit where it ended before it ever served."""
        if self._again is not None:
            if time.monotonic() >= self._again:
                self._start()
            return
        status = self.process.poll()
        if status is None:
            return
        self._listener.join(_PATIENCE)
        assert self.process.stdin  # noqa: S101
        self.process.stdin.close()
        if not self._has_ever_served:
            say(f"dateline: the process at port {self._port} could not begin.", err=True)
            sys.exit(max(status, 1))
        self._pause = _PAUSE if self._serves else min(2 * self._pause, _MAX_PAUSE)
        self._again = time.monotonic() + self._pause
        say(
            f"dateline: the process at port {self._port} ended ({status}); what it was answering"
            f" is lost. It begins anew in {self._pause:.0f} s.",
            err=True,
        )

    def end(self) -> None:
        """Wait until it has ended, for so long."""
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _start(self) -> None:
        # The same command for one process at a port; what is said last of an option holds.
        place = ["--workers", "1", "--port", str(self._port), "--ends-with-stdin"]
        self._serves, self._again = False, None
        self.process = subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-m", "ui", *sys.argv[1:], *place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._listener = threading.Thread(target=self._pass_on, daemon=True)
        self._listener.start()

    def _pass_on(self) -> None:
        """What it says first is that it serves."""
        assert self.process.stdout  # noqa: S101
        with self.process.stdout as said:
            for line in said:
                self._serves = self._has_ever_served = True
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
