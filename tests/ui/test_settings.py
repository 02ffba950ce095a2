"""What a setting may be."""

import pytest

from index.errors import SettingsError
from ui.settings import load_settings


@pytest.mark.parametrize(
    ("key", "value"),
    [("port", "0"), ("port", "-3"), ("least_probability", "nan"), ("least_probability", "1.5"), ("nearest", "0")],
)
def test_what_can_only_be_a_slip_is_refused(key: str, value: str) -> None:
    with pytest.raises(SettingsError, match=key.split("_")[-1]):
        load_settings({f"SANAD_{key.upper()}": value}, {})


def test_zero_is_a_share_and_a_default() -> None:
    rag = load_settings({"SANAD_LEAST_PROBABILITY": "0", "SANAD_LLM_THREADS": "0"}, {}).rag
    assert (rag.least_probability, rag.llm_threads) == (0, 0)
