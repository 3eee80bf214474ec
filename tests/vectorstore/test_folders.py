"""Folders as they are: whatever lies in them, the rest is kept, and each trouble is named."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore import Archive, NoSuchPath, PruneRefused
from vectorstore.text.file_names import from_column, printable, to_column

TEXT = "New lamps for {0}\n\nThe town of {0} has bought four hundred lamps for its quay.\n"
ODD = os.fsdecode(b"caf\xe9-\xff.txt")
NOBODY = 65534


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three files."""
    folder = tmp_path / "news"
    folder.mkdir()
    for town in ("Aldwick", "Brevik", "Corran"):
        (folder / f"{town}.txt").write_text(TEXT.format(town))
    return folder


def odd_names(folder: Path) -> None:
    try:
        (folder / ODD).write_text(TEXT.format("Dunmore"))
    except OSError:
        pytest.skip("this file system wants names in UTF-8")


def test_a_name_that_is_no_text_is_kept_found_again_and_pruned(
    archive: Archive, news: Path
) -> None:
    odd_names(news)
    (news / os.fsdecode(b"\xe9.xyz")).write_text("?")
    report = archive.ingest([news])
    assert (report.added, len(report.skipped)) == (4, 1)
    assert report.skipped[0][0].endswith("\\xe9.xyz")
    assert archive.ingest([news]).unchanged == 4
    assert archive.ingest([news / ODD, news]).unchanged == 4
    (news / ODD).write_text(TEXT.format("Dunmore") + "\nThey burn since Monday.\n")
    assert archive.ingest([news]).updated == 1
    (news / ODD).unlink()
    assert archive.ingest([news], prune=True).removed == 1
    assert archive.doctor().problems == ()


@pytest.mark.parametrize("name", ["news/a.txt", ODD, "\ufdd0dce9", "a\ud800b\U0001f6f6"])
def test_a_path_is_the_same_once_it_was_kept(name: str) -> None:
    to_column(name).encode()
    printable(name).encode()
    assert from_column(to_column(name)) == Path(name)


def test_links_pipes_and_sockets_are_named_and_never_waited_for(
    archive: Archive, news: Path
) -> None:
    (news / "self.txt").symlink_to("self.txt")
    (news / "ring1.txt").symlink_to("ring2.txt")
    (news / "ring2.txt").symlink_to("ring1.txt")
    (news / "nothing.txt").symlink_to("nowhere.txt")
    (news / "sub").mkdir()
    (news / "sub" / "up").symlink_to(news)
    named = {"self.txt", "ring1.txt", "ring2.txt", "nothing.txt"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(news / "pipe.txt")
        named.add("pipe.txt")
    with socket.socket(getattr(socket, "AF_UNIX", socket.AF_INET)) as listening:
        if listening.family != socket.AF_INET and len(str(news)) < 90:
            listening.bind(str(news / "s.txt"))
            named.add("s.txt")
        report = archive.ingest([news, news / "sub", news, news / "self.txt"])
    assert report.added == 3
    assert sorted(Path(source).name for source, _ in report.skipped) == sorted(named)


def test_stories_about_licences_are_stories(archive: Archive, tmp_path: Path) -> None:
    for name in ("licence-fee-to-rise.txt", "Readme-writers-strike.md", "changelogs-of-war.TXT"):
        (tmp_path / name).write_text(TEXT.format(name[:5]))
    for name in ("README.de.md", "LICENSE-APACHE-2.0.txt", "Licence", "CHANGELOG.rst"):
        (tmp_path / name).write_text(TEXT.format("Eastry"))
    report = archive.ingest([tmp_path])
    assert report.added == 3
    names = {Path(source).name for source, reason in report.skipped if "describes" in reason}
    assert names == {"README.de.md", "LICENSE-APACHE-2.0.txt", "Licence", "CHANGELOG.rst"}


def test_a_missing_path_is_refused_before_anything_is_read(archive: Archive, news: Path) -> None:
    for path in (news / "nowhere", news / "Aldwick.txt" / "below", Path("a\0b")):
        with pytest.raises(NoSuchPath, match="There is no file or folder"):
            archive.ingest([news, path])
    assert len(archive) == 0


def test_a_path_that_is_too_long_is_named(archive: Archive, news: Path) -> None:
    report = archive.ingest([news / ("n" * 5000), news])
    assert report.added == 3
    assert len(report.skipped) == 1


@pytest.mark.skipif(
    not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("setpriv")),
    reason="needs root, to look as somebody who may not",
)
def test_folders_that_may_not_be_read_are_named_also_as_the_last(tmp_path: Path) -> None:
    for name in ("a", "m", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "story.txt").write_text("text")
    (tmp_path / "a").chmod(0o700)
    (tmp_path / "m").chmod(0o744)  # its names may be read, its files not be looked at
    (tmp_path / "z").chmod(0o700)
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(0o755)
    program = (
        "import sys; from vectorstore.formats import files\n"
        "for item in files(sys.argv[1:]): print(getattr(item, 'source', 'file'), flush=True)"
    )
    paths = [tmp_path, tmp_path / "z" / "story.txt"]
    done = subprocess.run(
        [*("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
         *(sys.executable, "-c", program), *map(str, paths)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    named = [str(tmp_path / place) for place in ("a", "m/story.txt", "z", "z/story.txt")]
    assert sorted(done.stdout.split()) == named


def test_pruning_most_needs_a_confirmation(archive: Archive, news: Path, tmp_path: Path) -> None:
    archive.ingest([news])
    away = news.rename(tmp_path / "away")
    news.mkdir()
    with pytest.raises(PruneRefused, match=r"3 of the 3 .* not mounted\?") as refused:
        archive.ingest([news], prune=True)
    assert refused.value.report.removed == 0
    (away / "Aldwick.txt").rename(news / "Aldwick.txt")
    with pytest.raises(PruneRefused, match="2 of the 3"):
        archive.ingest([news], prune=True)
    assert archive.ingest([news], prune="all").removed == 2
    assert [article.title for article in archive.articles()] == ["New lamps for Aldwick"]


def test_an_empty_folder_inside_may_be_a_share_too(archive: Archive, news: Path) -> None:
    share = news / "share"
    share.mkdir()
    for town in ("Dunmore", "Eastry"):
        (share / f"{town}.txt").write_text(TEXT.format(town))
    archive.ingest([news])
    for file in share.iterdir():
        file.unlink()
    with pytest.raises(PruneRefused, match=r"All 2 .*share"):
        archive.ingest([news], prune=True)
    share.rmdir()  # a folder that was deleted is one that somebody deleted
    assert archive.ingest([news], prune=True).removed == 2
