"""Layers and sizes -> numbers: arrays, shapes, totals, derivations, models, the inverse, and what a framework built.

It may use the facts and the reading of code; it knows no words of any language, and no framework.
"""
