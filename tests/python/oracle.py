"""What one CPython says of many sources. Runs under the CPython that is asked; `compare.py` starts it.

Reads `<request> <bytes>` lines, each followed by that many bytes, and answers each with one line of JSON:

    compile   null when `compile()` accepts the source, else why it does not
    tokens    the spans of the source's tokens, as byte offsets: [[start, end], …]
    encodings the encodings it knows
    snippets  every string constant of the source, which is one of CPython's own tests: [text, …]
"""

import ast
import doctest
import io
import encodings.aliases as known
import json
import sys
import textwrap
import token
import tokenize
import warnings

LAYOUT = {token.INDENT, token.DEDENT, token.NEWLINE, token.ENDMARKER, tokenize.NL, tokenize.COMMENT, tokenize.ENCODING}


def verdict(source):
    try:
        compile(source, "<source>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError, SystemError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def tokens(source):
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    texts = [line.decode() for line in lines]

    def offset(place):
        line, column = place
        return starts[line - 1] + len(texts[line - 1][:column].encode())

    return [
        [offset(found.start), offset(found.end)]
        for found in tokenize.tokenize(io.BytesIO(source).readline)
        if found.type not in LAYOUT and found.start != found.end
    ]


def snippets(source):
    """Strings as they stand, without their common indentation, and the examples of doctests."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, (str, bytes)):
            continue
        value = node.value
        if isinstance(value, bytes):
            found[value] = None
            continue
        parts = [value, textwrap.dedent(value)]
        try:
            parts += [example.source for example in doctest.DocTestParser().get_examples(value)]
        except ValueError:
            pass
        for part in parts:
            try:
                found[part.encode()] = None
            except UnicodeEncodeError:
                pass
    return [value.decode("latin-1") for value in found]


def encodings(_):
    """The names of the encodings that may hold Python source, and their aliases."""
    names = {}
    for alias, name in known.aliases.items():
        for candidate in (name, alias, name.replace("_", "-")):
            try:
                if "x = 1".encode(candidate) == b"x = 1":
                    names[candidate] = None
            except (LookupError, UnicodeError):
                pass
    return list(names)


def main():
    warnings.simplefilter("ignore")
    requests, answers = sys.stdin.buffer, sys.stdout
    answer = {"compile": verdict, "tokens": tokens, "snippets": snippets, "encodings": encodings}
    while header := requests.readline():
        request, length = header.split()
        source = requests.read(int(length))
        answers.write(json.dumps(answer[request.decode()](source)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
