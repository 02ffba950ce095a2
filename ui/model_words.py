"""The words on the language model, in each language of the interface; what stands in braces is filled in."""

from dataclasses import dataclass

from ui.strings import read_strings


@dataclass(frozen=True)
class ModelWords:
    title: str
    now_none: str
    now_named: str
    choose: str
    none: str
    ollama: str
    endpoint: str
    file: str
    fetched: str
    ollama_name: str
    url: str
    url_model: str
    key: str
    key_kept: str
    path: str
    which: str
    not_fetched: str
    fetch_with: str
    local_note: str
    sent_note: str
    test: str
    use: str
    testing: str
    answers: str
    silent: str
    busy: str
    incomplete: str
    refused: str
    used: str
    used_none: str
    failed: str
    exam: str
    exam_note: str
    right: str
    passed: str
    not_passed: str
    not_examined: str
    examine_with: str
    not_yours: str


MODEL_WORDS = read_strings(ModelWords, "model")
