"""Each form of answer: its own module, quotes and dates only, with groups, days and speakers."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.forms.archive import archive
from assistant.answering.forms.asked import NOTHING, Asked, Find, Formed
from assistant.answering.forms.comparison import comparison
from assistant.answering.forms.events import events
from assistant.answering.forms.figures import figures
from assistant.answering.forms.mentions import mentions
from assistant.answering.forms.reasons import reasons
from assistant.answering.forms.statements import statements
from assistant.answering.forms.who import who
from assistant.answering.forms.yes_no import yes_no
from assistant.types import Form

__all__ = ["FROM_CATALOGUE", "Asked", "Find", "Formed", "formed"]

_FORMS: dict[Form, Callable[[Asked], Formed]] = {
    "archive": archive,
    "comparison": comparison,
    "events": events,
    "figures": figures,
    "mentions": mentions,
    "reasons": reasons,
    "statements": statements,
    "who": who,
    "yes_no": yes_no,
}
# Forms that no language model writes: they count.
FROM_CATALOGUE: frozenset[Form] = frozenset(("mentions", "archive"))


def formed(form: Form, asked: Asked) -> Formed:
    """The answer in a form; without claims where the form finds nothing of its own."""
    return _FORMS[form](asked) if form in _FORMS else NOTHING
