"""Tuning of the bundled encoder, so that it ranks a passage by what it says and not by the language it says it in.

`python -m index.training train|measure|export` (see `--help`); needs `pip install -e '.[training]'`. Nothing else in
Sanad imports it.
"""
