"""Files → articles → passages → vectors. Knows no language model and no interface."""
