"""What one can take along of an answer, and of its conversation, as links under it."""

from __future__ import annotations

from dataclasses import dataclass

from ui import words
from ui.act import act
from ui.escape import text

# What a file is called aloud, by its ending.
FORMS = {
    "docx": words.AS_WORD,
    "md": words.AS_MARKDOWN,
    "html": words.AS_HTML,
    "json": words.AS_JSON,
}


@dataclass(frozen=True, slots=True)
class Along:
    """Where files of an exchange are: below `prefix`, in the conversation `talk`.

    `shared` names the page that shows its answer alone, "" where there is none.
    """

    prefix: str
    talk: str
    shared: str = ""

    def file(self, number: int | None, ending: str) -> str:
        """The address of an exchange as a file, or of the whole conversation."""
        name = self.talk if number is None else f"{self.talk}/{number}"
        return f"{self.prefix}/take/{name}.{ending}"

    @property
    def page(self) -> str:
        """The address of the page that shows this answer alone."""
        return f"{self.prefix}/answer/{self.shared}"


def menu_html(along: Along, number: int) -> str:
    """A menu of files, and a page to share."""
    rows = [(words.THIS_ANSWER, _files(along, number))]
    if number:
        rows.append((words.THIS_CONVERSATION, _files(along, None)))
    listed = "".join(f"<p><span>{label}</span> {links}</p>" for label, links in rows)
    share = act(words.SHARE, "publish", exchange=number)
    return (
        f'<details class="along"><summary>{words.TAKE_ALONG}</summary><div class="forms">{listed}'
        f"<p>{share} <small>{words.SHARE_MEANS}</small></p></div></details>"
    )


def shared_html(along: Along) -> str:
    """The address of the page that shows an answer alone; "" where it has none."""
    if not along.shared:
        return ""
    address = text(along.page)
    return (
        f'<p class="shared" role="status">{words.SHARED_AT} <a href="{address}" target="_blank">'
        f'{address}</a> <button type="button" data-do="page" data-done="{words.COPIED}">'
        f"{words.COPY_ADDRESS_OF_PAGE}</button></p>"
    )


def _files(along: Along, number: int | None) -> str:
    return "".join(
        f'<a href="{text(along.file(number, ending))}" download>{label}</a>'
        for ending, label in FORMS.items()
    )
