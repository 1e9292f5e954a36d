"""Tags: how ids get them, what each states, what witnesses it, and the pages that lead there."""
