"""Tags: short names of statements that stay, how to cite them, and whether what a text says of them holds."""
