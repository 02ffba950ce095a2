"""Answer sentence + cited passage → what the passage does not support."""

from rag.checks.check import Cited, Kind, Problem, check_answer, check_sentence

__all__ = ["Cited", "Kind", "Problem", "check_answer", "check_sentence"]
