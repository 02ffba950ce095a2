"""Answer sentence + cited passage → what the passage does not support."""

from rag.checks.check import Kind, Problem, check_sentence

__all__ = ["Kind", "Problem", "check_sentence"]
