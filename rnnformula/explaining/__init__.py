"""Rows of a summary -> what each of their numbers means, and sentences that say so.

It may use the rows, the counting, the costing and the words of a language; it knows neither printers nor pages.
"""
