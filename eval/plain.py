"""The plain LlamaIndex pipeline over the same model, to compare speeds with: its readers, splitter and stores as they
come, and torch in fp32."""

import os
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.vector_stores.types import BasePydanticVectorStore

from index.bundled import ensure_bundled_model
from index.errors import InputError

_COLLECTION = "plain"


def index_plain(folder: Path, store: Path, cache: Path) -> dict[str, Any]:
    """Index the articles of `folder` into a Chroma store at `store`: how many chunks, and in how many seconds, the
    loading of the model apart."""
    began = perf_counter()
    embedding = _load_embedding(cache)
    loaded = perf_counter()
    documents = SimpleDirectoryReader(str(folder), recursive=True).load_data()
    splitter = SentenceSplitter()
    chunks = splitter.get_nodes_from_documents(documents)
    VectorStoreIndex(
        chunks, storage_context=StorageContext.from_defaults(vector_store=_open_store(store)), embed_model=embedding
    )
    return {
        "articles": len({document.metadata["file_path"] for document in documents}),
        "chunks": len(chunks),
        "load_s": loaded - began,
        "index_s": perf_counter() - loaded,
    }


def ask_plain(questions: Sequence[str], store: Path, cache: Path, k: int = 10) -> dict[str, Any]:
    """The milliseconds of each question's search in what `index_plain` stored, after one that does not count."""
    index = VectorStoreIndex.from_vector_store(_open_store(store), embed_model=_load_embedding(cache))
    retriever = index.as_retriever(similarity_top_k=k)
    retriever.retrieve(questions[0])
    wall_ms = []
    for question in questions:
        began = perf_counter()
        retriever.retrieve(question)
        wall_ms.append((perf_counter() - began) * 1000)
    return {"wall_ms": wall_ms, "median_ms": median(wall_ms)}


def _load_embedding(cache: Path) -> BaseEmbedding:
    try:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    except ImportError as error:
        raise InputError(missing_package("llama-index-embeddings-huggingface")) from error
    os.environ["HF_HUB_OFFLINE"] = "1"
    return HuggingFaceEmbedding(
        str(ensure_bundled_model(cache / "models")),
        device="cpu",
        query_instruction="query: ",
        text_instruction="passage: ",
    )


def _open_store(folder: Path) -> BasePydanticVectorStore:
    try:
        from llama_index.vector_stores.chroma import ChromaVectorStore
    except ImportError as error:
        raise InputError(missing_package("llama-index-vector-stores-chroma")) from error
    return ChromaVectorStore.from_params(_COLLECTION, persist_dir=str(folder))


def missing_package(package: str) -> str:
    return f"the comparison needs the package {package}; install it with: pip install 'sanad[bench]'"
