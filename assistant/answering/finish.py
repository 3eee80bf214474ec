"""How each provider says that its model came to its own end, or why it did not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vectorstore.errors import ModelError

_KEYS = (
    *("finish_reason", "done_reason", "stop_reason", "stopReason", "finishReason"),
    *("completionReason", "completion_reason"),
)
_FINISHED = {
    *(
        "stop",
        "end_turn",
        "stop_sequence",
        "complete",
        "completed",
        "eos",
        "eos_token",
        "eos_found",
    ),
    *("finish", "finished", "endoftext", "stop_criteria_met"),
}
_TOO_LONG = {
    *("length", "max_tokens", "max_output_tokens", "max_length", "model_length", "max_new_tokens"),
    *("model_context_window_exceeded", "length_capped", "token_limit"),
}
_REFUSED = {
    *("content_filter", "content_filtered", "safety", "refusal", "recitation", "blocklist", "spii"),
    *("prohibited_content", "guardrail_intervened", "error_toxic"),
}
_CALLING = {"tool_calls", "tool_call", "tool_use", "function_call"}
# Packages whose models always end a stream with such a signal.
_SIGNALLING = {
    *("langchain_openai", "langchain_ollama", "langchain_anthropic", "langchain_aws"),
    *("langchain_google_genai", "langchain_google_vertexai", "langchain_mistralai"),
    *("langchain_groq", "langchain_deepseek", "langchain_xai", "langchain_fireworks"),
    *("langchain_together", "langchain_cohere", "langchain_openrouter", "langchain_azure_ai"),
    "assistant",
}
# Where wrappers (.bind, .with_retry, .with_fallbacks, configurable ones) keep their model.
_INNER = ("bound", "runnable", "default", "last")


def signals_its_end(model: object) -> bool:
    """Whether a stream of this model, however wrapped, always ends with a signal."""
    packages = {kind.__module__.partition(".")[0] for kind in type(model).__mro__}
    return bool(packages & _SIGNALLING) or any(
        inner is not None and inner is not model and signals_its_end(inner)
        for inner in (getattr(model, name, None) for name in _INNER)
    )


def finish_signal(metadata: Mapping[str, Any]) -> str:
    """The signal in a message's metadata, in small letters; "" where there is none."""
    nested = metadata.get("messageStop")
    if isinstance(nested, Mapping):
        return finish_signal(nested)
    details = metadata.get("incomplete_details")
    if isinstance(details, Mapping) and details.get("reason"):
        return str(details["reason"]).lower()
    for key in _KEYS:
        if metadata.get(key):
            return str(metadata[key]).rpartition(".")[2].lower()
    status = str(metadata.get("status") or "").lower()
    return status if status in ("completed", "incomplete", "failed", "cancelled") else ""


def refuse_unfinished(signal: str, must_signal: bool) -> None:
    """ModelError where an answer ended with this signal, or without one, before its own end."""
    if signal in _TOO_LONG:
        raise ModelError(
            "The model's answer was cut off at its length limit. Raise it with"
            " DATELINE_MODEL_MAX_TOKENS, or ask for less."
        )
    if signal in _REFUSED:
        raise ModelError(
            f"The model's provider withheld the answer ({signal}). Ask in other words, or another"
            " model."
        )
    if signal in _CALLING:
        raise ModelError(
            f"The model called a tool instead of answering ({signal}). Ask again, or another model."
        )
    if signal in _FINISHED or not (signal or must_signal):
        return
    how = f" ({signal})." if signal else ": the connection closed without a finish signal."
    raise ModelError(f"The model's answer broke off before its end{how} Ask again.")
