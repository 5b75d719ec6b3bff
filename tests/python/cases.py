"""What is compiled: the files of a CPython's standard library, the strings of its own tests, and mutants."""

import random
from pathlib import Path

# CPython's tests of what compiles and what does not.
TESTS = """
    test_annotations test_ast test_asyncgen test_await test_bytes test_builtin test_class test_code test_codeop
    test_compile test_contextlib test_coroutines test_decorators test_dictcomps test_eof test_except_star
    test_exceptions test_exception_variations test_fstring test_future test_future_stmt test_generators test_genexps
    test_global test_grammar test_int_literal test_keywordonlyarg test_listcomps test_metaclass test_named_expressions
    test_nonlocal test_patma test_peg_generator test_pep646_syntax test_positional_only_arg test_raise test_scope
    test_setcomps test_source_encoding test_string_literals test_strtod test_symtable test_super test_syntax
    test_tokenize test_tstring test_type_aliases test_type_annotations test_type_comments test_type_params
    test_typing test_unicode_identifiers test_unpack test_unpack_ex test_unparse test_utf8source test_with
    test_yield_from test_pep670 test_flufl test_cmd_line_script test_repl test_unicodedata test_ucn test_lib2to3
    test_complex test_float test_long test_numeric_tower test_except_star test_cppext test_lambda test_pdb test_dis
    test_traceback test_linecache test_inspect test_doctest test_trace test_opcodes test_operator test_dict
""".split()
# A mutant's file is no longer than this: the time goes to more mutants.
LONGEST = 12_000


def files(library):
    """The standard library's Python files, its deliberately bad ones included."""
    found = (path for path in Path(library).rglob("*.py") if "site-packages" not in path.parts)
    return sorted(path for path in found if path.is_file())


def snippets(library, cpython):
    """Every distinct string of the tests, each with the name of its test."""
    found = {}
    for path in files(library):
        in_tests = "test" in path.parts and (path.stem in TESTS or path.parent.name in TESTS)
        if in_tests:
            for text in cpython.snippets(path.read_bytes()):
                found.setdefault(text, path.stem)
    return found


def encodings(cpython):
    """Each encoding that the CPython knows, declared above bytes that are text in it, and above each single byte."""
    for name in cpython.encodings():
        for text in ("x = 1", "x = 'é'", "x = 'я'", "x = 'テスト'", "x = '한글'", "x = '中文'", "x = '٠١'", "é = 1"):
            try:
                yield f"{name}: {text}", f"# coding: {name}\n".encode() + text.encode(name) + b"\n"
            except (UnicodeEncodeError, LookupError):
                pass
        for byte in range(128, 256):
            yield f"{name}: byte {byte:#x}", f"# coding: {name}\nx = '".encode() + bytes([byte]) + b"'\n"
    for head in (b"", b"\xef\xbb\xbf"):
        for declared in (b"", b"# coding: utf-8\n", b"# coding: utf8\n", b"# coding: latin-1\n", b"# coding: no\n", b"\n# coding=ascii\n"):
            for tail in (b"x = 1\n", b"# \xff\n", b"# \xc3\xa4\n", b"x = '\xff'\n", b"# a\0b\n", b"x = 1\0\n", b"x = 1\n\x1a"):
                source = head + declared + tail
                yield repr(source), source


def mutants(library, cpython, count, seed):
    """`count` files of the library, each with a token deleted, doubled or swapped with the next."""
    chance = random.Random(seed)
    paths = [path for path in files(library) if path.stat().st_size <= LONGEST]
    tokens = {}
    while count > 0:
        path = chance.choice(paths)
        if path not in tokens:
            tokens[path] = spans(path.read_bytes(), cpython)
        # A dozen mutants of a file at a time, or fewer where it is short.
        for how, mutant in mutations(*tokens[path], min(12, count), chance):
            count -= 1
            yield f"{path.relative_to(library)}, {how}", mutant


def snippet_mutants(library, cpython, count, seed):
    """The same with the strings of the tests: short, and each about one rule."""
    chance = random.Random(seed)
    found = {text: name for text, name in snippets(library, cpython).items() if b"\n" in text[:-1] or len(text) > 12}
    names = list(found.items())
    tokens = {}
    for _ in range(count * 10):
        text, name = chance.choice(names)
        if text not in tokens:
            tokens[text] = spans(text, cpython)
        for how, mutant in mutations(*tokens[text], min(2, count), chance):
            count -= 1
            yield f"{name}: {text!r}, {how}", mutant
        if count <= 0:
            return


def spans(source, cpython):
    """A source with the spans of its tokens; with none when it cannot have mutants."""
    try:
        source.decode()
    except UnicodeDecodeError:
        return source, []
    if source.startswith(b"\xef\xbb\xbf") or cpython.refusal(source) is not None:
        return source, []
    return source, cpython.tokens(source)


def mutations(source, spans, most, chance):
    for _ in range(min(most, len(spans) // 4)):
        at = chance.randrange(len(spans) - 1)
        (start, end), (next_start, next_end) = spans[at], spans[at + 1]
        how = chance.choice(("deleted", "doubled", "swapped"))
        text = source[start:end]
        if how == "deleted":
            mutant = source[:start] + source[end:]
        elif how == "doubled":
            mutant = source[:end] + b" " + text + source[end:]
        else:
            mutant = source[:start] + source[next_start:next_end] + source[end:next_start] + text + source[next_end:]
        yield f"byte {start}: {text.decode()!r} {how}", mutant
