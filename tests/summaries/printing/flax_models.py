"""Models of Flax, by ``tabulate`` of both its APIs, and what people print of their arrays."""

import jax
import jax.numpy as jnp
from flax import linen, nnx

from tests.summaries.printing import Printed, version


class Tagger(linen.Module):
    """Words to tags in linen."""

    @linen.compact
    def __call__(self, words):
        states = linen.Embed(1000, 50)(words)
        states = linen.RNN(linen.LSTMCell(64), name="lstm")(states)
        states = linen.RNN(linen.GRUCell(32))(states)
        states = linen.BatchNorm(use_running_average=True)(linen.LayerNorm()(states))
        return linen.Dense(9)(states)


class Head(nnx.Module):
    """Dense layers in nnx, whose recurrent layers its own ``tabulate`` can't show."""

    def __init__(self):
        random = nnx.Rngs(0)
        self.embed = nnx.Embed(1000, 50, rngs=random)
        self.norm = nnx.BatchNorm(50, use_running_average=True, rngs=random)
        self.hidden = nnx.Linear(50, 64, rngs=random)
        self.out = nnx.Linear(64, 9, use_bias=False, rngs=random)

    def __call__(self, words):
        return self.out(jax.nn.relu(self.hidden(self.norm(self.embed(words)))))


#: The cells with their arrays, each a layer of its own in the table. A batch normalization has its moving means and
#: variances too, in a column of their own.
LINEN = [
    ["Embed", 50000],
    *[["Dense", number] for number in (3200, 4160) * 4],
    *[["Dense", number] for number in (2080, 1024, 2080, 1024, 2080, 1056)],
    ["LayerNorm", 64],
    ["BatchNorm", 128],
    ["Dense", 297],
]
SHALLOW = [["Embed", 50000], ["LSTMCell", 29440], ["GRUCell", 9344], *LINEN[-3:]]
HEAD = [["Embed", 50000], ["BatchNorm", 200], ["Linear", 3264], ["Linear", 576]]


def everything():
    """Narrow and wide tables, whole and one level deep, with and without operations."""
    made_by = version("flax", "Flax")
    words = jnp.ones((2, 12), jnp.int32)
    key = jax.random.key(0)
    for width in (80, 150):
        named = {"console_kwargs": {"width": width, "force_terminal": False, "no_color": True}}
        for options, layers in (
            ({}, LINEN),
            ({"depth": 1}, SHALLOW),
            ({"compute_flops": True, "compute_vjp_flops": True}, LINEN),
        ):
            text = linen.tabulate(Tagger(), key, **options, **named)(words)
            yield Printed(made_by, f"linen, {options}, width={width}", text, layers)
        yield Printed(made_by, f"nnx, width={width}", nnx.tabulate(Head(), words, **named), HEAD)
    shapes = jax.tree.map(jnp.shape, Tagger().init(key, words)["params"])
    yield Printed(made_by, "jax.tree.map(jnp.shape, params)", f"{shapes}\n", [])
