"""A .gguf file run in this process: an OpenAI-compatible endpoint that only this process can use."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LlmError, SettingsError

# What no web page can have as its origin.
_NO_ORIGIN = "null.invalid"
_QUIET = -1


@contextmanager
def serve_gguf(path: Path, threads: int, context_tokens: int) -> Iterator[tuple[str, str]]:
    """The base URL and the key of the endpoint, while it runs. It listens on loopback, asks for a random key, answers
    no web page, and tells nothing of what it is asked.

    Raises SettingsError where the packages for it are not installed, and LlmError if the file cannot be run.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise SettingsError(
            f"to run {path.name} here, more packages are needed: pip install 'sanad[llm]', in Sanad's folder "
            "`.venv/bin/pip install -c constraints.txt -e '.[llm]'`"
        ) from error
    key = secrets.token_urlsafe(32)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.api_keys = [key]
    params.cors_origins, params.cors_credentials, params.cors_origins_explicit = _NO_ORIGIN, False, True
    params.ui = params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.n_ctx, params.n_parallel, params.verbosity = context_tokens, 1, _QUIET
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    try:
        server = xllamacpp.Server(params)
    except (RuntimeError, ValueError, OSError) as error:
        raise LlmError(
            f"the model {path} cannot be run ({' '.join(str(error).split())[:160]}); is it a .gguf?"
        ) from error
    try:
        yield f"{server.listening_address}/v1", key
    finally:
        # It stops when nothing holds it any more.
        del server
