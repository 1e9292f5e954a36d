"""Layers as they are written in code, the sizes that they are given, and what they read from their input.

It may use the facts.
"""
