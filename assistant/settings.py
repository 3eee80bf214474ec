"""What a person can set, by environment variables that begin with DATELINE_."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.finding.rerank import RERANKED
from assistant.reader import READER
from vectorstore.models.device import Device
from vectorstore.models.encoder import DEFAULT_ENCODER


class Settings(BaseSettings):
    """Each field is set by DATELINE_ and its name: DATELINE_ARCHIVE, DATELINE_MODEL, ..."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True)

    archive: Path = Field(
        default_factory=lambda: user_data_path("dateline", appauthor=False) / "archive",
        description="The folder of the archive.",
    )
    encoder: str = Field(
        default=DEFAULT_ENCODER,
        description="A sentence-transformers model, by name or path, that turns text into vectors.",
    )
    reranker: str = Field(
        default=READER,
        description="What reads the best passages again, together with the question: reader, which"
        " comes with dateline, none, the folder of a reader that training/ made, or a"
        " sentence-transformers CrossEncoder by name or path.",
    )
    reranked: int = Field(
        default=RERANKED,
        ge=1,
        le=200,
        description="Passages that are read again at most: fewer are faster.",
    )
    device: Device = Field(
        default="auto",
        description="What encoder and reranker compute on: cpu, cuda, mps, or auto, which is a"
        " graphics card where torch finds one.",
    )
    model: str | None = Field(
        default=None,
        description="The language model that writes, as provider:name. None: answers are quotes.",
    )
    model_url: str | None = Field(
        default=None,
        description="Where the model's server listens, if not where its provider usually does.",
    )
    model_timeout: float = Field(
        default=120, gt=0, description="Seconds to wait for the model's next words."
    )
