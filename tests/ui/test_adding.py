"""What may be added from the page: nothing outside the folders that were named for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Write
from ui.adding import Adding, Refused
from vectorstore import Archive

OUTSIDE = [
    "..", "../", "../secret.txt", "../../secret.txt", "./../secret.txt", "inside/../../secret.txt",
    "inside/../..", "..\\secret.txt", "/etc/passwd", "//etc/passwd", "/etc/./passwd", "/", "~",
    "~root", "/proc/self/environ", "/dev/null", "file:///etc/passwd", "../news-elsewhere/a.jsonl",
    "%2e%2e/secret.txt", "..%2fsecret.txt", "....//secret.txt", "..;/secret.txt", "", " ", "\0",
    "news\0/../secret.txt", "link/secret.txt", "link", "inside/link/secret.txt", "a" * 5000,
    "../" * 40 + "etc/passwd", "/etc/../etc/passwd", "\\\\server\\share", "C:\\secret.txt",
    "/etc/shadow", "~/.ssh/id_rsa", ".", "./", "../news/../secret.txt", "/var/log/../../etc/passwd",
]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("named", OUTSIDE)
def test_nothing_outside_the_named_folders_is_read(
    archive: Archive, write: Write, tmp_path: Path, named: str
) -> None:
    news, elsewhere = tmp_path / "news", tmp_path / "news-elsewhere"
    (news / "inside").mkdir(parents=True)
    elsewhere.mkdir()
    (tmp_path / "secret.txt").write_text("The secret of the quay is that it floats at night.")
    (elsewhere / "a.jsonl").write_text('{"text": "The secret of the quay is that it floats."}')
    (news / "link").symlink_to(tmp_path)
    (news / "inside" / "link").symlink_to(tmp_path)
    adding = Adding(archive, everywhere=False, folders=[news])
    for path in (named, f"{news}/{named}"):
        try:
            found = adding.allowed(path)
        except Refused:
            continue
        assert path != named
        assert found.is_relative_to(news)
    with pytest.raises(Refused):
        adding.begin(named)
    assert not adding.is_running
    assert len(archive) == 0


def test_what_is_inside_is_added_and_the_rest_is_said(archive: Archive, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.jsonl").write_text('{"text": "A ferry called at the quay of Ennis on Sunday."}\n{}')
    adding = Adding(archive, everywhere=False, folders=[news])
    adding.begin(str(news))
    assert adding._thread
    adding._thread.join(60)
    assert adding.problem == ""
    assert adding.report
    assert (adding.report.added, len(adding.report.skipped)) == (1, 1)
    known = archive.overview()
    assert (known.set_aside_total, known.by_month) == (1, {"": 1})
    with pytest.raises(Refused, match="open to others"):
        Adding(archive, everywhere=False).begin(str(news))


def test_the_list_is_searched_and_filtered(archive: Archive, write: Write) -> None:
    archive.ingest(
        [
            write(
                "a.jsonl",
                *(
                    {
                        "id": f"n{n}",
                        "title": f"Report {n}% of_all",
                        "outlet": "Echo" if n % 2 else "Lamp",
                        "published": f"2025-0{1 + n % 3}-01",
                        "text": f"Story number {n} is told of the harbour of Ennis and its boats.",
                    }
                    for n in range(6)
                ),
            )
        ],
        embed=False,
    )
    assert archive.listing()[0] == 6
    assert [a.id for a in archive.listing(outlet="Echo", month="2025-02")[1]] == ["n1"]
    assert archive.listing("3%")[0] == 1
    assert archive.listing("%")[0] == 6
    assert archive.listing("f_a")[0] == 6
    assert archive.listing("x_a")[0] == 0
    assert archive.listing("' OR 1=1 --")[0] == 0
    assert len(archive.listing(start=4, limit=50)[1]) == 2
    known = archive.overview()
    assert known.by_outlet == {"Echo": 3, "Lamp": 3}
    assert known.by_month == {"2025-01": 2, "2025-02": 2, "2025-03": 2}
