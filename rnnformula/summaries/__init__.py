"""The text of a summary -> its tables and rows."""
