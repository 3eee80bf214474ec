"""The archive as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig

from assistant.types import Filters
from assistant.untraced import untraced
from vectorstore import Passage


class ArchiveRetriever(BaseRetriever):
    """Passages as documents; the metadata says which article, where in it, and its outlet.

    `k` and `filters` hold unless a call gives others: `retriever.invoke(question, k=3,
    outlets=["The Echo"])`.
    """

    search: Callable[..., list[Passage]]
    k: int = 10
    filters: dict[str, Any] = {}  # noqa: RUF012 - pydantic copies it

    def invoke(
        self,
        input: str,  # noqa: A002
        config: RunnableConfig | None = None,
        **more: Any,
    ) -> list[Document]:
        """The documents for a question; what is asked and found is traced only where allowed."""
        return untraced().run(super().invoke, input, config, **more)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        **filters: Unpack[Filters],
    ) -> list[Document]:
        passages = self.search(query, k=k or self.k, **{**self.filters, **filters})
        return [_document(passage) for passage in passages]


def _document(passage: Passage) -> Document:
    article = passage.article
    return Document(
        id=f"{article.id}#{passage.start}-{passage.end}",
        page_content=passage.text,
        metadata={
            "article": article.id,
            "title": passage.title,
            "outlet": article.outlet,
            "published": passage.published,
            "url": passage.url,
            "start": passage.start,
            "end": passage.end,
            "score": passage.score,
        },
    )
