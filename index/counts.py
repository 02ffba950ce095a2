"""Numbers of things, as a person writes them."""


def count_of(number: int, one: str, many: str = "") -> str:
    """`1 place`, `2,000 places`; `many` where an s does not make the plural of `one`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
