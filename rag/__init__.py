"""Question → retrieval → evidence → answer with citations. Knows no interface."""
