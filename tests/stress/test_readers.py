"""Ten readers at once on the running server: every one is answered, none waits much longer than the others, and the
server does not grow.

`LOAD_QUESTIONS` says how many questions are asked (1,000 in `make load`, a few in `make test`).
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from eval.questions import SEEDS as QUESTIONS
from eval.questions import load_questions
from tests.ui.serving import serving

COUNT = int(os.environ.get("LOAD_QUESTIONS", "60"))
READERS, ALONE = 10, 20
# What a reader among ten may wait at the most, in the time of one who is alone.
MOST_SLOWER = 3 * 5
MOST_GROWTH = 0.10


@pytest.mark.alone
@pytest.mark.timeout(3_600)
def test_ten_readers_are_answered(indexed_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log"
    questions = [question.question for question in load_questions(QUESTIONS)]
    with serving(indexed_home, log, SANAD_REQUESTS_PER_MINUTE="100000") as address:
        pid = int(log.with_suffix(".pid").read_text(encoding="utf-8"))
        warm = _ask_all(address, questions[:READERS], 1)
        assert not warm.errors
        alone = _ask_all(address, questions[READERS : READERS + ALONE], 1)
        # Each question once, so that what is kept of them has grown to its size.
        early = _ask_all(address, questions[: max(COUNT // 4, READERS)], READERS)
        before = _resident_mb(pid)
        many = _ask_all(address, [questions[n % len(questions)] for n in range(COUNT)], READERS)
        after = _resident_mb(pid)
    with capsys.disabled():
        print(
            f"\n{COUNT} questions, {READERS} readers: {many.wall_s:.0f} s, {COUNT / many.wall_s:.1f}/s; "
            f"alone p50 {alone.at(0.5):.0f} ms p95 {alone.at(0.95):.0f} ms; "
            f"ten p50 {many.at(0.5):.0f} ms p95 {many.at(0.95):.0f} ms, longest {many.at(1):.0f} ms; "
            f"memory {before:.0f} MB → {after:.0f} MB; errors {len(many.errors)}"
        )
    assert alone.errors == early.errors == many.errors == []
    assert many.at(0.95) < MOST_SLOWER * alone.at(0.95)
    assert after < before * (1 + MOST_GROWTH)


class _Asked:
    def __init__(self) -> None:
        self.times_ms: list[float] = []
        self.errors: list[str] = []
        self.wall_s = 0.0

    def at(self, share: float) -> float:
        ranked = sorted(self.times_ms)
        return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


def _ask_all(address: str, questions: list[str], readers: int) -> _Asked:
    """Each of the readers takes the next question when it has its answer."""
    asked, waiting, lock = _Asked(), iter(questions), threading.Lock()

    def take() -> Iterator[str]:
        while True:
            with lock:
                question = next(waiting, None)
            if question is None:
                return
            yield question

    def read() -> None:
        with httpx.Client(base_url=address, timeout=120) as client:
            for question in take():
                began = time.perf_counter()
                try:
                    answer = client.post("/api/ask", json={"question": question})
                    if answer.status_code != 200 or answer.json()["question"] != " ".join(question.split()):
                        asked.errors.append(answer.text[:200])
                except httpx.HTTPError as error:
                    asked.errors.append(repr(error))
                asked.times_ms.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.wall_s = time.perf_counter() - began
    return asked


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
