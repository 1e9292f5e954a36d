"""Hands mkdocs' events to rnnformula.site.build; a package that changed is imported anew for the next build."""

import importlib
import os
import sys
import time
from pathlib import Path

from mkdocs.commands.build import log as build_log
from mkdocs.plugins import CombinedEvent, event_priority

#: The package beside these pages is meant, not another one that is installed.
ROOT = str(Path(__file__).resolve().parent.parent)

#: Outlives rebuilds: it holds the worker process that has imported TensorFlow.
KEPT = "rnnformula.site.examples.pool"

#: So many seconds without another edit, and the build that hurried ahead is followed by a whole one.
QUIET = 1.0
#: How often, in seconds, it is looked whether a page was edited; MkDocs looks half as often.
LOOKED = 0.2

_command = "build"
_build = None
#: The last build that was whole, and the edited pages that a first look is about to show.
_whole = None
_edited = ()
#: When the build began that is under way, in nanoseconds.
_begun = 0
#: The server of a live site, once it runs.
_server = None
#: The files of the package as they were imported, by path.
_imported = {}
#: What a live build showed, so that the next one makes again only what changed; None without ``--dirty``.
_shown = None


def _find_package():
    if sys.path[0] != ROOT:  # mkdocs takes back what a hook adds while it is loaded
        sys.path.insert(0, ROOT)


def _package():
    return {str(file): file.stat().st_mtime_ns for file in Path(ROOT, "rnnformula").rglob("*.py")}


def _renew():
    """Have the package imported anew where it changed since the build before."""
    global _imported
    _find_package()
    imported, _imported = _imported, _package()
    if _build and imported != _imported:
        for name in [name for name in sys.modules if name.split(".")[0] == "rnnformula" and name != KEPT]:
            del sys.modules[name]


def on_startup(command, dirty):
    global _command, _shown, _begun
    _command = command
    _begun = _now()
    if dirty:
        _shown = {}
        # MkDocs goes by the times of files, and says so; here a page goes by all that it shows.
        build_log.addFilter(lambda record: "'dirty' build" not in record.getMessage())
    _find_package()
    if not os.getenv("RNNFORMULA_PREVIEW") and not any(Path(ROOT, ".cache", "results").glob("*.json")):
        importlib.import_module(KEPT).warm_up(Path(ROOT))  # nothing is cached, so Keras will be needed


@event_priority(50)  # before mkdocstrings takes the language of the theme, which is that of the build before
def _before_plugins(config):
    if _edited:  # pages of one language, and the package is as it was
        config.plugins["i18n"].current_language = _edited[0].lang
    elif not config.plugins["i18n"].building:  # else the next language of the same build
        _renew()
    importlib.import_module("rnnformula.site.publish.api_reference").tell_language(config)
    return config


def _after_plugins(config):
    importlib.import_module("rnnformula.site.publish.translations").tell_plugins(config)
    api_reference = importlib.import_module("rnnformula.site.publish.api_reference")
    api_reference.leave_out_style(config)
    api_reference.share_package(config)
    if _command == "serve":  # a live page says itself which snippet is missing
        config.mdx_configs["pymdownx.snippets"]["check_paths"] = False
        config.plugins["material/search"].is_dirty = False  # its entries are kept with the pages
    return config


on_config = CombinedEvent(_before_plugins, _after_plugins)


def on_pre_build(config):
    global _build
    if config.plugins["i18n"].building:
        return
    if _edited:
        _build = importlib.import_module("rnnformula.site.first_look").FirstLook(config, _whole, _edited, _begun)
        config.plugins.events["post_build"][:] = [on_post_build]  # no other language, and no index of the search
    else:
        live = _command == "serve"
        _build = importlib.import_module("rnnformula.site.build").Build(config, live=live, shown=_shown, begun=_begun)
        if _server:
            _build.is_outdated = lambda: _server._want_rebuild
    _build.examine()


def on_files(files, config):
    _build.add_files(files, config)
    return files


@event_priority(-150)  # after the languages were told apart
def on_nav(nav, config, files):
    _build.leave_out(files)
    return nav


def on_env(env, config, files):
    _build.keep_templates(env)
    return env


def on_page_read_source(page, config):
    return _build.source_of(page)


def on_page_markdown(markdown, page, config, files):
    _build.begin_page(page)
    return markdown


def on_page_content(html, page, config, files):
    return _build.finish_page(html, page)


@event_priority(50)  # before the search reads the page
def _before_search(context, page, config, nav):
    _build.show_to_search(page)
    return context


@event_priority(-50)
def _after_search(context, page, config, nav):
    _build.show_to_readers(page)
    return context


on_page_context = CombinedEvent(_before_search, _after_search)


def on_post_page(output, page, config):
    return _build.finish_html(output, page.file.src_uri)


def on_post_template(output, template_name, config):
    return _build.finish_html(output, template_name) if template_name.endswith(".html") else output


def on_post_build(config):
    _build.finish_language(config)


def on_serve(server, config, builder):
    if _shown is not None:
        global _server, _whole
        _server, _whole = server, _build
        server.builder = lambda: _build_twice(server, builder)
        for emitter in server.observer.emitters:  # those of `docs` and of the settings; the others come later
            emitter._timeout = LOOKED
    return server


def _build_twice(server, builder):
    """Show pages that were edited at once; when nothing is edited any more, build the site as a whole."""
    global _whole, _edited, _begun
    _begun = _now()
    if _whole and _package() == _imported:
        _edited = importlib.import_module("rnnformula.site.first_look").edited_pages(_whole)
    if _edited:
        try:
            builder()
        except (Exception, SystemExit):
            pass  # the whole build says what is wrong
        else:
            _reload(server)
            with server._rebuild_cond:
                if server._rebuild_cond.wait_for(lambda: server._want_rebuild or server._shutdown, timeout=QUIET):
                    return
        finally:
            _edited = ()
    before, _whole = _whole, None  # unless the build succeeds
    _begun = _now()
    try:
        builder()
    except Exception as error:
        module = importlib.import_module("rnnformula.site.build")
        if not isinstance(error, module.OutdatedError):
            raise
        _whole = before if isinstance(before, module.Build) else None  # the package may be another one now
        return
    _whole = _build
    if _build.unchanged.differs:
        server._wanted_epoch += 1  # else the browsers that have had the first look stay as they are


def _now():
    return time.time_ns() - 2 * 10**7  # the times of files are coarser


def _reload(server):
    """Have the browsers load their pages again, and answer them, while the build goes on."""
    with server._epoch_cond:
        server._visible_epoch = server._wanted_epoch
        server._epoch_cond.notify_all()


def on_build_error(error):
    if _command == "build" and _build:
        _build.discard()


def on_shutdown():
    if KEPT in sys.modules:
        sys.modules[KEPT].close()
