"""Each described layer with small sizes, and the same with one size or one option changed."""

from rnnformula.comparing.leaf_counts import LeafCount
from rnnformula.errors import InputError
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS

#: Sizes that any other number divides or that are far enough from each other; those not listed here follow.
SIZES = {"kernel_size": (2, 3), "num_heads": 4, "num_query_heads": 4, "num_key_value_heads": 2, "proj_size": 3}
NEXT = (12, 8, 24, 16, 20, 28)
#: A number that the groups of a layer divide, where they are many.
IN_GROUPS = 64


def families():
    """The layers that own arrays and hold no others."""
    return [
        family
        for family in (*FAMILIES.values(), *FRAMEWORKS.values())
        if family.arrays and not family.composition and family.all_sizes
    ]


def base(family):
    """A layer of a family, None where no small sizes make one."""
    sizes = dict(zip(family.sizes, NEXT, strict=False))
    sizes |= {name: size for name, size in SIZES.items() if name in sizes}
    if "groups" in family.arguments and family.sizes == ("features",):
        sizes["features"] = IN_GROUPS
    for window in ((2, 3), (2,), (2, 3, 4)):
        try:
            return LeafCount(
                family, sizes | ({"kernel_size": window} if "kernel_size" in sizes else {}), family.choices
            )
        except InputError:
            continue
    return None


def changed_sizes(leaf):
    """The layer with each size changed alone, with the name of what changed."""
    for name, size in leaf.sizes.items():
        yield name, leaf.with_size(name, 2 * size if isinstance(size, int) else tuple(2 * axis for axis in size))


def changed_options(leaf):
    """The layer with each option changed alone, with the name of what changed."""
    for option in leaf.family.options:
        for value in option.values:
            if value != leaf.options[option.name]:
                yield option.name, leaf.with_option(option.name, value)
