"""What each section says in each language, compared with what it said when all languages last said the same.

It may use the book, and what that uses.
"""
