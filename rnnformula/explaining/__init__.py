"""Rows of a summary -> what each of their numbers means."""
