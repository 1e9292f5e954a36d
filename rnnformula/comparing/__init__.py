"""Two layers, models or summaries -> the rows that differ, and what explains each difference; counts held in a test.

It may use the explaining, the counting and, for objects of a framework, what reads them.
"""
