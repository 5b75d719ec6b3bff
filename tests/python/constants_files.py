"""Random texts of JSON, YAML, TOML, CSV and INI files, with what Python reads from them."""

import configparser
import csv
import io
import json

try:
    import tomllib
except ImportError:
    tomllib = None
try:
    import yaml
except ImportError:
    yaml = None

PLAIN = [
    "a", "b", "key", "dag_id", "x y", "yes", "no", "on", "Off", "TRUE", "False", "y", "n", "null", "~", "Null", "0", "1", "-1", "+5", "010", "0o10", "08", "0x1F", "0b101", "1_000", "1:30", "190:20:30", "1.5", "1.", ".5", "-.5", "1e3", "1.5e3", "1.5e+3", "1:30.5", ".inf", "-.INF", ".NaN",
    "2024-01-31", "2024-1-3", "2024-01-31 10:00:00", "2024-01-31T10:00:00Z", "2024-01-31t1:02:03.5 +1", "2024-01-31 10:00:00 -05:30", "2024-13-01", "=", "<<", "@daily", "0 5 * * *", "a:b", "a: b", "http://x/y?z=1", "a #b", "a#b", "- x", "-x", "?x", "? x", "!x", "&a", "*a", "%x", "`x`", "a,b", "[a", "{a", "a]", "é", "日本",
    "it's", 'say "hi"', "...", "---", "|", ">", "1_", "0_", "0x", "_1", "1__0", "+.inf", "1e5.", "12:3", "12:60", "é: x", "a\\n", "1,000", "12e03", "0.", "685_230.15", "0.1", "-0", "-0.0", "+0x1", "99999999999999999999", "1.7976931348623157e+400", "true ", "None", "*", "* * * * *", "*/5 * * * *",
]
QUOTED = ["'a'", '"a"', "'it''s'", '"a\\nb"', '"\\u00e9"', '"\\x41"', "'a: b'", '"a # b"', "''", '""', '"\\t"', '"a\\\\b"', '"\\/"', '"\\e"', "'yes'", '"1"', '"a\\\n  b"', "'a\n  b'", '"a\n\n  b"', "'\\n'", '"\\q"', '"\\_\\N\\L"', "'a", '"😀"', "'%d'"]
TAGS = ["!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "!x ", "! ", "!!timestamp ", "!!binary ", "!!set ", "!!python/tuple "]


def yaml_scalar(values):
    roll = values.random.random()
    text = values.one(*PLAIN) if roll < 0.7 else values.one(*QUOTED)
    if values.chance(0.04):
        text = values.one(*TAGS) + text
    return text


def yaml_flow(values, depth):
    if depth == 0 or values.chance(0.4):
        return yaml_scalar(values)
    inside = lambda: yaml_flow(values, depth - 1)
    gap = values.one(" ", " ", "", "\n  ")
    if values.chance(0.5):
        return "[" + ("," + gap).join(values.list(inside, 4)) + values.one("", "", ",") + "]"
    pair = lambda: values.one(inside() + ": " + inside(), inside() + ": " + inside(), inside() + ":" + inside(), inside())
    return "{" + ("," + gap).join(values.list(pair, 4)) + "}"


def yaml_block(values, depth, indent, names):
    """Lines of a block, which begin at this indent."""
    pad = " " * indent
    roll = values.random.random()
    mark = ""
    if values.chance(0.08):
        names.append("a%d" % len(names))
        mark = "&" + names[-1] + " "
    elif names and values.chance(0.12):
        return values.one(" *" + values.one(*names) + "\n", " *" + values.one(*names) + "\n", " *" + values.one(*names) + " # x\n")
    if depth == 0 or roll < 0.35:
        comment = values.one("", "", "", " # note", "#no", "  ")
        return " " + mark + yaml_scalar(values) + comment + "\n"
    if roll < 0.45:
        return " " + mark + yaml_flow(values, 2) + "\n"
    if roll < 0.58:
        head = values.one("|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", "| # c")
        body = "".join(values.one("text\n", "  more\n", "\n", "a: b\n", "# no comment\n", "- x\n", "é 'q'\n", "  \n", "\n\n") if not values.chance(0.5) else "line\n" for _ in range(values.random.randrange(5)))
        lines = [(pad + "  " + line if line.strip() or values.chance(0.3) else line.strip(" ")) for line in body.splitlines(True)]
        return " " + mark + head + "\n" + "".join(lines)
    if roll < 0.63:
        more = "".join(pad + "  " + values.one("more words", "and more", "x") + "\n" + values.one("", "\n") for _ in range(values.random.randrange(1, 3)))
        return " " + mark + values.one("some words", "'quoted", '"double') + "\n" + more
    step = values.one(2, 2, 2, 4, 1)
    lines = []
    if roll < 0.8:
        dedent = values.chance(0.3) and indent >= 2
        for _ in range(values.random.randrange(1, 4)):
            at = pad[2:] if dedent else pad
            if values.chance(0.3):
                inner = yaml_block(values, depth - 1, len(at) + 2, names)
                first = values.one("k", "name") + ":" + yaml_block(values, 0, len(at) + 4, names)
                lines.append(at + "- " + first + values.one("", at + "  other:" + inner))
            else:
                lines.append(at + "-" + yaml_block(values, depth - 1, len(at) + step, names))
    else:
        for _ in range(values.random.randrange(1, 4)):
            key = values.one("a", "b", "c", "key one", "1", "yes", "'q k'", "2024-01-31", "<<", yaml_scalar(values), "=", "? x\n" + pad)
            if names and values.chance(0.2):
                lines.append(pad + "<<: " + values.one("*" + values.one(*names), "[*" + values.one(*names) + ", {z: 1}]", "{a: 1}", "1") + "\n")
            else:
                lines.append(pad + key + ":" + values.one("", "", "", " ") + yaml_block(values, depth - 1, indent + step, names))
        if values.chance(0.1):
            lines.insert(values.random.randrange(len(lines) + 1), values.one("# comment\n", pad + "# c\n", "\n", "   \n"))
    return " " * (1 if mark else 0) + mark.strip() + "\n" + "".join(lines)


def yaml_text(values):
    body = yaml_block(values, values.random.randrange(1, 4), 0, [])
    body = body.lstrip(" ") if values.chance(0.3) else body.lstrip(" \n")
    body = values.one("", "", "", "---\n", "--- ", "# head\n", "\n") + body + values.one("", "", "", "...\n", "---\n", "--- x\n", "\n\n", "# end")
    if values.chance(0.06):
        place = values.random.randrange(len(body) + 1)
        body = body[:place] + values.one(":", "-", " ", "\n", "'", '"', "[", "}", "#", ",", "\t", "|", "\r\n", "\x07", "&a ", "*a") + body[place:]
    if values.chance(0.05):
        body = body.replace("\n", "\r\n")
    return body


def yaml_case(values):
    text = yaml_text(values)
    if values.chance(0.1):
        return "data.yaml_all", ["yaml_all", text], lambda: list(yaml.safe_load_all(text))
    return "data.yaml", ["yaml", text], lambda: yaml.safe_load(text)


def yaml_scalars(values):
    text = values.one(*PLAIN, *QUOTED)
    if values.chance(0.4):
        text = "".join(values.one(*"0123456789:._-+eExb TtZ") for _ in range(values.random.randrange(1, 9)))
    text = values.one("", "a: ", "- ") + text
    return "data.yaml_scalar", ["yaml", text], lambda: yaml.safe_load(text)


def json_case(values):
    text = json.dumps(values.document(), indent=values.one(None, None, 2), ensure_ascii=values.chance(0.5))
    text = values.one(text, text, text.replace(",", " , "), text.replace("1", "1e2"), text.replace("0", "-0"), text.replace('"', '"\\u0041\\n'), text.replace(":", ""), text + " x", '{"a":1,"b":2,"a":3}', '"\\ud83d\\ude00"', '"\\ud83d"', "[1,]", "01", "1.", ".5", "-", "1E400", "99999999999999999999", "\ufeff[]", '"\x01"', "[1 2]", "nul", "NaN", "-Infinity", '{"a"}', "{1:2}", '"\\x"', '"\\u12"', "")
    if values.chance(0.15) and text:
        place = values.random.randrange(len(text))
        text = text[:place] + values.one("", "[", "}", '"', ",", "\\", "\n", "0") + text[place + values.random.randrange(2):]
    return "data.json", ["json", text], lambda: json.loads(text)


TOML_VALUES = ["1", "-17", "1_000", "0x1F", "0o17", "0b11", "1.5", "1e3", "-0.0", "inf", "nan", "true", "false", '"a"', "'a'", '"a\\nb"', '"\\u00e9"', '"\\e"', '"\\x41"', "2024-01-31", "2024-01-31T10:00:00Z", "2024-01-31 10:00:00.123456789", "2024-01-31T10:00:00+05:30", "10:00:00", "10:00", "2024-01-31T10:00", "[1, 2]", "[1, 2,]", "[\n1,\n2,\n]", "{a = 1, b = {c = 2}}", "{a = 1,}", "{\na = 1}", '"""\na\nb"""', "'''x'''", '"""a \\\n  b"""', "[]", "{}", "99999999999999999999", "01", "+1", "x", "[1, 'a']", '[{a=1},{b=2}]']


def toml_text(values):
    lines = []
    for _ in range(values.random.randrange(1, 8)):
        key = values.one("a", "b", "z", "c", '"q k"', "a.b", "x.y.z", "1", "'l'", "é", "k-1", "m", "d")
        roll = values.random.random()
        if roll < 0.2:
            lines.append(values.one("[%s]", "[[%s]]", "[t.%s]", "[[arr.%s]]") % key)
        elif roll < 0.25:
            lines.append(values.one("# note", "", "  "))
        else:
            lines.append(key + values.one(" = ", "=") + values.one(*TOML_VALUES) + values.one("", "", " # c"))
    return "\n".join(lines) + values.one("\n", "")


def toml_case(values):
    text = toml_text(values)
    return "data.toml", ["toml", text], lambda: tomllib.loads(text)


def csv_case(values):
    cell = lambda: values.one("a", "", "b c", '"q"', '"a,b"', '"a""b"', '"x\ny"', 'a"b', '"a"b', " c", "1", "é", '"open' if values.chance(0.05) else "z", "'s'")
    delimiter, quote, named = values.one(",", ",", ";", "|"), values.one('"', '"', "'"), values.chance(0.4)
    rows = [delimiter.join(values.list(cell, 4)) for _ in range(values.random.randrange(5))]
    text = values.one("\n", "\r\n").join(rows) + values.one("", "\n", "\n\n")

    def run():
        reader = (csv.DictReader if named else csv.reader)(io.StringIO(text.replace("\r\n", "\n")), delimiter=delimiter, quotechar=quote)
        return list(reader)

    return "data.csv", ["csv", text, delimiter, quote, named], run


def ini_case(values):
    lines = []
    for _ in range(values.random.randrange(1, 8)):
        lines.append(values.one("[a]", "[b]", "[DEFAULT]", "k = v", "Key: Value", "x=1", "y = a = b", "z:", "# c", "; c", "", "empty =", "novalue", " indented = 1", "p = 50%", "[c] trailing", "n = a # b", "q = a ; b", "[x]y]"))
    text = "\n".join(["[top]"] * values.chance(0.6) + lines) + "\n"

    def run():
        parser = configparser.ConfigParser()
        parser.read_string(text)
        return {name: dict(parser[name]) for name in parser}

    return "data.ini", ["ini", text], run


FAMILIES = [(json_case, 5), (csv_case, 3), (ini_case, 2)]
if tomllib:
    FAMILIES.append((toml_case, 5))
if yaml:
    FAMILIES.extend([(yaml_case, 16), (yaml_scalars, 6)])
