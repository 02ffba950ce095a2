"""Work that takes a while, in a thread of its own: it is looked at while it goes on, and may be stopped."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Thread
from typing import Generic, TypeVar

from index.sync import Stopped, Watch

Result = TypeVar("Result")
# How often somebody who looks on is told.
_LOOK_S = 0.3


@dataclass(frozen=True)
class Progress:
    """What is taken up now, and how much is done, 0…1; `source` is empty before the first. `encoding` counts the
    passages that are encoded now, none while files are read."""

    source: str = ""
    done: float = 0
    encoding: int = 0


class Job(Generic[Result]):
    """Goes on to its end even where nobody looks any more. `id` is known to who began it alone."""

    def __init__(self, work: Callable[[Watch], Result]) -> None:
        self.id = secrets.token_urlsafe(16)
        self._work, self._ended, self._stop = work, Event(), Event()
        self._progress = Progress()
        self._result: list[Result] = []
        self._error: BaseException | None = None
        # A killed run loses nothing that was embedded, so that the server need not wait for it at its end.
        Thread(target=self._run, daemon=True).start()

    def follow(self) -> Iterator[Progress]:
        """From time to time until it ends."""
        while not self._ended.wait(_LOOK_S):
            yield self._progress

    def stop(self) -> None:
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def result(self) -> Result:
        """Of what has ended; raises what the work has raised."""
        if self._error:
            raise self._error
        return self._result[0]

    def _run(self) -> None:
        try:
            self._result.append(self._work(self._watch))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the result is asked for
            self._error = error
        finally:
            self._ended.set()

    def _watch(self, source: str, done: int, total: int, encoding: int) -> None:
        self._progress = Progress(source, done / max(total, 1), encoding)
        if self._stop.is_set():
            raise Stopped


class Jobs:
    """Those that go on now, by their ids."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job[object]] = {}

    def begin(self, work: Callable[[Watch], Result]) -> Job[Result]:
        job = Job(work)
        self._jobs[job.id] = job  # type: ignore[assignment]
        return job

    def forget(self, job: Job[Result]) -> None:
        self._jobs.pop(job.id, None)

    def stop(self, id_: object) -> None:
        if isinstance(id_, str) and (job := self._jobs.get(id_)):
            job.stop()
