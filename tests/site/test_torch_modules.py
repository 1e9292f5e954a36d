"""The table of PyTorch's modules shows one of each kind, as PyTorch built it."""

from rnnformula import FRAMEWORKS
from rnnformula.facts.frameworks.torch_modules import MODULES
from rnnformula.language import LANGUAGES
from rnnformula.render.markdown import lay_out
from rnnformula.site.reports.torch_module_arrays import MODULE_EXAMPLES, torch_modules_table
from tests.conftest import project_book

#: Modules that differ from one in the table by the number of places, or hold one attention more.
LIKE_OTHERS = {"SyncBatchNorm": "BatchNorm1d", "TransformerDecoderLayer": "TransformerEncoderLayer"}


def kind(name):
    """The name without the number of places."""
    return name[:-2] if name[-2].isdecimal() else name


def test_the_table_has_one_of_each_kind_of_module():
    shown = {kind(call.partition("(")[0]) for call in MODULE_EXAMPLES}
    names = [module.name.rpartition(".")[-1] for module in MODULES]
    assert {kind(LIKE_OTHERS.get(name, name)) for name in names} == shown
    assert all(f"torch.nn.{call.partition('(')[0]}" in FRAMEWORKS for call in MODULE_EXAMPLES)


def test_each_example_but_those_with_options_was_built_by_pytorch():
    origins = {known.origin.removeprefix("built by ") for known in project_book().known_counts}
    assert {f"torch.nn.{call}" for call in MODULE_EXAMPLES if "=" not in call} <= origins


def test_the_table_has_the_words_of_pytorch_in_every_language():
    for lang in LANGUAGES:
        table = lay_out(torch_modules_table(None, lang))
        assert all(f"`{call}`" in table for call in MODULE_EXAMPLES)
        assert "in_features" in table
        assert "units" not in table
