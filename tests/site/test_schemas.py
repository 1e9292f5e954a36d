"""facts.json and tags.json are as their schemas say, and the schemas keep what those before them promised."""

import copy
import json
from itertools import product
from math import ceil, prod
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator, meta

from rnnformula import FAMILIES, FRAMEWORKS, count
from rnnformula.facts.frameworks import WITHOUT_ARRAYS
from rnnformula.language import LANGUAGES
from rnnformula.site.book.sources import LEDGER, SCHEMAS_FOLDER
from rnnformula.site.book.work import read_work
from rnnformula.site.publish.facts_file import FACTS_FORMAT, facts_document
from rnnformula.site.publish.for_programs import FACTS_FILE, TAGS_PUBLISHED, data_files, with_results
from rnnformula.site.publish.schemas import broken_fields, published_schemas
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from rnnformula.site.tags.tags_file import tags_data
from tests.conftest import ROOT, project_book
from tests.languages import HOMES
from tests.numbers.test_costs import cost_of_layer
from tests.test_project import committed

NAMES = ("facts.schema.json", "tags.schema.json")
SITE, VERSION = "https://rnnformula.example/", "1.0"


def schema_of(name):
    return json.loads((ROOT / SCHEMAS_FOLDER / name).read_text("utf-8"))


def strict(schema):
    """The schema, with nothing allowed that it does not describe."""
    match schema:
        case {"properties": dict()}:
            closed = {name: strict(value) for name, value in schema.items()}
            return {"additionalProperties": False} | closed
        case dict():
            return {name: strict(value) for name, value in schema.items()}
        case list():
            return [strict(value) for value in schema]
    return schema


@pytest.fixture(scope="module")
def facts():
    return facts_document(SITE, VERSION)


def layer(facts, name):
    return next(entry for entry in facts["layers"] if entry["name"] == name)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_describes_every_field(name):
    schema = schema_of(name)
    meta.validate(schema)
    assert schema["$id"] == name
    assert [place for place, field in fields(schema, "") if not field.get("description")] == []


def fields(schema, place):
    """The fields that a schema describes itself, with their places."""
    for name, part in schema.get("properties", {}).items():
        if isinstance(part, dict) and part.keys() != {"$ref"}:
            yield f"{place}.{name}", part
    for name, part in schema.items():
        if isinstance(part, dict):
            yield from fields(part, f"{place}.{name}")


def test_facts_json_is_as_its_schema_says_and_has_nothing_besides(facts):
    assert list(Draft202012Validator(strict(schema_of("facts.schema.json"))).iter_errors(facts)) == []


def test_a_document_that_lacks_a_field_is_found(facts):
    damaged = copy.deepcopy(facts)
    del damaged["layers"][0]["variants"][0]["options"]
    assert not Draft202012Validator(schema_of("facts.schema.json")).is_valid(damaged)


def test_facts_json_has_every_layer_with_its_framework(facts):
    names = [entry["name"] for entry in facts["layers"]]
    assert names == [*FAMILIES, *FRAMEWORKS, *WITHOUT_ARRAYS]
    assert layer(facts, "LSTM")["framework"] == "keras"
    assert layer(facts, "torch.nn.LSTM")["framework"] == "torch"
    assert facts["format"] == FACTS_FORMAT


def test_the_formula_of_a_variant_gives_the_number_of_its_example(facts):
    checked = 0
    for entry in facts["layers"]:
        for variant in entry["variants"]:
            if "example" not in variant:
                assert variant["arrays"] == []
                continue
            example = variant["example"]
            number = count(example["layer"], **example["arguments"])
            assert number == example["count"] == sum(array["count"] for array in example["arrays"]), entry["name"]
            if "formula" not in variant:
                assert entry["inside"]
                continue
            assert [array["name"] for array in variant["arrays"]] == [array["name"] for array in example["arrays"]]
            sizes = {name: prod(size) if isinstance(size, list) else size for name, size in example["sizes"].items()}
            formula = variant["formula"]["python"]
            worked = eval(formula, {"__builtins__": {}}, variant["options"] | sizes)
            assert ceil(worked) == number, (entry["name"], formula)
            checked += 1
    assert checked > 250


def test_the_cost_of_a_variant_gives_the_numbers_of_its_example(facts):
    checked = set()
    for entry in facts["layers"]:
        for variant in entry["variants"]:
            if "cost" not in variant or "space" in entry["input"]:
                continue
            example, written = variant["example"], variant["cost"]
            counted = cost_of_layer(example["layer"], example["arguments"] | {"batch": 5}, 7)
            sizes = variant["options"] | example["sizes"] | {"steps": 7, "batch": 5}
            for part, key in product(("forward", "backward"), ("multiply_accumulates", "operations")):
                worked = eval(written[part][key], {"__builtins__": {}}, sizes)
                assert worked == counted[part, key].value, (entry["name"], part, key)
            assert 4 * eval(written["kept"], {"__builtins__": {}}, sizes) == counted["memory", "kept"].value
            checked.add(entry["name"])
    assert {"SimpleRNN", "LSTM", "GRU", "GRUCell", "Dense", "torch.nn.LSTM"} <= checked


def test_the_cost_of_a_layer_that_reads_space_has_its_places(facts):
    assert layer(facts, "Conv2D")["variants"][0]["cost"] == {
        "forward": {
            "multiply_accumulates": "batch * channels * filters * kernel_size * places",
            "operations": "batch * filters * places * (2 * channels * kernel_size + 1)",
        },
        "backward": {
            "multiply_accumulates": "2 * batch * channels * filters * kernel_size * places",
            "operations": "batch * filters * places * (4 * channels * kernel_size + 1)",
        },
        "kept": "batch * channels * input_places",
    }
    assert all("cost" not in variant for variant in layer(facts, "LayerNormalization")["variants"])
    assert all("cost" not in variant for variant in layer(facts, "Bidirectional")["variants"])


def test_each_array_of_a_variant_is_told_from_others_of_its_name(facts):
    first, second = (
        next(variant for variant in layer(facts, "GRU")["variants"] if variant["options"] == options)
        for options in ({"use_bias": True, "reset_after": True}, {"use_bias": True, "reset_after": False})
    )
    assert first["arrays"][-1] == {"name": "bias", "shape": "(2, 3 * units)"}
    assert second["arrays"][-1] == {"name": "bias", "shape": "(3 * units,)"}
    assert second["formula"] == {
        "python": "3 * units * (features + units + 1)",
        "text": "3 × units × (features + units + 1)",
        "tex": r"3 \times \text{units} \times (\text{features} + \text{units} + 1)",
    }


def test_what_decides_has_the_type_of_its_option(facts):
    weight, grouped, *_ = layer(facts, "torch.nn.Conv1d")["arrays"]
    assert (weight["when"], grouped["when"]) == (
        [{"option": "groups", "is": 1}],
        [{"option": "groups", "is_not": 1}],
    )


def test_a_layer_says_where_it_is_derived(facts):
    listed = (ROOT / LEDGER).read_text("utf-8")
    places = [entry["derived_at"] for entry in facts["layers"] if "derived_at" in entry]
    assert len(places) > 60
    assert all(place["id"] in listed for place in places)
    assert layer(facts, "LSTM")["derived_at"] == {
        "id": "lstm.formula",
        "addresses": {lang: f"{HOMES[lang]}layers/lstm/#lstm.formula" for lang in LANGUAGES},
    }


def test_what_is_published_says_where_its_schema_stands():
    book = project_book()
    files = data_files(book, [])
    document = json.loads(files[FACTS_FILE])
    assert document == facts_document(book.settings.site_url, read_work(book).version)
    name = document["$schema"].removeprefix(book.settings.site_url)
    assert json.loads(files[name])["$id"] == document["$schema"]
    assert set(published_schemas(book, "")) == {f"schemas/{name}" for name in NAMES}
    assert all(line.count('{"name":') for line in files[FACTS_FILE].splitlines() if line.startswith('{"name"'))


#: A text in every language.
WRITTEN = dict.fromkeys(LANGUAGES, "a")
#: A tag as it may be: with all that a tag may have, and with the least.
TAG = {
    "id": "simple-rnn.formula.equation",
    "tag": "2222",
    "page": "layers/simple_rnn.md",
    "kind": "formula",
    "since": "0.1.0",
    "titles": WRITTEN,
    "statements": WRITTEN,
    "witnesses": [{"kind": "formula", "names": [], "result": "agrees"}],
    "rests_on": [],
}
MORE = {
    "formula": {"tex": "a", "text": "a", "python": "a", "sizes": ["units"], "layer": ""},
    "example": {"layer": "SimpleRNN units=2 features=3", "named": WRITTEN, "count": 12, "text": "12", "tex": "12"},
    "alias": ["a.md#b"],
    "retired": {"in": "1.0", "why": WRITTEN, "see": "223A"},
}
TAGS_DOCUMENT = {
    "format": 1,
    "work": {
        "titles": WRITTEN,
        "authors": [{"name": "a"}],
        "version": "0.1.0",
        "released": "2026-11-21",
        "license": "CC-BY-4.0",
        "address": "",
        "repository": "",
    },
    "checked": {"Keras": "3.15.1"},
    "tags": [TAG, TAG | MORE],
}


def test_tags_json_is_as_its_schema_says():
    validator = Draft202012Validator(strict(schema_of("tags.schema.json")))
    validator.validate(TAGS_DOCUMENT)
    assert not validator.is_valid(TAGS_DOCUMENT | {"tags": [TAG | {"tag": "0O1I"}]})
    book = project_book()
    validator.validate(with_results(tags_data(book, read_statements_of_tags(book)), preview=False))


def earlier(name):
    """The schemas of this name that were promised: those of releases; before any, those of the last two commits."""
    promised = [
        json.loads(file.read_text("utf-8")).get("schemas", {}).get(Path(name).stem)
        for file in sorted((ROOT / "docs" / "releases").glob("*.json"))
    ]
    if found := [schema for schema in promised if isinstance(schema, dict)]:
        return found
    texts = (committed(f"{SCHEMAS_FOLDER}/{name}", commit) for commit in ("HEAD", "HEAD^"))
    return [json.loads(text) for text in texts if text]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_keeps_what_those_before_it_promised(name, facts):
    for schema in earlier(name):
        assert broken_fields(schema, schema_of(name)) == []
        if name == "facts.schema.json" and schema["properties"]["format"]["const"] == FACTS_FORMAT:
            assert list(Draft202012Validator(schema).iter_errors(facts)) == []


def changed(place, change):
    schema = schema_of("facts.schema.json")
    part = schema
    for name in place:
        part = part[name]
    change(part)
    return schema


ARRAY = ("$defs", "array")


@pytest.mark.parametrize(
    ("place", "change", "broken"),
    [
        ((*ARRAY, "properties"), lambda part: part.update(new={"type": "string"}), []),
        ((*ARRAY, "required"), lambda part: part.append("new"), []),
        (("$defs",), lambda part: part.update(new={"type": "string"}), []),
        ((*ARRAY, "properties"), lambda part: part.pop("shape"), [".layers[].arrays[].shape: is gone"]),
        (
            (*ARRAY, "required"),
            lambda part: part.remove("shape"),
            [".layers[].arrays[].shape: was always there, may be missing"],
        ),
        (
            (*ARRAY, "properties", "shape"),
            lambda part: part.update(type="array"),
            [".layers[].arrays[].shape: type was string, is array"],
        ),
        (
            (*ARRAY, "properties", "axes", "items"),
            lambda part: part.update(type="integer"),
            [".layers[].arrays[].axes[]: type was string, is integer"],
        ),
        (
            ("$defs", "example", "properties", "arguments"),
            lambda part: part.pop("additionalProperties"),
            [".layers[].variants[].example.arguments.*: is no longer described"],
        ),
        (
            ("$defs", "size", "properties", "from"),
            lambda part: part.update(enum=["argument"]),
            [".layers[].sizes[].from: enum was ['argument', 'input'], is ['argument']"],
        ),
    ],
)
def test_a_field_may_be_added_and_none_taken_away_or_changed(place, change, broken):
    old = schema_of("facts.schema.json")
    assert broken_fields(old, changed(place, change)) == broken


def test_a_higher_format_may_change_anything():
    old, new = schema_of("facts.schema.json"), changed((*ARRAY, "properties"), lambda part: part.pop("shape"))
    new["properties"]["format"]["const"] += 1
    assert broken_fields(old, new) == []
    new["properties"]["format"]["const"] -= 2
    assert broken_fields(old, new)


@pytest.mark.parametrize(("preview", "result"), [(False, "agrees"), (True, "recorded")])
def test_tags_json_says_what_each_witness_said_in_this_build(preview, result):
    book = project_book()
    tags = json.loads(data_files(book, read_statements_of_tags(book), preview=preview)[TAGS_PUBLISHED])["tags"]
    results = {witness["kind"]: witness["result"] for tag in tags for witness in tag["witnesses"]}
    assert results["framework"] == result
    assert {results[kind] for kind in results if kind != "framework"} == {"agrees"}
