"""What happens to a table between the screen and the page: margins, cuts, lost blanks."""

import re


def each_line(change):
    """A change of a text, line by line."""
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def cut(width):
    """The text as a terminal or a page shows it that leaves out what is behind its right margin."""
    return each_line(lambda line: line[:width])


def logged(form):
    """The text as a logger writes it, with a stamp before each line."""
    return lambda text: "\n".join(form.format(second=place % 60) + line for place, line in enumerate(text.split("\n")))


#: Signs before every line.
MARGINS = {
    "a quote of Markdown": each_line(lambda line: f"> {line}"),
    "a quote in a quote": each_line(lambda line: f"> > {line}"),
    "comment signs": each_line(lambda line: f"# {line}"),
    "comments of C": each_line(lambda line: f"// {line}"),
    "knitr": each_line(lambda line: f"## {line}"),
    "reprex": each_line(lambda line: f"#> {line}"),
    "an indent": each_line(lambda line: f"        {line}"),
    "a bar": each_line(lambda line: f"| {line}"),
    "a bar without a blank": each_line(lambda line: f"|{line}"),
    "an added line": each_line(lambda line: f"+{line}"),
    "a removed line": each_line(lambda line: f"-{line}"),
    "a level": logged("[INFO] "),
    "logging": logged("INFO:root:"),
    "a stamp": logged("2024-05-01 10:00:{second:02},123 - INFO - "),
    "a stamp and a name": logged("2024-05-01 10:00:{second:02},123 - my.train - INFO - "),
    "a stamp in brackets": logged("[2024-05-01 10:00:{second:02}] "),
    "absl": logged("I0501 10:00:{second:02}.123456 140012 train.py:31] "),
    "loguru": logged("2024-05-01 10:00:{second:02}.123 | INFO     | train:main:12 - "),
    "a container": logged("train_1  | "),
    "a process": logged("(train pid=1234) "),
    "the time": logged("10:00:{second:02} INFO "),
}
#: What becomes of the blanks.
BLANKS = {
    "collapsed": each_line(lambda line: re.sub(r"(?<=\S) +", " ", line)),
    "tabs": each_line(lambda line: re.sub(r"(?<=\S) {2,}", "\t", line)),
    "stripped": each_line(str.strip),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
}
