"""A real PostgreSQL, as Debian has it, for tests: started once a run, on a free port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path

import psutil
import psycopg
from psycopg import sql


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).parent if known else None


class RunningPostgres:
    """A server and its folder; it may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        bin_folder = programs()
        assert bin_folder
        self._programs, self._folder = bin_folder, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = int(free.getsockname()[1])
        if os.geteuid() == 0:  # it does not run as root
            shutil.chown(folder, "postgres")
        self._run(
            "initdb",
            "-D",
            str(folder / "data"),
            "-A",
            "trust",
            "-U",
            "postgres",
            "-N",
            "-E",
            "UTF8",
        )
        self.start()

    def start(self) -> None:
        listens = "-c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        # A process that is killed loses nothing of what the system has; the machine does not fail.
        options = f"-p {self._port} {listens} -c fsync=off"
        log = str(self._folder / "log.txt")
        self._run(
            "pg_ctl", "-D", str(self._folder / "data"), "-o", options, "-l", log, "-w", "start"
        )

    def kill(self) -> None:
        """End it, and all that it is at, as a power failure would."""
        pid = self._pid()
        os.kill(pid, signal.SIGSTOP)
        for child in psutil.Process(pid).children():
            child.kill()
        os.kill(pid, signal.SIGKILL)
        _wait_for_end(pid)
        # Where nobody takes note that it ended, its number would look as if it still ran.
        (self._folder / "data" / "postmaster.pid").unlink()

    def stop(self) -> None:
        """End it for good."""
        pid = self._pid()
        os.kill(pid, signal.SIGQUIT)
        _wait_for_end(pid)

    def _pid(self) -> int:
        return int((self._folder / "data" / "postmaster.pid").read_text().split()[0])

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"archive_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as db:
            db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _wait_for_end(pid: int) -> None:
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.02)
