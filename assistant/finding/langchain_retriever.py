"""The archive as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from vectorstore import Passage


class ArchiveRetriever(BaseRetriever):
    """Passages as documents: the text, and in the metadata where it stands and whose it is."""

    search: Callable[..., list[Passage]]
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(passage) for passage in self.search(query, k=self.k)]


def _document(passage: Passage) -> Document:
    article = passage.article
    return Document(
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
