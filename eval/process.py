"""The environment of a program that is started to be measured."""

import os
from collections.abc import Mapping


def clean_environment(settings: Mapping[str, object]) -> dict[str, str]:
    """This process's own, with no settings of Sanad in it but these."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("SANAD_")}
    return {**inherited, **{f"SANAD_{key.upper()}": str(value) for key, value in settings.items()}}
