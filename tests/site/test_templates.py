"""What the project changes in the theme's own HTML is changed, or the build stops."""

import pytest
from jinja2 import DictLoader, Environment

from rnnformula.language import LANGUAGES, words
from rnnformula.site.publish.templates import prepare_templates
from tests.languages import ENGLISH

BASE = "{% block header %}<nav>a</nav>{% endblock %}"
OURS = (
    "{% extends 'base' %}{% block header %}"
    "{{ super() | replaced('<nav>', '<nav title=' ~ label.menu ~ '>') }}{% endblock %}"
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_changes_a_place_of_the_theme_in_the_words_of_the_language(tmp_path, lang):
    env = Environment(loader=DictLoader({"base": BASE, "ours": OURS}))
    prepare_templates(env, tmp_path / "templates", lang)
    assert env.get_template("ours").render() == f"<nav title={words(lang)['menu']}>a</nav>"
    assert list((tmp_path / "templates").iterdir())


@pytest.mark.parametrize(("base", "times"), [("", 0), ("<nav></nav><nav></nav>", 2)])
def test_a_theme_that_writes_something_else_stops_the_build(tmp_path, base, times):
    env = Environment(loader=DictLoader({"base": f"{{% block header %}}{base}{{% endblock %}}", "ours": OURS}))
    prepare_templates(env, tmp_path / "templates", ENGLISH)
    with pytest.raises(ValueError, match=f"expected the theme to write '<nav>' once, found it {times} times"):
        env.get_template("ours").render()


def test_the_lines_of_a_templates_statements_leave_no_blanks_in_a_page(tmp_path):
    env = Environment(loader=DictLoader({"page": "<ul>\n  {% if true %}\n    <li>a b</li>\n  {% endif %}\n</ul>"}))
    prepare_templates(env, tmp_path / "templates", ENGLISH)
    assert env.get_template("page").render() == "<ul>\n    <li>a b</li>\n</ul>"
