"""The amounts of a text: what the leads state, the checks compare and the accounts set against each other."""

from rag.amounts.bounds import Bound
from rag.amounts.measure import Amount, Amounts, find_amounts

__all__ = ["Amount", "Amounts", "Bound", "find_amounts"]
