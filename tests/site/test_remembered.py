"""What a snippet prints comes from something that ran: numbers that are typed are refused, by reading the code."""

import pytest

from rnnformula.site.book.sources import Sources
from rnnformula.site.checks.printed_numbers import KEPT, check
from rnnformula.site.examples.judging import judge_code
from rnnformula.site.fences.loading import bind
from tests.conftest import ROOT, project_book

SNIPPETS = {file.name: file.read_text(encoding="utf-8") for file in sorted((ROOT / "snippets").glob("*.py"))}
LAYER = "import keras\nlayer = keras.layers.LSTM(4)\nlayer.build((None, 50, 3))\n"

#: Each prints 120 or another number that the snippet knows by heart.
REMEMBERED = {
    "a text": 'print("120 parameters")',
    "a text after a result": 'print(layer.name, "has 120 parameters")',
    "a number after a label": 'print("parameters:", 120)',
    "a name": "count = 120\nprint(count)",
    "a name of a name": "count = 120\nother = count\nprint(other)",
    "an f-string": 'print(f"parameters: {120}")',
    "a text in an f-string": 'print(f"{layer.name}: 120 parameters")',
    "arithmetic of constants": "print(4 * 2 * (3 + 2 + 1))",
    "arithmetic of names": "units, features = 2, 3\nprint(units * (units + features + 1))",
    "digits put together": 'print("12" + "0")',
    "digits joined": 'print("".join(["1", "2", "0"]))',
    "characters by their codes": "print(chr(49) + chr(50) + chr(48))",
    "an integer from a text": 'print(int("120"))',
    "an integer of another base": 'print(int("78", 16))',
    "a length": 'print(len("x" * 120))',
    "a sum of ones": "print(sum([1] * 120))",
    "a list": "for count in [120, 60]:\n    print(count)",
    "a list without loop": "print(*[120, 60])",
    "a dict": 'counts = {"LSTM": 120}\nprint(counts["LSTM"])',
    "a dict beside a result": 'counts = {"LSTM": layer.count_params(), "GRU": 99}\nprint(counts["GRU"])',
    "a dict by a result": "print({layer.count_params(): 120}[layer.count_params()])",
    "a lambda": "print((lambda: 120)())",
    "a named lambda": "count = lambda: 120\nprint(count())",
    "a function": "def count(layer):\n    return 120\n\n\nprint(count(layer))",
    "a default argument": "def count(layer, number=120):\n    return number\n\n\nprint(count(layer))",
    "a generator": "def counts():\n    yield 120\n\n\nprint(*counts())",
    "an assertion": "count = 120\nassert layer.count_params() == 128\nprint(count)",
    "a condition": "if layer.count_params() == 128:\n    print(128)",
    "a condition in an expression": "print(128 if layer.built else 0)",
    "or": "print(layer.name and 128)",
    "a match with nothing": "n = layer.count_params()\nn = 128\nprint(n)",
    "a larger one of two": "print(max(128, layer.count_params()))",
    "added to a result": "print(layer.count_params() * 0 + 128)",
    "times a truth": "print((layer.count_params() > 0) * 128)",
    "a method of a number": "print(layer.count_params().__add__(128))",
    "an attribute of a number": "print((128).real)",
    "an attribute that is set": "layer.params = 128\nprint(layer.params)",
    "a method that is replaced": "layer.count_params = lambda: 120\nprint(layer.count_params())",
    "a class' method that is replaced": (
        "keras.layers.LSTM.count_params = lambda self: 120\nprint(layer.count_params())"
    ),
    "a method that is overridden": (
        "class Mine(keras.layers.LSTM):\n    def count_params(self):\n        return 120\n\n\n"
        "print(Mine(4).count_params())"
    ),
    "a class that prints itself": (
        "class Mine(keras.layers.LSTM):\n    def __str__(self):\n        return '120'\n\n\nprint(Mine(4))"
    ),
    "a class attribute": "class Counts:\n    lstm = 120\n\n\nprint(Counts.lstm)",
    "setattr": 'setattr(keras.layers.LSTM, "count_params", lambda self: 120)\nprint(layer.count_params())',
    "a patch": (
        "from unittest.mock import patch\n"
        'with patch.object(keras.layers.LSTM, "count_params", return_value=120):\n    print(layer.count_params())'
    ),
    "the comparison replaced": (
        "import rnnformula.keras\nrnnformula.keras.check = lambda layer: 120\nprint(rnnformula.keras.check(layer))"
    ),
    "exec": 'exec("print(120)")',
    "eval": 'print(eval("120"))',
    "a docstring": 'def count():\n    """120"""\n\n\nprint(count.__doc__)',
    "its own file": "from pathlib import Path\nprint(Path(__file__).read_text()[-5:])",
    "a data file": (
        'import json\nfrom pathlib import Path\n\nfile = Path(__file__).parent / "data" / "counts.json"\n'
        "print(json.loads(file.read_text())['LSTM'])"
    ),
    "NumPy": "import numpy as np\nprint(np.array(120))",
    "the size of an array": "import numpy as np\nprint(np.zeros((12, 10)).size)",
    "Keras' arithmetic": "print(keras.ops.convert_to_tensor(120))",
    "TensorFlow": "import tensorflow as tf\nprint(tf.constant(120).numpy())",
    "a format": 'print("{} parameters".format(120))',
    "a percent sign": 'print("%d parameters" % 120)',
    "a format that fills": "print(f\"{'':1>3}\")",
    "a counter": "count = 0\nfor _ in range(120):\n    count += 1\nprint(count)",
    "a separator": 'print(layer.name, layer.name, sep=" 120 ")',
    "an end": 'print(layer.name, end=" 120\\n")',
    "sys.stdout": "import sys\nsys.stdout.write('120')",
    "another module": "import random\nprint(random.Random(3).randrange(200))",
    "an exception": "try:\n    raise ValueError(120)\nexcept ValueError as error:\n    print(error)",
    "an input as a result": 'units = 120\nkeras.layers.LSTM(units)\nprint("parameters:", units)',
    "a text of an input as a result": 'keras.layers.LSTM(120)\nprint("120 parameters")',
    "a large factor of an input": "units = 2\nkeras.layers.LSTM(units)\nprint(60 * units)",
    "a truth": 'print("same output:", True)',
    "a name bound in an expression": "print(count := 120)",
    "a comprehension": "print(*[120 for weight in layer.weights[:1]])",
    "sorted": "print(sorted([120, 60])[1])",
    "map": "print(*map(int, ['120']))",
    "a number beside an argument": (
        "for units, count in ((4, 128), (8, 384)):\n    keras.layers.LSTM(units)\n    print(units, count)"
    ),
}


@pytest.mark.parametrize("way", REMEMBERED)
def test_a_number_from_memory_is_refused(way):
    assert judge_code(LAYER + REMEMBERED[way] + "\n").problems


HONEST = {
    "a count": 'print("parameters:", layer.count_params())',
    "an argument": 'units = 8\nprint(f"{units} units:", keras.layers.LSTM(units).units)',
    "arguments of a loop": (
        "for units in (1, 20, 512):\n    made = keras.layers.GRU(units)\n    made.build((None, None, 3))\n"
        '    print(f"{units:5}{made.count_params():10,}")'
    ),
    "shapes": "for weight in layer.weights:\n    print(weight.name, tuple(weight.shape))",
    "sums of sizes": "print(sum(weight.numpy().size for weight in layer.weights))",
    "a formula with sizes": (
        "units, features = 32, 37\nkeras.layers.LSTM(units).build((None, None, features))\n"
        'print("formula:", 4 * units * (features + units + 1))'
    ),
    "a function that builds": (
        "def count(units):\n    made = keras.layers.LSTM(units)\n    made.build((None, 50, 3))\n"
        "    return made.count_params()\n\n\nprint(count(2), count(20) / count(2))"
    ),
    "a dict of layers": (
        'for name, made in {"LSTM(12)": keras.layers.LSTM(12), "GRU(7)": keras.layers.GRU(7)}.items():\n'
        '    made.build((None, None, 3))\n    print(f"{name:8}{made.count_params():6}")'
    ),
    "a tolerance": (
        "import numpy as np\ndata = np.zeros((2, 50, 3))\n"
        'print("equal to 1e-5:", np.allclose(layer(data), layer(data), atol=1e-5))'
    ),
    "steps that are numbered": "for number, weight in enumerate(layer.weights, 1):\n    print(number, weight.name)",
    "a counter of what is found": (
        "found = 0\nfor weight in layer.weights:\n    if weight.trainable:\n        found += 1\nprint(found)"
    ),
    "the package": 'import rnnformula\nprint(rnnformula.count("LSTM(64)", features=120))',
    "a summary": "model = keras.Sequential([keras.Input((50, 3)), layer])\nmodel.summary()",
    "lines of a summary": (
        "model = keras.Sequential([keras.Input((50, 3)), layer])\ntext = []\n"
        "model.summary(line_length=42, print_fn=text.append)\n"
        "for line in text[0].splitlines():\n    print(line.strip())"
    ),
    "an error of Keras": (
        "try:\n    keras.layers.LSTM(-1)\nexcept ValueError as error:\n    print(str(error).split(':')[0])"
    ),
    "ratios": "print(f'{layer.count_params() / layer.units:.3f} per unit')",
    "arrays of NumPy that a layer takes": (
        "import numpy as np\narrays = [np.zeros((3, 16)), np.zeros((4, 16)), np.zeros(16)]\n"
        'layer.set_weights(arrays)\nprint("numbers:", sum(array.size for array in arrays))'
    ),
    "a quotation that is marked": "print(120)  # quoted: the number of the question",
    "a name that is deleted": "model = keras.Sequential([layer])\ndel model\nprint(layer.count_params())",
    "names with digits": 'print(type(layer).__name__, "Conv2D, float32 and r2.0")',
}


@pytest.mark.parametrize("way", HONEST)
def test_what_ran_may_be_printed(way):
    assert judge_code(LAYER + HONEST[way] + "\n").problems == ()


@pytest.mark.parametrize("name", SNIPPETS)
def test_no_snippet_of_the_project_prints_from_memory(name):
    assert judge_code(SNIPPETS[name]).problems == ()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("print(2 + 3)\n", (1, "it imports none of")),
        ('import keras\n\nprint("parameters:", 120)\n', (3, "120 was typed")),
        ("import keras\nimport socket\n", (2, "it imports socket")),
        ("import keras\nkeras.layers.GRU.build = None\n", (2, "it replaces keras.layers.GRU.build")),
    ],
)
def test_the_refusal_names_line_and_number(code, problem):
    line, reason = problem
    assert any(number == line and message.startswith(reason) for number, message in judge_code(code).problems)


def test_a_mark_covers_its_own_statement_only():
    code = "import keras\n# quoted: asked on a forum\nprint(\n    120,\n)\nprint(131)\n"
    assert [line for line, _ in judge_code(code).problems] == [6]


def test_code_that_is_no_python_is_left_to_its_run():
    assert judge_code("print(").problems == ()


def test_what_was_judged_is_kept_and_a_file_that_was_altered_is_not_believed(tmp_path):
    sources = Sources(tmp_path, project_book().sources.texts)
    book = bind(sources, project_book().pages)
    judged = check(book)
    kept = tmp_path / KEPT
    text = kept.read_text(encoding="utf-8")
    assert check(book) == judged
    kept.write_text(
        text.replace('\\"problems\\": []', '\\"problems\\": [[1, \\"120 was typed\\"]]', 1), encoding="utf-8"
    )
    assert kept.read_text(encoding="utf-8") != text
    assert check(book) == judged
