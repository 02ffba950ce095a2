"""The API of the running server: its shapes, its errors, OpenAI's and MCP's clients, the examples of its document."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from rag.llm.exam import Result, exam_path, store_result
from rag.llm.models import find_model
from rag.settings import RagSettings
from tests.conftest import CACHE, ROOT, SEEDS
from tests.rag.fake_endpoint import serve_script
from tests.ui.serving import serving
from tests.ui.test_cli import ASK, CITATION

ANSWERED = "Who did Shoigu meet in Tehran?"
ASKED_OF_MODEL = "How many years is the partnership that Putin and Pezeshkian signed to last?"
REFUSED = "How many penguins live in Antarctica?"


@pytest.fixture(scope="module")
def address(indexed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(indexed_home, tmp_path_factory.mktemp("api") / "log") as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


def _is_verbatim(cited: dict[str, Any]) -> bool:
    text = (SEEDS / cited["source"]).read_text(encoding="utf-8")
    return text[cited["start"] : cited["end"]] == cited["quote"]


def test_ask_speaks_the_contract(client: httpx.Client) -> None:
    answer = client.post("/api/ask", json={"question": ANSWERED}).raise_for_status().json()
    assert set(answer) == ASK | {"timings_ms"}
    assert answer["answered"]
    assert answer["citations"]
    assert all(set(cited) == CITATION and _is_verbatim(cited) for cited in answer["citations"])
    refused = client.post("/api/ask", json={"question": REFUSED}).raise_for_status().json()
    assert (refused["answered"], refused["citations"]) == (False, [])
    assert refused["reason"]
    assert all(_is_verbatim(near) for near in refused["nearest"])


def test_a_follow_up_needs_the_history(client: httpx.Client) -> None:
    asked = {"question": "And for how many years?", "history": ["Which agreement did Putin and Pezeshkian sign?"]}
    answer = client.post("/api/ask", json=asked).raise_for_status().json()
    found = [*answer["citations"], *answer["nearest"]]
    alone = client.post("/api/ask", json={"question": asked["question"]}).raise_for_status().json()
    assert any("20" in cited["quote"] for cited in found)
    assert found != [*alone["citations"], *alone["nearest"]]


def _events(text: str) -> list[tuple[str, Any]]:
    return [
        (event.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for event, data in (block.split("\n", 1) for block in text.strip().split("\n\n"))
    ]


@pytest.mark.parametrize("by_header", [True, False])
def test_ask_is_streamed(client: httpx.Client, by_header: bool) -> None:
    headers = {"Accept": "text/event-stream"} if by_header else {}
    asked = {"question": ANSWERED} if by_header else {"question": ANSWERED, "stream": True}
    response = client.post("/api/ask", json=asked, headers=headers).raise_for_status()
    assert response.headers["content-type"].startswith("text/event-stream")
    *answers, (last, _) = _events(response.text)
    assert last == "done"
    assert {name for name, _ in answers} == {"answer"}
    whole = client.post("/api/ask", json={"question": ANSWERED}).json()
    assert {**answers[-1][1], "timings_ms": {}} == {**whole, "timings_ms": {}}


def test_search_speaks_the_contract(client: httpx.Client) -> None:
    found = client.post("/api/search", json={"query": "S-300", "k": 3}).raise_for_status().json()
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    assert set(found["hits"][0]) == {"rank", "source", "start", "end", "text", "lang", "score", "legs"}


def test_filters_say_which_articles_are_asked(client: httpx.Client) -> None:
    def ask(**filters: object) -> dict[str, Any]:
        body = {"question": ANSWERED, "filters": filters}
        answer: dict[str, Any] = client.post("/api/ask", json=body).raise_for_status().json()
        return answer

    arabic = next(path.name for path in SEEDS.glob("*.txt") if "شويغو" in path.read_text(encoding="utf-8"))
    assert {cited["source"] for cited in ask(languages=["ar"])["citations"]} == {arabic}
    without = ask(languages=["ur"])
    assert arabic not in {each["source"] for each in [*without["citations"], *without["nearest"]]}
    dated = ask(since="2023", until="2024-05")  # none of these articles shows its date
    assert (dated["answered"], dated["nearest"]) == (False, [])
    quoted = client.post("/api/search", json={"query": '"ایران"', "k": 2}).raise_for_status().json()
    assert [hit["text"] for hit in quoted["hits"]] == ["ایران", "ایران"]
    for query in ("S-300", '"ایران"', '"إيران"'):
        found = client.post("/api/search", json={"query": query, "filters": {"sources": [arabic]}}).json()
        assert {hit["source"] for hit in found["hits"]} == {arabic}
    for path, body in (("/api/ask", {"question": "x"}), ("/api/search", {"query": "x"})):
        wrong = client.post(path, json={**body, "filters": {"since": "yesterday"}})
        assert (wrong.status_code, "no date" in wrong.json()["error"]["message"]) == (400, True)
        assert client.post(path, json={**body, "filters": {"lang": ["ur"]}}).status_code == 422


def test_articles_are_listed_and_read(client: httpx.Client) -> None:
    listed = client.get("/api/articles").raise_for_status().json()
    assert (listed["collection"], listed["total"]) == ("default", 4)
    assert {a["source"] for a in listed["articles"]} == {path.name for path in SEEDS.glob("*.txt")}
    arabic = client.get("/api/articles", params={"lang": "ar"}).json()
    assert [a["lang"] for a in arabic["articles"]] == ["ar"]
    assert len(client.get("/api/articles", params={"limit": 3, "offset": 3}).json()["articles"]) == 1
    source = arabic["articles"][0]["source"]
    content = (SEEDS / source).read_bytes()
    assert client.get(f"/api/articles/{source}").json()["text"] == content.decode()
    text = client.get(f"/api/articles/{source}", params={"form": "text"})
    assert (text.text, text.headers["content-type"]) == (content.decode(), "text/plain; charset=utf-8")
    original = client.get(f"/api/articles/{source}", params={"form": "original"})
    assert original.content == content
    assert client.get("/api/collections").json() == {"default": "default", "collections": ["default"]}


@pytest.mark.parametrize(
    ("path", "body", "status", "told"),
    [
        ("/api/ask", {"question": "  "}, 400, "empty"),
        ("/api/ask", {"question": "x" * 3_000}, 400, "3,000 characters"),
        ("/api/ask", {"question": "x", "collection": "nowhere"}, 404, "nowhere"),
        ("/api/ask", {"question": "x", "collection": "../default"}, 404, "no collection"),
        ("/api/ask", {"question": "x", "history": ["q"] * 51}, 422, "history"),
        ("/api/ask", {"questoin": "x"}, 422, "question"),
        ("/api/ask", "nothing", 422, "body"),
        ("/api/search", {"query": "x", "k": 101}, 422, "k"),
        ("/v1/chat/completions", {"model": "gpt-5", "messages": [{"role": "user", "content": "x"}]}, 404, "gpt-5"),
        ("/v1/chat/completions", {"messages": [{"role": "system", "content": "x"}]}, 400, "no message of the user"),
        ("/v1/chat/completions", {"messages": []}, 422, "messages"),
    ],
)
def test_errors_say_what_happened(client: httpx.Client, path: str, body: Any, status: int, told: str) -> None:
    for asked in (body, {**body, "stream": True} if isinstance(body, dict) and path != "/api/search" else body):
        response = client.post(path, json=asked)
        assert response.status_code == status, response.text
        assert set(response.json()["error"]) == {"type", "message"}
        assert told in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "path",
    ["/api/articles/nothing.txt", "/api/articles/../../etc/passwd", "/api/articles/..%2f..%2fetc%2fpasswd", "/api/none",
     "/v1/models/gpt-5"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    for form in ("json", "text", "page", "original"):
        response = client.get(path, params={"form": form})
        assert response.status_code == 404, (path, response.text)
        assert response.json()["error"]["type"] == "NotFound"


def test_openai_clients_are_answered(client: httpx.Client) -> None:
    models = client.get("/v1/models").json()
    assert [model["id"] for model in models["data"]] == ["sanad", "sanad/default"]
    messages = [
        {"role": "system", "content": "You are helpful."},
        {"role": "user", "content": "Which agreement did Putin and Pezeshkian sign?"},
        {"role": "assistant", "content": "…"},
        {"role": "user", "content": [{"type": "text", "text": ANSWERED}]},
    ]
    body = {"model": "sanad/default", "messages": messages, "temperature": 0.2, "max_tokens": 100}
    whole = client.post("/v1/chat/completions", json=body).raise_for_status().json()
    assert whole["object"] == "chat.completion"
    content = whole["choices"][0]["message"]["content"]
    assert whole["citations"]
    for cited in whole["citations"]:
        assert _is_verbatim(cited)
        assert f"[{cited['n']}] {cited['source']} {cited['start']}–{cited['end']}" in content
    assert whole["sanad"]["answered"]

    elsewhere = client.post("/v1/chat/completions", json={**body, "filters": {"languages": ["ru"]}}).raise_for_status()
    assert not elsewhere.json()["citations"]
    undated = client.post("/v1/chat/completions", json={**body, "filters": {"since": "yesterday"}})
    assert (undated.status_code, "yesterday" in undated.text) == (400, True)

    streamed = client.post("/v1/chat/completions", json={**body, "stream": True}).raise_for_status()
    lines = [line.removeprefix("data: ") for line in streamed.text.splitlines() if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0]["role"] == "assistant"
    assert "".join(delta.get("content", "") for delta in deltas) == content
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    assert chunks[-1]["citations"] == whole["citations"]


@pytest.mark.parametrize("broken", [False, True])
def test_openai_clients_get_each_sentence_as_it_is_written(indexed_home: Path, tmp_path: Path, broken: bool) -> None:
    sentence = "Putin and Pezeshkian signed a strategic partnership of 20 years [1]."
    heard = threading.Event()

    def script(body: dict[str, Any]) -> Iterator[str | bytes]:
        yield f"{sentence} The "
        # The model goes on only when the first sentence has reached the client; what warms the server up does not wait.
        heard.wait(30 if ASKED_OF_MODEL in body["messages"][-1]["content"] else 0)
        yield b"data: {nonsense\n\n" if broken else "West is concerned [1]."

    with serve_script(script) as model:
        opened = find_model(RagSettings(llm=model.url, llm_model="slow"), CACHE)
        assert opened is not None
        for lang in ("en", "ur"):
            store_result(opened, CACHE, Result(lang, 20, 20, 14, 6))
        options = ("--llm", model.url, "--llm-model", "slow")
        try:
            with serving(indexed_home, tmp_path / "log", *options) as address:
                body = {"messages": [{"role": "user", "content": ASKED_OF_MODEL}], "stream": True}
                with httpx.stream("POST", f"{address}/v1/chat/completions", json=body, timeout=60) as response:
                    chunks = []
                    for line in response.iter_lines():
                        chunks += [json.loads(line.removeprefix("data: "))] if line.startswith("data: {") else []
                        if "strategic partnership" in line and not heard.is_set():
                            assert "“" not in line, "it came with the end"
                            heard.set()
        finally:
            exam_path(opened, CACHE).unlink()
    assert heard.is_set()
    whole, last = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks), chunks[-1]
    assert last["choices"][0]["finish_reason"] == "stop"
    # What was said is there once, before the quotations, and its mark refers to one of them, however it ended.
    assert whole.count("strategic partnership of 20 years") == 1
    assert all(f"“{cited['quote']}” [{cited['n']}]" in whole for cited in last["citations"])
    assert whole.index("strategic partnership") < whole.index("“")
    assert last["sanad"]["llm"] == "slow"


def test_mcp_clients_are_answered(address: str) -> None:
    async def call() -> None:
        async with (
            streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            assert set(tools) == {"ask_articles", "search_articles", "list_titles", "read_article"}
            assert tools["ask_articles"].inputSchema["required"] == ["question"]
            asked = await session.call_tool("ask_articles", {"question": ANSWERED})
            answer = json.loads(asked.content[0].text)
            assert answer["answered"]
            assert all(_is_verbatim(cited) for cited in answer["citations"])
            source = answer["citations"][0]["source"]
            article = await session.call_tool("read_article", {"source": source, "start": 10})
            whole = (SEEDS / source).read_text(encoding="utf-8")
            assert json.loads(article.content[0].text)["text"] == whole[10:20_010]
            missing = await session.call_tool("read_article", {"source": "/etc/passwd"})
            assert missing.isError
            only = {"query": "S-300", "languages": "ar, ru", "sources": "00*.txt"}
            found = json.loads((await session.call_tool("search_articles", only)).content[0].text)
            assert {hit["lang"] for hit in found["hits"]} == {"ar"}
            far = await session.call_tool("list_titles", {"offset": 10**30})
            assert json.loads(far.content[0].text)["articles"] == []

    anyio.run(call)


def test_the_openapi_page_needs_no_other_host(client: httpx.Client) -> None:
    page = client.get("/docs").raise_for_status().text
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert named
    assert all(name.startswith("/") for name in named), named
    for name in named:
        client.get(name).raise_for_status()
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/search", "/api/articles", "/healthz", "/v1/chat/completions"} <= set(paths)


def _examples() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL | re.M)


@pytest.mark.parametrize("example", _examples())
def test_the_examples_of_the_document_run(address: str, example: str) -> None:
    command = example.replace("http://127.0.0.1:7860", address)
    done = subprocess.run(["bash", "-euc", command], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, (example, done.stderr)
    assert done.stdout.strip()
    assert '"error"' not in done.stdout, done.stdout


def test_an_error_says_what_there_is(client: httpx.Client) -> None:
    asked = client.post("/api/ask", json={"question": "Who?", "collection": "none"})
    assert asked.json()["error"]["message"] == "there is no collection 'none'; there are: default"
    broken = client.post("/api/ask", content=b'{"question": ', headers={"Content-Type": "application/json"})
    assert broken.status_code == 422
    assert broken.json()["error"]["message"].startswith("the body is not JSON: ")


def test_quoted_words_that_are_nowhere_are_noted(client: httpx.Client) -> None:
    assert client.post("/api/search", json={"query": "S-300"}).json()["note"] is None
    assert "“S-900 rockets”" in client.post("/api/search", json={"query": '"S-900 rockets"'}).json()["note"]
