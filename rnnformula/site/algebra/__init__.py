"""Formulas as polynomials, and equations worked out in numbers.

It may use the package alone.
"""
