"""Languages that are begun: the files that a new one starts from, and what of its words is left to translate.

It may use the book and what that uses.
"""
