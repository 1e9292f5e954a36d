"""Numbers that texts claim with a tag are found wherever they stand, and hold where the package counts the same."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnformula import count, verify
from rnnformula.citing import tags
from rnnformula.citing.checked_claims import check_claim, summary_of, text_of
from rnnformula.citing.cited_claims import cited_claims
from rnnformula.citing.claim_values import evaluate_formula, read_claimed_arguments
from rnnformula.citing.tag_records import TagFormula
from rnnformula.citing.tag_register import read_tags
from rnnformula.errors import InputError
from rnnformula.language import LANGUAGES
from tests.citing.conftest import FEW_TAGS
from tests.languages import CHINESE, ENGLISH

LSTM, SUM, KERNEL, RETIRED, PAGE, OLD_GRU, CONV = "225Q", "224G", "2239", "226X", "2222", "2276", "228D"
SIZES = "units=64, features=6"
FEW = read_tags(FEW_TAGS.read_text(encoding="utf-8"))
NUMBERS = st.integers(1, 10**6)


def verdict(text, lang=ENGLISH):
    """The one claim of a text, checked."""
    (claim,) = cited_claims(text)
    return check_claim(claim, FEW, lang)


@pytest.mark.parametrize(
    "text",
    [
        f"rnnformula:{LSTM}({SIZES}) = 18176",
        f"rnnformula:{LSTM.lower()}({SIZES})=18176",
        f"# rnnformula:lstm.formula({SIZES}) == 18_176",
        f"So it has rnnformula:{LSTM}({SIZES}) = 18,176, as printed.",
        f"It has rnnformula:{LSTM}({SIZES}) = 18176.",
        f"`rnnformula:{LSTM}({SIZES})` = **18,176** parameters",
        f"% \\texttt{{x}} rnnformula:{LSTM}({SIZES}) = $18{{,}}176$",
        f"rnnformula:{LSTM}({SIZES}) $= 18\\,176$",
        f"| `rnnformula:{LSTM}({SIZES}) = 18176` |",
        f"共有 rnnformula：{LSTM}（units＝64，features＝6）＝18176个参数。",
        f"rnnformula:{LSTM} (units = 64,\n    features = 6)\n    = 18176",
        f"# rnnformula:{LSTM}(units=64,\n#     features=6)\n#     = 18176",
        f" * rnnformula:{LSTM}(units=64,\r\n * features=6) = 18\u202f176",
        f"// rnnformula:{LSTM}(units=64,\n//   features=6) = 18176",
        json.dumps({"source": [f'# rnnformula:{LSTM}({SIZES}, activation="relu") = 18176\n']}),
        f"<!-- rnnformula:{LSTM}({SIZES}) = 18176-->",
        f"rnnformula:{LSTM}(features=6, units=64, use_bias=True) = 18176",
        f"rnnformula:{LSTM} = 18,176",
    ],
)
def test_a_claim_holds_wherever_and_however_it_is_written(text):
    checked = verdict(text)
    assert (checked.holds, checked.count) == (True, 18176), checked
    assert "4 × 64 × (6 + 64 + 1) = 18,176" in checked.why


@pytest.mark.parametrize(
    ("claim", "total"),
    [
        (f"{LSTM}({SIZES}, use_bias=False) = 17920", "4 × 64 × (6 + 64) = 17,920"),
        (f"{LSTM}({SIZES}, use\\_bias=false) = 17920", "4 × 64 × (6 + 64) = 17,920"),
        (f"{SUM}(units=10, features=1) = 120", "1 × 10 + 10 × 10 + 10 = 120"),
        (f"{KERNEL}(units=10) = 100", "10 × 10 = 100"),
        (f"{OLD_GRU}(units=64, features=8) = 14016", "3 × 64 × (8 + 64 + 1) = 14,016"),
        (f"{OLD_GRU}(units=64, features=8, use_bias=False) = 13824", "3 × 64 × (8 + 64) = 13,824"),
        (f"{OLD_GRU}(units=64, features=8, reset_after=True) = 14208", "3 × 64 × (8 + 64 + 2) = 14,208"),
        (f"{CONV}(filters=4, channels=3, kernel_size=3) = 1024", "4 × 4 × (9 × (3 + 4) + 1) = 1,024"),
        (f"{CONV}(filters=4, channels=3, kernel_size=(3, 3)) = 1024", "4 × 4 × (9 × (3 + 4) + 1) = 1,024"),
    ],
)
def test_options_and_shapes_of_the_layer_count(claim, total):
    checked = verdict(f"rnnformula:{claim}")
    assert (checked.holds, checked.why) == (True, total)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (f"{LSTM}({SIZES}) = 18177", "4 × 64 × (6 + 64 + 1) = 18,176, not 18,177"),
        (f"{LSTM}({SIZES}) = 181760", "18,176, not 181,760"),
        (f"{LSTM} = 12", "LSTM units=64 features=6: 4 × 64 × (6 + 64 + 1) = 18,176, not 12"),
        (f"{LSTM}(units=64) = 18176", "features is missing; give features=…, units=…"),
        (f"{LSTM}() = 18176", "features, units is missing"),
        (f"{LSTM}({SIZES}, use_bais=False) = 18176", "unknown argument 'use_bais'; did you mean 'use_bias'?"),
        (f"{LSTM}(units=0, features=6) = 18176", "units must be a positive integer, got 0"),
        (f"{LSTM}(units=-4, features=6) = 18176", "units must be a positive integer, got -4"),
        (f"{LSTM}(units=True, features=6) = 18176", "units must be a positive integer, got True"),
        (f"{LSTM}(units=6.5, features=6) = 18176", "units must be a positive integer, got 6.5"),
        (f"{LSTM}(units=1{'0' * 101}, features=6) = 18176", "units must be at most 1e+100"),
        (f"{LSTM}(units=1,024, features=6) = 18176", "expected sizes such as units=64, features=6, got"),
        (f"{LSTM}(64, 6) = 18176", "expected sizes such as units=64, features=6, got '64, 6'"),
        (f"{LSTM}(units=64, units=6) = 18176", "units is given twice"),
        (f"{LSTM}(**sizes) = 18176", "expected sizes such as"),
        (f"{LSTM}(units=f[0], features=6) = 1", "expected a number, got 'f[0]'"),
        (f"{LSTM}(units=print(1), features=6) = 1", "units must be a positive integer, got 'print(1)'"),
        (f"{LSTM}({SIZES}) = about 18176", "expected a whole number behind =, got about"),
        (f"{LSTM}({SIZES}) = 18.176", "expected a whole number behind =, got 18.176"),
        (f"{LSTM}({SIZES}) = 1e5", "expected a whole number behind =, got 1e5"),
        (f"{LSTM}({SIZES})", "no number follows; write = 18176"),
        (f"{LSTM}({SIZES}) != 3", "no number follows; write = 18176"),
        (f"{LSTM}({SIZES}) =", "no number follows; write = 18176"),
        (f"{KERNEL}(units=10, use_bias=False) = 100", "units × units has no use_bias; did you mean 'units'?"),
        (f"{KERNEL}(units=10, features=1) = 100", "units × units has no features"),
        (f"{PAGE} = 3", f"{PAGE} (simple-rnn) has no example of its own"),
        (f"{PAGE}(units=3) = 3", f"{PAGE} (simple-rnn) has no formula into which sizes could be put"),
        ("term.state(units=3) = 3", "has no formula into which sizes could be put"),
        (f"{OLD_GRU} = 3", "(gru.old-formula) has no example of its own; give features=…, units=…"),
        (f"{RETIRED}(units=3) = 3", f"{RETIRED} is retired since version 0.1.0: It said the same as"),
        ("225O(units=3) = 3", f"a tag has no O, as they look like others; did you mean {LSTM} (lstm.formula)?"),
        ("lstm.formule(units=3) = 3", "unknown tag or id 'lstm.formule'; did you mean 'lstm.formula'?"),
        ("22Q5", "two have changed places; did you mean 225Q"),
    ],
)
def test_a_claim_that_does_not_hold_says_what_is_right_and_why(claim, why):
    checked = verdict(f"rnnformula:{claim}")
    assert not checked.holds
    assert why in checked.why


@pytest.mark.parametrize("lang", LANGUAGES)
@given(units=NUMBERS, features=NUMBERS, bias=st.booleans(), wrong=st.integers(1, 10**7))
def test_the_number_of_the_package_holds_and_no_other(lang, units, features, bias, wrong):
    right = count("LSTM", units=units, features=features, use_bias=bias)
    for number, holds in ((right, True), (right + wrong, False), (max(0, right - wrong), False), (right * 10, False)):
        for written in (str(number), f"{number:,}", f"{number:_}"):
            text = f"rnnformula:{LSTM}(units={units}, features={features}, use_bias={bias}) = {written}"
            assert verdict(text, lang).holds is holds, text


@given(st.text("rnnformula:225Q(units=64, features6)=_,.\n#*`（＝ “\\{}[", max_size=120))
def test_no_text_is_too_odd_to_be_looked_through(text):
    for claim in cited_claims(f"rnnformula:{text}"):
        assert str(claim).startswith("rnnformula:")
        check_claim(claim, FEW, ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "image: rnnformula:latest",
        "rnnformula:8080/x",
        "see rnnformula: 225Q",
        f"myrnnformula:{LSTM} = 3",
        "rnnformula:note",
        "pip install rnnformula",
    ],
)
def test_what_only_looks_like_a_claim_is_none(text):
    assert list(cited_claims(text)) == []


def test_a_tag_without_a_number_is_known_or_not():
    assert verdict(f"\\cite{{rnnformula:{LSTM}}}").holds
    assert verdict(f"see rnnformula:{LSTM}.", CHINESE).line(CHINESE) == f"rnnformula:{LSTM} 存在：LSTM：各项相加"
    assert not verdict(f"rnnformula:{RETIRED}").holds


def test_a_former_id_holds_and_its_name_of_now_is_told():
    checked = verdict("rnnformula:simple-rnn.sum(units=1, features=1) = 3")
    assert (checked.holds, checked.now) == (True, "simple-rnn.formula.equation")
    assert checked.line().endswith("holds: 1 × 1 + 1 × 1 + 1 = 3 (→ simple-rnn.formula.equation)")


def test_places_are_lines_and_columns_from_1():
    text = f"a\r\n  rnnformula:{LSTM} = 1\n\n偏置 rnnformula:{KERNEL} = 100 rnnformula:{SUM} = 120"
    assert [(claim.line, claim.column) for claim in cited_claims(text)] == [(2, 3), (4, 4), (4, 26)]


def test_the_time_is_that_of_the_length_whatever_the_text():
    pieces = (f"rnnformula:{LSTM}(", "rnnformula:a", "rnnformula:225Q" + " " * 50, "rnnformula:225Q = 1,", "\n")
    started = time.process_time()
    for piece in pieces:
        for _ in cited_claims(piece * (400_000 // len(piece))):
            pass
    assert time.process_time() - started < 20


def test_the_claims_of_a_text_are_checked_by_the_tags_of_the_package():
    tag = next(tag for tag in tags() if tag.formula and tag.formula.layer == "LSTM")
    right, wrong = verify(f"rnnformula:{tag.tag}({SIZES}) = 18176 rnnformula:{tag.id}({SIZES}) = 3")
    assert (right.holds, wrong.holds, wrong.count) == (True, False, 18176)
    with pytest.raises(InputError, match="unknown language 'fr'"):
        verify("", lang="fr")


def test_every_formula_of_the_package_that_counts_a_layer_counts_it_as_its_example_says():
    checked = 0
    for tag in tags():
        if tag.formula and tag.formula.python and not tag.retired:
            sizes = ", ".join(f"{size}={number}" for number, size in enumerate(tag.formula.sizes, 2))
            (claim,) = verify(f"rnnformula:{tag.tag}({sizes}) = 0")
            assert claim.count, claim
            (again,) = verify(f"rnnformula:{tag.id}({sizes}) = {claim.count}")
            assert again.holds
            checked += 1
    assert checked


def test_the_summary_counts_claims():
    texts = (f"rnnformula:{LSTM} = 18176", f"rnnformula:{LSTM} = 18176", f"rnnformula:{LSTM} = 1")
    claims = [verdict(text) for text in texts]
    assert summary_of([]).startswith("No claim was found; one is written rnnformula:")
    assert summary_of(claims[:1]) == "The claim holds."
    assert summary_of(claims[:2]) == "All 2 claims hold."
    assert summary_of(claims) == "1 of 3 claims do not hold."
    assert summary_of(claims, CHINESE) == "共 3 处，1 处不成立。"


@pytest.mark.parametrize(
    ("python", "number"),
    [("-2 + 3 * (n - 1)", 10), ("n // 2 + n / 5", 3), ("2", 2)],
)
def test_a_formula_is_computed_and_never_run(python, number):
    assert evaluate_formula(TagFormula("", "n", python, ("n",)), {"n": 5}) == number


@pytest.mark.parametrize("python", ["n ** 2", "__import__('os')", "n.real", "n if n else 1", "m", "1.5"])
def test_a_formula_of_other_signs_is_refused(python):
    with pytest.raises(ValueError, match="no formula of a tag has"):
        evaluate_formula(TagFormula("", "n", python, ("n",)), {"n": 5})


@pytest.mark.parametrize("python", ["n / 2", "1 // (n - 5)"])
def test_a_formula_that_gives_no_whole_number_says_so(python):
    with pytest.raises(InputError, match="n is no whole number for n=5"):
        evaluate_formula(TagFormula("", "n", python, ("n",)), {"n": 5})


def test_arguments_are_those_of_a_call():
    text = "a=1_000, b='same', c=(3, 3), d=LSTM(4), e=none"
    assert read_claimed_arguments(text) == {"a": 1000, "b": "same", "c": (3, 3), "d": "LSTM(4)", "e": None}


def test_a_text_may_be_of_any_unicode_and_bytes_are_none():
    text = f"偏置 rnnformula:{LSTM} = 18176"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert text_of(text.encode(encoding)) == text
    assert text_of(b"\x89PNG\0\0") is None
