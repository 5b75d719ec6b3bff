"""Expressions of random programs, by their type: what `programs_statements.py` asks for."""

LETTERS = "abcxyz"
SWITCHES = 4
CHAINS = [
    "map(str.upper, {})",
    "itertools.chain.from_iterable([{}, ['c']])",
    "itertools.islice(itertools.cycle({} or ['a']), 3)",
    "itertools.starmap(lambda p, q: p + q, itertools.zip_longest({}, ['a', 'b'], fillvalue='_'))",
    "itertools.dropwhile(lambda q: q < 'b', {})",
    "(q for q in {} if q)",
    "iter({})",
    "frozenset(['k']).union(['k']) and {}",
    "filter(None, {})",
    "reversed({})",
    "dict.fromkeys({})",
    "itertools.chain({}, ())",
    "itertools.islice({}, 2)",
    "itertools.takewhile(lambda q: q, {})",
]


class Expressions:
    """Text of expressions. The program that inherits from it says what names stand for."""

    def expression(self, kind, depth=2):
        """Python's text of a value of this type: in brackets where its place may need them."""
        rows = list(getattr(self, f"{kind}_leaves")())
        known = self.names(kind)
        rows += [lambda: self.pick(known)] * (4 if known else 0)
        if depth > 0:
            rows += getattr(self, f"{kind}_rows")(depth - 1)
            rows += self.general_rows(kind, depth - 1)
        row = self.pick(rows)
        return row() if callable(row) else row

    def general_rows(self, kind, depth):
        rows = [
            lambda: f"({self.expression(kind, depth)} if {self.expression('bool', depth)} else {self.expression(kind, depth)})",
            lambda: f"(lambda q: {self.inner({'q': 'int'}, kind, depth)})({self.expression('int', depth)})",
        ]
        for name, (_, result) in self.functions.items():
            if result == kind:
                rows += [lambda name=name: self.call(name, depth)] * 2
        for name, parts in self.classes.items():
            made = self.names(name) or [None]
            for part, result in parts["attributes"].items():
                if result == kind:
                    rows.append(lambda name=name, made=made, part=part: f"{self.pick(made) or self.instance(name)}.{part}")
            for call, result in parts["methods"].items():
                if result == kind:
                    rows.append(lambda name=name, made=made, call=call: call.format(self.pick(made) or self.instance(name)))
        return rows

    def str_leaves(self):
        literal = "".join(self.pick(LETTERS + "_") for _ in range(self.random.randint(0, 3)))
        rows = [repr(literal), repr(self.pick(LETTERS)), "'a_b.c'"]
        if self.switches:
            rows.append(f"os.environ.get('SWITCH_{self.random.randint(1, SWITCHES)}', {self.pick(LETTERS)!r})")
        return rows

    def str_rows(self, depth):
        text = lambda: self.expression("str", depth)
        number = lambda: self.expression("int", depth)
        texts = lambda: self.expression("strs", depth)
        return [
            lambda: f"f'{{{self.field('str')}}}_{{{self.field('int')}:03d}}'",
            lambda: f"f'{{{self.field('str')}!r:>6}}{{{self.field('str')}:^5s}}'",
            lambda: f"({text()} + {text()})",
            lambda: f"({text()} * ({number()} % 3))",
            lambda: f"{text()}[{number()} % 2:{self.pick(['', number()])}]",
            lambda: (
                f"{text()}{self.pick(['.upper()', '.title()', '.strip(%r)' % '_', '.capitalize()', '.swapcase()', '.lower()'])}"
            ),
            lambda: f"{text()}.replace({self.pick(LETTERS)!r}, {text()}, {self.pick(['-1', '1'])})",
            lambda: f"{text()}.split('_')[{self.pick(['0', '-1'])}]",
            lambda: f"{text()}.partition({self.pick(LETTERS)!r})[{self.pick('012')}]",
            lambda: f"{text()}{self.pick(['.zfill(4)', '.center(5, %r)' % '-', '.ljust(3, %r)' % '.', '.rjust(3)'])}",
            lambda: f"{self.pick(['_', '', '-'])!r}.join({texts()})",
            lambda: (
                "'-'.join("
                + self.pick(["map(str, {})", "(str(x) for x in {})", "[str(x) for x in {}]"]).format(
                    self.expression("ints", depth)
                )
                + ")"
            ),
            lambda: f"('%s_%d' % ({text()}, {number()}))",
            lambda: f"('%(p)s%(q)5.2f' % dict(p={text()}, q={number()}))",
            lambda: f"'{{}}-{{n:x}}'.format({text()}, n={number()})",
            lambda: f"str({number()})",
            lambda: f"chr(97 + {number()} % 26)",
            lambda: f"({texts()} + ['z'])[{number()} % 2 - 1]",
            lambda: f"{self.expression('map', depth)}.get({text()}, {text()})",
            lambda: f"next(iter({texts()}), {text()})",
            lambda: f"{self.pick(['max', 'min'])}({texts()} + [{text()}]{self.pick(['', ', key=len'])})",
            lambda: f"''.join(sorted(set({text()})))",
            lambda: f"functools.reduce(lambda p, q: q + p, {texts()}[:3], {text()})",
            lambda: f"({self.expression('opt', depth)} or {text()})",
            lambda: f"re.sub(r'[a-b]+', {self.pick(['%r' % '-', 'lambda p: p[0] * 2'])}, {text()})",
            lambda: f"type({self.expression(self.pick(['str', 'int', 'strs', 'map', 'bool']), depth)}).__name__",
            lambda: f"collections.Counter({text()} + 'q').most_common(1)[0][0]",
            lambda: f"str({self.expression(self.pick(['strs', 'ints', 'map', 'pairs', 'bool', 'opt']), depth)})",
            lambda: f"os.path.{self.pick(['basename', 'dirname'])}(os.path.join({text()}, 'k', {text()}))",
            lambda: f"f'{{{self.field('str')}!s:_<5}}{{{self.field('int')}:>+4d}}{{{self.field('int')}!r}}'",
            lambda: (
                f"{text()}{self.pick(['.removeprefix(%r)' % 'a', '.removesuffix(%r)' % 'b', '.casefold()', '.lstrip(%r)' % 'ab', '.rstrip()'])}"
            ),
            lambda: f"'{{a}}{{b}}'.format(**{{**{self.expression('map', depth)}, 'a': {text()}, 'b': {number()}}})",
            lambda: f"'{{0[0]}}{{1}}'.format({texts()} + ['w'], {number()})",
            lambda: f"''.join(reversed({text()}))",
            lambda: f"{text()}.translate(str.maketrans('ab', 'ba'))",
            lambda: f"{text()}.rsplit('_', 1)[{self.pick(['0', '-1'])}]",
            lambda: f"{{'a': {text()}, 'b': {text()}}}[{self.pick(['%r' % 'a', '%r' % 'b'])}]",
            lambda: f"({text()}, {text()})[{self.expression('bool', depth)}]",
            lambda: f"'|'.join(f'{{k}}={{v}}' for k, v in {self.expression('map', depth)}.items())",
            lambda: f"sorted({self.expression('map', depth)}.items(), key=lambda q: (q[1], q[0]))[:1].__str__()",
            lambda: f"datetime(2024, 1, {number()} % 28 + 1).strftime('%d')",
            lambda: f"hashlib.md5({text()}.encode()).hexdigest()[:4]",
            lambda: (
                f"json.dumps({self.expression(self.pick(['map', 'strs', 'ints', 'opt', 'bool', 'pairs']), depth)}{self.pick(['', ', sort_keys=True', ', indent=1'])})"
            ),
            lambda: f"json.loads(json.dumps({self.expression('map', depth)})).get('a', {text()})",
            lambda: f"str(Path({text()} or 'r') / 'b.c')",
            lambda: f"(Path('/r') / ({text()} or 's')).{self.pick(['stem', 'name', 'suffix'])}",
            lambda: f"textwrap.dedent('  ' + {text()})",
            lambda: f"string.Template('$a-${{b}}').safe_substitute({self.expression('map', depth)})",
        ]

    def field(self, kind):
        """What stands between the braces of an f-string: no quotes, which old Pythons do not allow there."""
        return self.pick(self.names(kind) or [{"str": "os.sep", "int": "7"}[kind]])

    def int_leaves(self):
        rows = [str(self.random.randint(0, 9)), str(self.random.randint(-3, 3))]
        if self.switches:
            rows.append(f"len(os.environ.get('SWITCH_{self.random.randint(1, SWITCHES)}') or '')")
        return rows

    def int_rows(self, depth):
        number = lambda: self.expression("int", depth)
        text = lambda: self.expression("str", depth)
        return [
            lambda: f"({number()} {self.pick('+-*')} {number()}) % 97",
            lambda: f"({number()} {self.pick(['//', '%'])} ({number()} % 5 or 1))",
            lambda: f"len({self.expression(self.pick(['str', 'strs', 'ints', 'map', 'pairs']), depth)})",
            lambda: f"{text()}.{self.pick(['count', 'find', 'rfind'])}({self.pick(LETTERS)!r})",
            lambda: f"sum({self.expression('ints', depth)}) % 97",
            lambda: f"max({self.expression('ints', depth)}, default={number()})",
            lambda: f"sum(1 for q in {self.expression('strs', depth)} if q {self.pick(['<', '==', '!='])} {text()})",
            lambda: f"ord(({text()} + 'a')[0])",
            lambda: f"divmod({number()}, 3)[{self.pick('01')}]",
            lambda: f"(-{number()})",
            lambda: f"abs({number()})",
            lambda: f"int({self.expression('bool', depth)})",
            lambda: f"round({number()} / 4)",
            lambda: f"int(str({number()})[-1])",
            lambda: f"({number()} & 5 | {number()} ^ 3)",
            lambda: f"(~{number()} << 1)",
            lambda: f"dict({self.expression('pairs', depth)}).get({text()}, {number()})",
            lambda: f"len({{*{self.expression('strs', depth)}, {text()}}})",
            lambda: f"len(set({self.expression('strs', depth)}) & {{'a', 'b', {text()}}})",
            lambda: f"sum(q for _, q in {self.expression('pairs', depth)}) % 97",
            lambda: f"min({number()}, {number()})",
            lambda: f"({self.expression('ints', depth)} + [4]).index(4)",
            lambda: f"(2 ** ({number()} % 5))",
            lambda: f"bisect.bisect(sorted({self.expression('ints', depth)}), {number()})",
        ]

    def bool_leaves(self):
        rows = ["True", "False"]
        if self.switches:
            name = f"SWITCH_{self.random.randint(1, SWITCHES)}"
            rows += [f"bool(os.environ.get({name!r}))", f"({name!r} in os.environ)", f"(os.environ.get({name!r}, 'a') == 'a')"]
        return rows

    def bool_rows(self, depth):
        text = lambda: self.expression("str", depth)
        number = lambda: self.expression("int", depth)
        return [
            lambda: f"({text()} {self.pick(['<', '<=', '==', '!=', '>', 'in', 'not in'])} {text()})",
            lambda: f"({number()} {self.pick(['<', '>=', '==', '!='])} {number()})",
            lambda: f"({number()} < {number()} <= {number()})",
            lambda: f"({text()} {self.pick(['in', 'not in'])} {self.expression(self.pick(['strs', 'map']), depth)})",
            lambda: f"(not {self.expression('bool', depth)})",
            lambda: f"({self.expression('bool', depth)} {self.pick(['and', 'or', '==', '!='])} {self.expression('bool', depth)})",
            lambda: (
                f"{text()}.{self.pick(['startswith', 'endswith'])}({self.pick([repr(self.pick(LETTERS)), '(%r, %r)' % ('a', 'b')])})"
            ),
            lambda: f"{text()}.{self.pick(['isdigit', 'isalpha', 'isupper', 'isidentifier', 'islower'])}()",
            lambda: (
                f"{self.pick(['any', 'all'])}(q {self.pick(['<', '!=', '=='])} {text()} for q in {self.expression('strs', depth)})"
            ),
            lambda: f"bool({self.expression(self.pick(['strs', 'map', 'opt', 'str', 'int']), depth)})",
            lambda: f"({self.expression('opt', depth)} is {self.pick(['', 'not '])}None)",
            lambda: (
                f"isinstance({self.expression(self.pick(['opt', 'str', 'int', 'bool']), depth)}, {self.pick(['str', 'int', '(str, int)'])})"
            ),
            lambda: f"({self.expression('strs', depth)} {self.pick(['==', '<', '!='])} {self.expression('strs', depth)})",
            lambda: f"({self.expression('map', depth)} == {self.expression('map', depth)})",
            lambda: (
                f"({{*{self.expression('strs', depth)}}} {self.pick(['<=', '==', '>'])} {{*{self.expression('strs', depth)}}})"
            ),
            lambda: (
                f"{{*{self.expression('strs', depth)}}}.{self.pick(['isdisjoint', 'issubset'])}({self.expression('strs', depth)})"
            ),
            lambda: f"hasattr({self.expression(self.pick(['str', 'strs', 'int']), depth)}, {self.pick(['upper', 'append'])!r})",
            lambda: f"callable({self.pick(['len', 'plain', repr('a')])})",
            lambda: f"bool(re.{self.pick(['match', 'search', 'fullmatch'])}(r'[ab]+', {text()}))",
        ]

    def opt_leaves(self):
        rows = ["None", repr(self.pick(LETTERS))]
        if self.switches:
            rows.append(f"os.environ.get('SWITCH_{self.random.randint(1, SWITCHES)}')")
        return rows

    def opt_rows(self, depth):
        return [
            lambda: f"{self.expression('map', depth)}.get({self.expression('str', depth)})",
            lambda: f"next((q for q in {self.expression('strs', depth)} if q > {self.expression('str', depth)}), None)",
            lambda: f"({self.expression('bool', depth)} and {self.expression('str', depth)} or None)",
            lambda: f"(re.search(r'[ax]', {self.expression('str', depth)}) and 'found')",
        ]

    def strs_leaves(self):
        return ["[]", "['a', 'b']", f"[{self.pick(LETTERS)!r}]", "list('xyz')"]

    def strs_rows(self, depth):
        text = lambda: self.expression("str", depth)
        texts = lambda: self.expression("strs", depth)
        rows = [
            lambda: f"[{text()}, {text()}]",
            lambda: f"[*{texts()}, *{texts()}]",
            lambda: f"[q + {text()} for q in {texts()} if {self.inner({'q': 'str'}, 'bool', depth)}]",
            lambda: f"[{self.inner({'q': 'str', 'r': 'str'}, 'str', depth)} for q in {texts()}[:2] for r in {texts()}[:2]]",
            lambda: f"({texts()} + {texts()})",
            lambda: f"{texts()}[{self.pick(['1:', ':2', '::-1', '-2:', '::2'])}]",
            lambda: f"sorted({texts()}{self.pick(['', ', reverse=True', ', key=len', ', key=lambda q: (len(q), q)'])})",
            lambda: f"sorted(set({texts()}) {self.pick('|&-^')} set({texts()}))",
            lambda: f"list({self.expression('map', depth)}{self.pick(['', '.keys()', '.values()'])})",
            lambda: f"({text()} + '_x').split('_')",
            lambda: f"re.findall(r'[a-x]+', {text()})",
            lambda: "list(" + self.pick(CHAINS).format(texts()) + ")",
            lambda: f"list(map(lambda q: {self.inner({'q': 'str'}, 'str', depth)}, {texts()}))",
            lambda: f"[f'{{p}}{{q}}' for p, q in {self.expression('pairs', depth)}]",
            lambda: f"({texts()} * 2)",
            lambda: f"(lambda *q: list(q))(*{texts()})",
            lambda: f"[a + b for a, b in itertools.{self.pick(['combinations', 'permutations'])}({texts()}[:3], 2)]",
            lambda: f"[k for k, group in itertools.groupby({texts()}) if list(group)]",
            lambda: (
                f"[k + str(len(list(group))) for k, group in itertools.groupby(sorted({texts()}, key=len), key=lambda q: q[:1])]"
            ),
            lambda: f"sorted({{q{self.pick(['', ' + %r' % 'a', '[:1]'])} for q in {texts()}}})",
            lambda: f"list(os.environ.get('SWITCH_1', {text()}).split('_'))" if self.switches else texts(),
            lambda: f"[*map('{{}}-{{}}'.format, {texts()}, {self.expression('ints', depth)})]",
            lambda: f"[x for q in [{texts()}, {texts()}] for x in q[:2]]",
            lambda: f"[dict(p=q).get('p') or {text()} for q in {texts()}]",
            lambda: f"(lambda a, *b, c={text()}, **d: [a, *b, c, *d])({text()}, *{texts()}[:2], e={text()})",
            lambda: f"[getattr(q, {self.pick(['upper', 'lower', 'title'])!r})() for q in {texts()}]",
            lambda: f"list(collections.OrderedDict({self.expression('map', depth)}))",
            lambda: f"list(collections.deque({texts()}, maxlen=2))",
        ]
        for name, (_, result) in self.functions.items():
            if result == "generator":
                rows += [lambda name=name: f"list({name}({texts()}))", lambda name=name: f"[*{name}({texts()})]"]
        return rows

    def inner(self, names, kind, depth):
        """An expression inside of a comprehension or lambda, which sees its names."""
        self.frames.append(dict(names))
        text = self.expression(kind, depth)
        self.frames.pop()
        return text

    def ints_leaves(self):
        return ["[]", "[3, 1, 2]", "list(range(3))"]

    def ints_rows(self, depth):
        return [
            lambda: f"[{self.expression('int', depth)}, {self.expression('int', depth)}]",
            lambda: f"[{self.inner({'q': 'int'}, 'int', depth)} for q in range({self.expression('int', depth)} % 4)]",
            lambda: f"[len(q) for q in {self.expression('strs', depth)}]",
            lambda: f"sorted({self.expression('ints', depth)}, reverse={self.expression('bool', depth)})",
            lambda: f"[q for _, q in {self.expression('pairs', depth)}]",
            lambda: f"list(itertools.accumulate({self.expression('ints', depth)}[:4]))",
        ]

    def map_leaves(self):
        return ["{}", "{'a': 'x', 'b': 'y'}", f"dict(a={self.pick(LETTERS)!r})"]

    def map_rows(self, depth):
        text = lambda: self.expression("str", depth)
        return [
            lambda: f"{{{text()}: {text()}, {text()}: {text()}}}",
            lambda: f"{{q: {self.inner({'q': 'str'}, 'str', depth)} for q in {self.expression('strs', depth)}}}",
            lambda: f"dict(zip({self.expression('strs', depth)}, {self.expression('strs', depth)}))",
            lambda: f"{{**{self.expression('map', depth)}, **{self.expression('map', depth)}}}",
            lambda: f"({self.expression('map', depth)} | {self.expression('map', depth)})",
            lambda: f"dict({self.expression('map', depth)}, c={text()})",
            lambda: f"dict(sorted({self.expression('map', depth)}.items(), key=lambda q: q[1]))",
            lambda: f"dict.fromkeys({self.expression('strs', depth)}, {text()})",
            lambda: f"{{v: k for k, v in {self.expression('map', depth)}.items()}}",
            lambda: (
                f"{{k: v for k, v in {self.expression('map', depth)}.items() if {self.inner({'k': 'str', 'v': 'str'}, 'bool', depth)}}}"
            ),
            lambda: f"dict([(q, q) for q in {self.expression('strs', depth)}], z={text()})",
            lambda: f"dict(collections.ChainMap({self.expression('map', depth)}, {self.expression('map', depth)}))",
            lambda: f"copy.{self.pick(['copy', 'deepcopy'])}({self.expression('map', depth)})",
        ]

    def pairs_leaves(self):
        return ["[]", "[('a', 1), ('b', 2)]"]

    def pairs_rows(self, depth):
        return [
            lambda: f"[({self.expression('str', depth)}, {self.expression('int', depth)})]",
            lambda: f"list(zip({self.expression('strs', depth)}, itertools.count()))",
            lambda: f"[(q, len(q)) for q in {self.expression('strs', depth)}]",
            lambda: f"sorted({self.expression('pairs', depth)}, key=lambda q: q[1])",
            lambda: f"collections.Counter({self.expression('str', depth)}).most_common()",
        ]
