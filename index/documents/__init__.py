"""Bytes of a file → articles' text and facts. Parsers run in a child process, with limits."""

from index.documents.article import HIDDEN, Extracted, ReadLimits, Unread
from index.documents.extract import KINDS, kind_of, read_articles
from index.documents.reader import DocumentReader

__all__ = ["HIDDEN", "KINDS", "DocumentReader", "Extracted", "ReadLimits", "Unread", "kind_of", "read_articles"]
