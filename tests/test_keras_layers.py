"""The register of the layers of Keras: a class that Keras has and nothing here knows turns these tests red."""

import inspect

import pytest

from rnnformula import FAMILIES, InputError, count, explain
from rnnformula.counting.shapes import output_shape
from rnnformula.facts.keras_layers import KERAS_ALIASES, NO_LAYERS, OPEN_CLASSES, REASONS
from rnnformula.reading.layers import read_layer
from tests.lazily import keras

#: Aliases that Keras itself has no more, or never had among its layers.
FORMER = {"GroupedQueryAttention", "Deconvolution2D", "Deconvolution3D", "AtrousConvolution1D", "AtrousConvolution2D"}
#: Layers without weights that need arguments to be made.
MADE_WITH = {
    "Activation": ("relu",),
    "AlphaDropout": (0.5,),
    "AutoContrast": (),
    "CategoryEncoding": (4,),
    "CenterCrop": (4, 4),
    "Discretization": ([0.0, 1.0],),
    "Dot": (1,),
    "Dropout": (0.5,),
    "GaussianDropout": (0.5,),
    "GaussianNoise": (0.5,),
    "HashedCrossing": (4,),
    "Hashing": (4,),
    "Lambda": (abs,),
    "MaxNumBoundingBoxes": (4,),
    "Permute": ((1, 2),),
    "RandomBrightness": (0.5,),
    "RandomColorDegeneration": (0.5,),
    "RandomContrast": (0.5,),
    "RandomCrop": (4, 4),
    "RandomHue": (0.5,),
    "RandomPosterization": (4,),
    "RandomRotation": (0.5,),
    "RandomSaturation": (0.5,),
    "RandomSharpness": (0.5,),
    "RandomTranslation": (0.5, 0.5),
    "RandomZoom": (0.5,),
    "RepeatVector": (3,),
    "Rescaling": (2.0,),
    "Reshape": ((-1,),),
    "Resizing": (4, 4),
    "SpatialDropout1D": (0.5,),
    "SpatialDropout2D": (0.5,),
    "SpatialDropout3D": (0.5,),
    **{f"{kind}Pooling{rank}D": (2,) for kind in ("Average", "AdaptiveAverage", "AdaptiveMax") for rank in (1, 2, 3)},
}
WEIGHTLESS = sorted(name for name, family in FAMILIES.items() if not family.arrays and not family.composition)


def of_keras():
    return {name for name in dir(keras.layers) if not name.startswith("_")}


def test_every_name_in_keras_layers_is_a_family_an_alias_open_or_no_layer():
    known = {*FAMILIES, *KERAS_ALIASES, *OPEN_CLASSES, *NO_LAYERS}
    assert of_keras() - known == set(), "describe them in rnnformula/facts/families, or say why that can't be done"
    assert known - of_keras() == FORMER | {"Sequential"}, "strike what Keras has no more"


def test_no_name_is_known_twice():
    known = [*FAMILIES, *KERAS_ALIASES, *OPEN_CLASSES, *NO_LAYERS]
    assert len(known) == len(set(known))


def test_an_alias_of_keras_is_the_class_of_the_family():
    same = {alias: name for alias, name in KERAS_ALIASES.items() if alias not in FORMER and alias != "InputLayer"}
    assert {
        alias for alias, name in same.items() if getattr(keras.layers, alias) is not getattr(keras.layers, name)
    } == set()


@pytest.mark.parametrize(("alias", "name"), KERAS_ALIASES.items())
@pytest.mark.parametrize("module", ["", "layers.", "keras.layers.", "tf.keras.layers."])
def test_an_alias_is_read_as_the_family(alias, name, module):
    assert read_layer(f"{module}{alias}").family is FAMILIES[name]


@pytest.mark.parametrize("name", OPEN_CLASSES)
def test_a_class_that_can_hold_anything_is_refused_with_the_reason(name):
    assert inspect.isclass(getattr(keras.layers, name))
    with pytest.raises(InputError, match=f"{name}: its parameters can't be told; {REASONS[OPEN_CLASSES[name]]}"):
        count(name)


@pytest.mark.parametrize("name", [name for name in WEIGHTLESS if name != "Input"])
def test_a_layer_that_owns_none_really_owns_none(name):
    family = FAMILIES[name]
    layer = getattr(keras.layers, name)(*MADE_WITH.get(name, ()))
    axes = {"...": [8, 8, 3], "time": [1600], "features": [5], "space": [8], "channels": [3]}
    shape = (None, *(length for axis in family.input for length in axes[axis]))
    if name == "Permute":
        shape = (None, 8, 3)
    if family.several:
        shape = [(None, 8, 8), (None, 8, 8)]
    if name not in ("IntegerLookup", "StringLookup", "TextVectorization"):  # these keep tables, and build nothing
        layer.build(shape)
    assert [weight.path for weight in layer.weights] == []


def test_a_function_says_that_its_output_is_not_known():
    with pytest.raises(InputError, match="Lambda: what its function puts out is not known"):
        output_shape(read_layer("Lambda(lambda x: x)"), (None, 3))
    assert output_shape(read_layer("Lambda(lambda x: x, output_shape=(4, None))"), (None, 3)) == (None, 4, None)


def test_what_depends_on_data_says_so():
    for layer in ("StringLookup(output_mode='multi_hot')", "TextVectorization(output_mode='count')"):
        with pytest.raises(InputError, match="depends on data"):
            output_shape(read_layer(layer), (None, 3))


def test_a_group_query_attention_is_known_by_the_name_that_a_summary_prints():
    row = "grouped_query_attention (GroupedQueryAttention)  (None, 5, 7)  0"
    assert [explained.verdict for explained in explain(row).rows] != ["unreadable"]
