from json import loads

from sympy import Symbol, expand, sympify

from rnnformula import render, tally

layer = tally("SimpleRNN", units=1, features=1)
formula = loads(render.json(layer))["formula"]
print("package:", formula)

# quoted: as it is written, the name of units, the name or number of features
spellings = [
    ("h*(3 + h) + h", "h", "3"),
    (
        "(num_features + num_units)*num_units + num_units",
        "num_units",
        "num_features",
    ),
    (
        "num_units*num_units + num_features*num_units + num_units*1",
        "num_units",
        "num_features",
    ),
    ("H*(I + H + 1)", "H", "I"),
    ("H*I + H*H + H", "H", "I"),
    ("hidden_size*(input_size + hidden_size + 1)", "hidden_size", "input_size"),
    ("h*(d + h + 1)", "h", "d"),
    ("units*features + units*units + units", "units", "features"),
    ("units*(features + units) + units", "units", "features"),
    ("n_a*n_a + n_a*n_x + n_a", "n_a", "n_x"),
    ("n*m + n**2 + n", "n", "m"),
    ("hidden_size*(input_size + hidden_size + 2)", "hidden_size", "input_size"),
]


def read(text, *names):
    return sympify(text, {name: Symbol(name) for name in names})


for text, units, features in spellings:
    ours = read(formula, "units", "features").subs(
        {"units": read(units, units), "features": read(features, features)}
    )
    difference = expand(read(text, units, features) - ours)
    print("same" if difference == 0 else f"{difference} more", "|", text)
