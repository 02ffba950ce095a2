"""Language models: where they are, what they may be trusted with, and how they are made to write."""
