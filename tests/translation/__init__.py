"""How well translations that need work are found: histories whose truth is known, and detectors by the rules of others.

`python -m tests.translation.scores` prints who finds how much of it; `make drift` writes it down for the site.
"""
