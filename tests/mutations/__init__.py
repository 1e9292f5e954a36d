"""Small changes made by rule all over the project, and how many of them the checks find; ``make mutations`` counts."""
