"""Finding and answering."""

from assistant.assistant import Assistant, answer
from assistant.types import Answer, Citation, Claim, Turn
from vectorstore.errors import ModelError, QuestionError

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Claim",
    "ModelError",
    "QuestionError",
    "Turn",
    "answer",
]
