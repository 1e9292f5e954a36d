"""The languages of the register, as MkDocs, its plugins and the theme are told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, DictLoader

from rnnformula.language import DEFAULT, LANGUAGES, language_of, section_names
from rnnformula.site.publish.citation_texts import DIALOG_FORMATS
from rnnformula.site.publish.edit_links import take_from_theme, word_files

if TYPE_CHECKING:
    from jinja2 import Environment

    from rnnformula.language.definition import Language
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.publish.generator import MkDocsConfig

#: The two colour schemes of mkdocs.yml, in its order -> the label of the switch that leads away from it.
TOGGLES = {"default": "dark", "slate": "light"}
#: The sections of the menu that lead a reader on who came to nothing.
WAYS_IN = ("section_derivations", "section_questions")
#: A file of the theme for a language that it has no words of; what is not in it, it says in English.
THEME_WORDS = """\
{% macro t(key) %}{{ {"language": "LANGUAGE", "direction": "DIRECTION"}[key] }}{% endmacro %}
"""


def tell_plugins(config: MkDocsConfig) -> None:
    """Put the languages of the register into the settings of the plugins and of the theme."""
    take_from_theme(config)
    plugins: Any = config.plugins
    make_settings = type(plugins["i18n"].config.languages[0])
    plugins["i18n"].config.languages = [_settings(language, make_settings()) for language in LANGUAGES.values()]
    for scheme in config.theme["palette"]:
        key = TOGGLES[scheme["scheme"]]
        scheme["toggle"]["name"] = " / ".join(language.words[key] for language in LANGUAGES.values())


def _settings(language: Language, settings: Any) -> Any:
    """What static-i18n is told of a language.

    Raises:
        ValueError: the plugin refuses it, as it does a code of another form than `xx` or `xx-XX`.
    """
    is_default = language.code == DEFAULT
    settings.load_dict(
        {
            "locale": language.code,
            "name": language.name,
            "default": is_default,
            "site_description": language.words["site_description"],
            "nav_translations": None
            if is_default
            else dict(zip(section_names(DEFAULT), section_names(language.code), strict=True)),
        }
    )
    failed, _ = settings.validate()
    if failed:
        raise ValueError(f"language {language.code!r}: {'; '.join(str(error) for _, error in failed)}")
    return settings


def ways_in(book: Book, lang: str) -> dict[str, list[Page]]:
    """The pages that a lost reader may want, by the name of their section: those in none, the layers, the questions."""
    pages = {page.path: page for page in book.in_languages([lang])}
    own, default = language_of(lang).words, LANGUAGES[DEFAULT].words
    names = {"": "", **{default[key]: own[key] for key in WAYS_IN}}
    sections = book.settings.pages_by_section
    return {name: [pages[path] for path in sections.get(title, ()) if path in pages] for title, name in names.items()}


def tell_theme(env: Environment, book: Book) -> None:
    """Give the theme's templates the languages and the ways in, and words for each language that the theme lacks."""
    env.globals |= {
        "languages": LANGUAGES,
        "default_language": LANGUAGES[DEFAULT],
        "ways_in": {lang: ways_in(book, lang) for lang in LANGUAGES},
        "word_files": word_files(book),
        "tags_in_use": len(book.published_ids),
        "citation_formats": DIALOG_FORMATS,
    }
    missing = {
        f"partials/languages/{language.code}.html": THEME_WORDS.replace("LANGUAGE", language.code).replace(
            "DIRECTION", language.direction
        )
        for language in LANGUAGES.values()
    }
    assert env.loader
    env.loader = ChoiceLoader([env.loader, DictLoader(missing)])
