"""Runs inside Pyodide: the modules that a program has loaded, compiled and short, as archives that Python imports from.

`browser_python.mjs` calls it. It stands alone, as nothing of this site is there.
"""

from __future__ import annotations

import ast
import io
import marshal
import sys
import zipfile
import zlib
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from types import CodeType

#: What stands before the code in a compiled file: the version of Python, and that no source is to be compared.
HEAD = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
#: The first day that a zip can name: the day of a build is no part of what it publishes.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def load_all_that_is_named(package: zipfile.ZipFile) -> None:
    """Import what a function of the package may import later, which no run need have come by."""
    for name in package.namelist():
        for node in ast.walk(ast.parse(package.read(name))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for module in names:
                if module.partition(".")[0] in sys.stdlib_module_names:
                    import_module(module)


def loaded_from(archive: zipfile.ZipFile) -> list[str]:
    """The files of an archive that were loaded, those that are part of the program itself left out."""
    modules = [module for module in list(sys.modules.values()) if getattr(module, "__file__", None)]
    files = [
        str(module.__file__).removeprefix(f"{archive.filename}/")
        for module in modules
        if module.__spec__ and module.__spec__.origin != "frozen"
    ]
    return sorted({*files} & {*archive.namelist()})


def compiled_archive(archive: zipfile.ZipFile, names: list[str], *, is_own: bool) -> bytes:
    """The files as an archive of compiled ones, packed as a whole: so what is alike in them is packed once.

    No docstrings, and no lines: what goes wrong is told by its message alone. Of our own package the types of functions
    go too, which nothing reads; those of fields stay.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as short:
        for name in names:
            tree = ast.parse(archive.read(name), name)
            for node in ast.walk(tree) if is_own else ():
                _take_types_off(node)
            code = compile(tree, name, "exec", dont_inherit=True, optimize=2)
            entry = zipfile.ZipInfo(f"{name}c", FIRST_DAY)
            entry.create_system = 3
            short.writestr(entry, HEAD + marshal.dumps(_without_lines(code)))
    packer = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    return packer.compress(written.getvalue()) + packer.flush()


def _take_types_off(node: ast.AST) -> None:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        node.returns = None
    elif isinstance(node, ast.arg):
        node.annotation = None


def _without_lines(code: CodeType) -> CodeType:
    constants = (
        _without_lines(constant) if isinstance(constant, CodeType) else constant for constant in code.co_consts
    )
    return code.replace(co_consts=tuple(constants), co_linetable=b"")
