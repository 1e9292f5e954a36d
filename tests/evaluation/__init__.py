"""What `make eval` measures: rows, remarks and fragments of code, each against what is known to be true."""
