"""The set of questions with two articles each, and what is told of them."""

from collections import Counter

from eval.accounts import measure_accounts
from eval.jsonl import read_jsonl
from tests.conftest import CACHE, ROOT

ROWS = list(read_jsonl(ROOT / "eval" / "questions" / "accounts.jsonl", "set of accounts").values())
# Of the 12 contradictions of the part that nothing was fitted on, 6 are told, and none that is not there.
LEAST_TOLD, MOST_FALSE = 5, 0


def test_the_set_is_whole() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 80
    assert all(len(row["articles"]) == 2 for row in ROWS)
    verdicts = Counter(row["verdict"] == "disagree" for row in ROWS)
    assert min(verdicts.values()) >= len(ROWS) // 3


def test_contradictions_are_told_and_none_is_made_up() -> None:
    found = measure_accounts([row for row in ROWS if row["part"] == "held"], CACHE)
    told = found["disagree"]
    assert told["told"] - told["right"] <= MOST_FALSE, found["otherwise"]
    assert told["right"] >= LEAST_TOLD, found["otherwise"]
