"""What a person can set, by environment variables that begin with DATELINE_."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.answering.chat_model import ModelOptions
from assistant.finding.rerank import RERANKED
from assistant.reader import READER
from vectorstore.models.device import Device
from vectorstore.models.encoder import DEFAULT_ENCODER
from vectorstore.store.chroma_server import ChromaServer
from vectorstore.store.postgres import is_postgres


def _pairs(value: Any) -> Any:
    """A JSON object as pairs: settings are compared, and kept by what they are."""
    return tuple(value.items()) if isinstance(value, Mapping) else value


def _place(value: Any) -> Any:
    """A folder, or an address as it stands: a path would lose its slashes."""
    return value if is_postgres(value) else Path(value)


class Settings(BaseSettings):
    """Each field is set by DATELINE_ and its name: DATELINE_ARCHIVE, DATELINE_MODEL, ..."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True)

    archive: Annotated[Path | str, BeforeValidator(_place)] = Field(
        default_factory=lambda: user_data_path("dateline", appauthor=False) / "archive",
        description="The folder of the archive, or its PostgreSQL database as postgresql://...",
    )
    chroma: str | None = Field(
        default=None,
        description="The Chroma server that keeps the vectors, as http://host:port or https://host."
        " None: they are kept in the folder of the archive.",
    )
    chroma_tenant: str = Field(
        default="default_tenant", description="The tenant of the Chroma server."
    )
    chroma_database: str = Field(
        default="default_database", description="The tenant's database in the Chroma server."
    )
    chroma_headers: Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)] = Field(
        default=(), description="Headers of each request to the Chroma server, as a JSON object."
    )
    chroma_key: SecretStr | None = Field(
        default=None, description="The key of the Chroma server, as Chroma Cloud gives one."
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
    model_max_tokens: int | None = Field(
        default=None, gt=0, description="Tokens of an answer at most."
    )
    model_context: int | None = Field(
        default=None,
        ge=256,
        description="Tokens that the model takes in all; prompts are cut to it.",
    )
    model_temperature: float | None = Field(
        default=None, ge=0, le=2, description="The model's temperature; sent only where it is set."
    )
    model_reasoning: str | None = Field(
        default=None, description="How much the model reasons first: none, low, medium or high."
    )
    model_headers: Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)] = Field(
        default=(), description="Headers of each request to the model, as a JSON object."
    )
    model_key: SecretStr | None = Field(
        default=None, description="The key of the model's server, before its provider's variable."
    )

    log_format: Literal["text", "json"] = Field(
        default="text",
        description="The log of dateline serve on stderr: text, or json, a line an object, with"
        " each request.",
    )
    checker: str | None = Field(
        default=None,
        description="What reads again each sentence of a model that the rules let pass: an NLI or"
        " MiniCheck-like CrossEncoder by name or path, model for the language model itself, or"
        " hosted-model to ask it even where it is hosted.",
    )

    @property
    def chroma_server(self) -> ChromaServer | None:
        """The Chroma server that is set; ArchiveError where its address is none."""
        return self.chroma_server_at(self.chroma) if self.chroma else None

    def chroma_server_at(self, url: str) -> ChromaServer:
        """The Chroma server at an address, and what else is set of it."""
        return ChromaServer(
            url,
            self.chroma_tenant,
            self.chroma_database,
            dict(self.chroma_headers),
            self.chroma_key.get_secret_value() if self.chroma_key else None,
        )

    @property
    def model_options(self) -> ModelOptions:
        """What is set of the model beside its name and address."""
        return ModelOptions(
            max_tokens=self.model_max_tokens,
            context=self.model_context,
            temperature=self.model_temperature,
            reasoning=self.model_reasoning,
            headers=dict(self.model_headers),
            key=self.model_key.get_secret_value() if self.model_key else None,
        )
