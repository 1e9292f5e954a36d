"""Planted faults: what a tired contributor would do, and which command has to find it; ``make faults`` tries each."""
