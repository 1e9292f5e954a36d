"""What each section says in each language, compared with what it said when all languages last said the same.

It may use `languages` and the book, and what these use.
"""
