"""`dateline serve` and `dateline mcp`: the archive for other programs and many people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.behind import ingesting
from ui.cli.group import MISUSED, fail
from ui.cli.opening import make_assistant, open_archive, read_settings
from ui.cli.options import archive_option, model_option
from ui.cli.serving import site_options
from ui.output import say

if TYPE_CHECKING:
    from ui.audit import Audit
    from ui.web import Address
    from vectorstore import Archive

CLOSED = (
    "the API answers to whoever reaches it, so on a network it has to know who may ask. Make a file"
    " of users and tokens with `dateline user FILE NAME` and `dateline token FILE NAME`, and give"
    " it with --auth."
)
audit_log_option = click.option(
    "--audit-log",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Another file for these notes, as where the archive can only be read.",
)


@click.command()
@site_options
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes, each at a port of its own: --port, and those after it; for a load balancer.",
)
@click.option("--ends-with-stdin", is_flag=True, hidden=True)
@click.option(
    "--audit/--no-audit",
    default=True,
    show_default=True,
    help="Note who asked what, and what was shown, in audit.jsonl beside the archive.",
)
@audit_log_option
@model_option
@archive_option
def serve(
    host: str,
    port: int,
    origin: Address | None,
    auth: Path | None,
    folders: Sequence[Path],
    workers: int,
    ends_with_stdin: bool,
    audit: bool,
    audit_log: Path | None,
    model: str | None,
    folder: Path | None,
) -> None:
    """Serve the page and an HTTP API: docs/api.md. Articles come by `ingest`, or over the API."""
    from ui.accounts import Accounts
    from ui.web import is_loopback_address

    if not auth and (origin or not is_loopback_address(host)):
        fail(CLOSED, MISUSED)
    accounts = Accounts.read(auth) if auth else None
    if workers > 1:
        if not port or port + workers - 1 > 65535:
            fail(f"--port {port} leaves no room for {workers} ports: name the first.", MISUSED)
        from ui.api.workers import run_workers

        run_workers(workers, port)
        return
    if ends_with_stdin:
        from ui.api.workers import end_with_starter

        end_with_starter()
    settings = read_settings(folder)
    with open_archive(settings) as archive, ingesting(archive, settings, []) as behind:
        from ui.api.logs import set_up
        from ui.api.serving import serve_all
        from vectorstore.errors import AddressError

        set_up(settings.log_format)
        assistant = make_assistant(archive, settings, model)
        try:
            serve_all(
                archive,
                assistant,
                settings,
                host,
                port,
                public=origin,
                behind=behind,
                model=model or settings.model or "",
                accounts=accounts,
                folders=folders,
                audit=_audit_log(archive, audit, audit_log),
            )
        except AddressError as error:
            fail(str(error))


@click.command()
@click.option(
    "--audit/--no-audit",
    default=False,
    show_default=True,
    help="Note what was asked, and what was shown, in audit.jsonl beside the archive.",
)
@audit_log_option
@model_option
@archive_option
def mcp(audit: bool, audit_log: Path | None, model: str | None, folder: Path | None) -> None:
    """Serve the archive to an agent as tools (MCP) on standard input and output."""
    from ui.api import mcp_tools

    settings = read_settings(folder)
    with open_archive(settings) as archive:
        from ui.api.answers import Answers
        from ui.api.metrics import Metrics
        from ui.desk import Desk
        from ui.guard import Site

        assistant = make_assistant(archive, settings, model)
        log = _audit_log(archive, audit, audit_log)
        desk = Desk(archive, assistant, Site("127.0.0.1", 0), audit=log)
        say("Dateline speaks MCP on standard input and output.", err=True)
        mcp_tools.over_stdio(Answers(desk, Metrics()))


def _audit_log(archive: Archive, is_wanted: bool, file: Path | None) -> Audit | None:
    """The log that is wanted: by naming its file, too."""
    from ui.audit import AUDIT_FILE, Audit

    if not is_wanted and not file:
        return None
    return Audit(file or archive.path / AUDIT_FILE, archive.identity)
