"""Examples: what is to run, the processes that run it, and how it compares with the formula and the records.

It may use the fences and the book.
"""
