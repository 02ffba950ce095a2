"""A cross-encoder that the user names: question and text, read together → how well the one answers the other."""

from collections.abc import Callable, Sequence

from index.errors import EncoderError, first_line

# Question, texts → a score of each; a higher one is better.
Score = Callable[[str, Sequence[str]], Sequence[float]]


def load_cross_encoder(name: str) -> Score:
    """The sentence-transformers CrossEncoder of that name, or in that folder. Imports torch. Raises EncoderError."""
    try:
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(name, device="cpu")
    except Exception as error:
        raise EncoderError(
            f"cannot load the reranker {name!r}: {first_line(error)}; name a folder or a model of the kind "
            "CrossEncoder, or SANAD_RERANKER=none to do without one"
        ) from error

    def score(question: str, texts: Sequence[str]) -> Sequence[float]:
        scores = model.predict([(question, text) for text in texts], show_progress_bar=False)
        if scores.ndim != 1:
            raise EncoderError(
                f"the reranker {name!r} gives {scores.shape[1]} scores for a passage instead of one; name another"
            )
        return [float(each) for each in scores]

    return score
