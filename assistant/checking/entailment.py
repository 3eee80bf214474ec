"""A second reading of what the rules let pass: does this text say that? By a cross-encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vectorstore.errors import ModelError, first_line
from vectorstore.models.device import Device, available
from vectorstore.models.once import once
from vectorstore.models.precision import be_quiet

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 8
# Names of the label that says that a text says a claim, and of those that say it doesn't.
_SAYS = frozenset("entailment entailed entails supported supports support yes true 1".split())
_SAYS_NOT = frozenset(
    """not_entailment not-entailment contradiction neutral unsupported not_supported refuted
    refutes nei hallucinated no false 0""".split()
)


class Labels(NamedTuple):
    """Which of a model's figures says that the text says the claim, of how many."""

    says: int
    of: int


class EntailmentChecker:
    """An NLI or MiniCheck-like CrossEncoder of two or three labels, by name or path.

    It is loaded at first use: ModelError where it can't be or its labels don't tell, ArchiveError
    where the device is not there.
    """

    def __init__(self, name: str, device: Device = "auto") -> None:
        self._name = name
        self._device = device
        self._loaded = once(self._load)

    @property
    def name(self) -> str:
        """The model's name, as a reason gives it."""
        return Path(self._name).name

    @property
    def remark(self) -> str:
        """What a person is told: nothing, as nothing leaves the machine."""
        return ""

    def says(self, pairs: Sequence[tuple[str, str]]) -> list[bool]:
        """Of each text and claim, whether the text says the claim."""
        model, labels = self._loaded()
        if not pairs:
            return []
        scores = model.predict(
            list(pairs), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
        )
        return [int(row.argmax()) == labels.says for row in scores.reshape(-1, labels.of)]

    def _load(self) -> tuple[CrossEncoder, Labels]:
        be_quiet()
        from sentence_transformers import CrossEncoder

        location = str(Path(self._name)) if Path(self._name).exists() else self._name
        try:
            model: CrossEncoder = CrossEncoder(location, device=available(self._device))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The checker {self._name!r} could not be loaded: it is neither a folder here nor a"
                " sentence-transformers CrossEncoder that can be reached. Set DATELINE_CHECKER to"
                f" one that is, or unset it. ({first_line(error)})"
            ) from error
        labels = labels_of(self._name, getattr(model.config, "id2label", None) or {})
        # Its tokenizer is set up by its first pair, which several threads can't do at once.
        model.predict([("?", "?")], show_progress_bar=False)
        return model, labels


def labels_of(name: str, given: Mapping[Any, str]) -> Labels:
    """The labels of a model by its config's id2label; ModelError where they don't tell."""
    named = {int(number): label.strip().lower() for number, label in given.items()}
    if len(named) not in (2, 3):
        raise ModelError(
            f"{name!r} is no checker: it has {len(named)} labels, and not two or three. Set"
            " DATELINE_CHECKER to an NLI model or one like MiniCheck."
        )
    says = [number for number, label in named.items() if label in _SAYS]
    others = [label for number, label in named.items() if number not in says]
    if len(says) == 1 and all(label in _SAYS_NOT for label in others):
        return Labels(says[0], len(named))
    # MiniCheck's two have no names: its second says that the text says it.
    if len(named) == 2 and set(named.values()) == {"label_0", "label_1"}:
        return Labels(next(n for n, label in named.items() if label == "label_1"), 2)
    raise ModelError(
        f"The labels of {name!r} don't tell which of them means that a text says a claim:"
        f" {', '.join(named.values())}. Name them in its config.json: entailment, neutral,"
        " contradiction."
    )
