"""Examples: the plan of what to run, the processes that run it, and the comparison with the formula and the records.

It may use the fences and the book.
"""
