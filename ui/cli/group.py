"""How commands begin and end: errors meant for people are told in one line."""

from __future__ import annotations

import sqlite3
import sys
from typing import Any, NoReturn

import click

from ui.output import guarded, prepare, say
from ui.terminal import piece

# Exit codes: 0 done, 1 failed (what and why is on stderr), 2 the command was not understood.
FAILED, MISUSED, INTERRUPTED = 1, 2, 130


class Commands(click.Group):
    """The commands in the order of the file; the errors meant for people end here, in one line."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> Any:
        prepare()
        return guarded(lambda: super(Commands, self).main(*args, **extra))

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            fail("stopped; what was kept is kept.", INTERRUPTED)
        except Exception as error:
            told = _told(error)
            if told is None:
                raise
            fail(*told)


def _told(error: Exception) -> tuple[str, int] | None:
    """What to tell a person of an error, and the exit code; None where it is a fault of ours."""
    # Imported only here, so that help loads none of it.
    from vectorstore.errors import DatelineError, NoSuchPath, QuestionError

    if isinstance(error, DatelineError):
        misused = isinstance(error, QuestionError | NoSuchPath)
        return str(error), MISUSED if misused else FAILED
    if isinstance(error, sqlite3.DatabaseError):
        return f"the archive could not be read: {error}. `dateline doctor` says more.", FAILED
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} could not be used: {error.strerror}.", FAILED
    return None


def fail(message: str, code: int = FAILED) -> NoReturn:
    say(f"dateline: {piece(message)}", err=True)
    sys.exit(code)
