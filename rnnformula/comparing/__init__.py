"""Two layers, models or summaries -> the rows that differ, and what explains each difference; counts held in a test.

It may use the explaining and, for objects of a framework, what reads them; `rnnformula.render` writes what it finds.
"""
