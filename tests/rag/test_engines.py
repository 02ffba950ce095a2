"""The engines in LlamaIndex's terms, and the example of the documentation."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import open_collection
from index.encoder import Encoder
from index.settings import IndexSettings
from rag.engines import AnswerChatEngine, AnswerQueryEngine
from rag.parts import Parts, parts_of
from tests.conftest import CACHE, ROOT, SEEDS


@pytest.fixture(scope="module")
def parts(indexed_home: Path, encoder: Encoder) -> Iterator[Parts]:
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:
        yield parts_of(collection, encoder, None)


def test_what_is_cited_stands_where_it_is_said_to(parts: Parts) -> None:
    response = AnswerQueryEngine(parts).query("When was the S-300 announced?")
    assert response.source_nodes
    assert response.metadata
    assert response.metadata["answered"]
    assert str(response) == response.metadata["answer"]
    for found in response.source_nodes:
        text = (SEEDS / found.node.metadata["source"]).read_bytes().decode("utf-8")
        assert text[found.node.start_char_idx : found.node.end_char_idx] == found.node.text  # type: ignore[attr-defined]


def test_a_chat_remembers_and_forgets(parts: Parts) -> None:
    chat = AnswerChatEngine(parts)
    first = chat.chat("Which agreement did Putin and Pezeshkian sign?")
    chat.chat("And for how many years?")
    assert [message.role.value for message in chat.chat_history] == ["user", "assistant"] * 2
    assert chat.chat_history[1].content == first.response
    streamed = chat.stream_chat("And who signed it?")
    assert "".join(streamed.response_gen) == chat.chat_history[-1].content
    chat.reset()
    assert chat.chat_history == []


def test_an_answer_can_be_awaited_piece_by_piece(parts: Parts) -> None:
    async def read() -> tuple[str, str]:
        chat = AnswerChatEngine(parts)
        streamed = await chat.astream_chat("Which agreement did Putin and Pezeshkian sign?")
        return "".join([piece async for piece in streamed.async_response_gen()]), str(chat.chat_history[-1].content)

    said, kept = asyncio.run(read())
    assert said == kept != ""


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "docs/llamaindex.md").read_text(encoding="utf-8"), re.S)
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "sanad-cache").symlink_to(CACHE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANAD_HOME", str(tmp_path / "another-home"))
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "docs/llamaindex.md", "exec"), {"__name__": "example"})
    told = capsys.readouterr().out
    assert "محمد باقري" in told  # whom he met
    assert "مساء أمس" in told  # and when
    assert "'published': " in told
    assert "another-home" in told
