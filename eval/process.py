"""The environment of a program that is started to be measured."""

import os
from collections.abc import Mapping

from index.settings import IndexSettings


def clean_environment(settings: Mapping[str, object]) -> dict[str, str]:
    """This process's own, with no settings of Sanad in it but these."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("SANAD_")}
    return {**inherited, **{f"SANAD_{key.upper()}": str(value) for key, value in settings.items()}}


def index_environment(settings: IndexSettings) -> dict[str, str]:
    """For a program that indexes or asks as this process does: with another encoder or passages of another size it
    would not be the same collection."""
    names = ("home", "collection", "cache", "encoder", "reader", "passage_tokens", "sentences")
    return clean_environment({name: getattr(settings, name) for name in names})
