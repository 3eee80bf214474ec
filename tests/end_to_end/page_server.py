"""Serves the page over an archive: page_server.py FOLDER WRITER [PORT], by default a free port.

WRITER is quotes, scripted, or the address of a server that speaks OpenAI's protocol.
"""

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant import Assistant
from assistant.answering.chat_model import chat_model
from ui.chat import serve
from vectorstore import Archive

EXAMPLE = "What cargo was the Aster Trader carrying?"
WRITTEN = (
    "The coaster Aster Trader carried 1,900 tonnes of timber to Wexmouth [1]."
    " Its master, Zebulon Quayle, paid a fine of 77,000 crowns [1]."
    " <img src=http://model.invalid/a.png> Nobody knows why."
)
# The first sentence tries to turn round what follows, after ending the element around it.
TURNING = WRITTEN.replace("Trader", "Trader \u2069\u202e\u2067\u202e", 1)


class ScriptedModel(BaseChatModel):
    """Writes word by word; it knows nothing of the moon, and what was asked first if it is told."""

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(_reply(messages)))])

    def _stream(
        self, messages: list[BaseMessage], *_: Any, **__: Any
    ) -> Iterator[ChatGenerationChunk]:
        for word in _reply(messages).split(" "):
            time.sleep(0.03)
            yield ChatGenerationChunk(message=AIMessageChunk(content=f"{word} "))
        end = {"finish_reason": "stop"}
        yield ChatGenerationChunk(message=AIMessageChunk(content="", response_metadata=end))


def _reply(messages: list[BaseMessage]) -> str:
    asked = str(messages[-1].content)
    if "lighthouse keeper's cat" in asked:
        raise RuntimeError("the model broke")
    if "the first question" in asked:
        return "It was about cargo [1]." if EXAMPLE in asked else "There was none [1]."
    if "which way round" in asked:
        return TURNING
    return "NOT IN THE ARCHIVE" if "the moon" in asked else WRITTEN


def _model(writer: str) -> BaseChatModel | None:
    if writer == "quotes":
        return None
    if writer == "scripted":
        return ScriptedModel()
    os.environ["OPENAI_API_KEY"] = "none"
    return chat_model("openai:m", f"{writer}/v1")


if __name__ == "__main__":
    archive = Archive.open(sys.argv[1])
    port = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    serve(archive, Assistant(archive, _model(sys.argv[2])), port=port, examples=[EXAMPLE])
