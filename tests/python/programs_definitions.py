"""Functions and classes of random programs, and their uses: what `programs_statements.py` asks for."""

from programs_expressions import LETTERS


class Definitions:
    """Statements that define something. The program that inherits from it says what names stand for."""

    def function(self, budget):
        name = self.fresh("f")
        kinds = [self.pick(["str", "int", "strs", "map"]) for _ in range(self.random.randint(0, 3))]
        names = [self.fresh("p") for _ in kinds]
        defaults = [
            f"{part}={self.expression(kind)}" if place >= len(kinds) - 1 and self.chance(0.4) else part
            for place, (part, kind) in enumerate(zip(names, kinds))
        ]
        result = self.pick(["str", "int", "strs", "map", "opt"])
        extra = self.pick([[], [], ["*rest"], ["**more"], ["*", "flag=False"] if self.chance(0.5) else ["/"] if kinds else []])
        body = dict(zip(names, kinds))
        if extra == ["*", "flag=False"]:
            body["flag"] = "bool"
        if self.chance(0.2) and not self.in_function():
            self.line(
                "@functools.lru_cache(maxsize=None)"
                if set(kinds) <= {"str", "int"} and extra != ["**more"] and self.chance(0.3)
                else self.wrapping()
            )
        self.line(f"def {name}({', '.join(defaults + extra)}):")

        def write():
            outer = [part for part in self.names("str", self.frames[:1]) if part not in body]
            if outer and self.chance(0.3):
                changed = self.pick(outer)
                self.line(f"global {changed}")
                self.line(f"{changed} = {self.expression('str')}")
            self.statements(budget)
            if self.chance(0.4):
                self.line(f"if {self.expression('bool')}:")
                self.block(lambda: self.line(f"return {self.expression(result)}"))
                self.statement(0)
            self.line(f"return {self.expression(result)}")

        self.block(write, body, function=True)
        self.functions[name] = (kinds, result)

    def wrapping(self):
        made = [name for name, (_, result) in self.functions.items() if result == "wrapper"]
        return f"@{self.pick(made)}" if made else "@functools.wraps(plain)"

    def wrapper(self, budget):
        name = self.fresh("f")
        self.line(f"def {name}(wrapped):")

        def write():
            self.line("@functools.wraps(wrapped)" if self.chance(0.5) else "# Not like what it wraps.")
            self.line("def inner(*args, **kwargs):")
            self.block(lambda: (self.statement(0), self.line("return wrapped(*args, **kwargs)")), function=True)
            self.line("return inner")

        self.block(write, function=True)
        self.functions[name] = ([], "wrapper")

    def generator(self, budget):
        name, item = self.fresh("g"), self.fresh("i")
        self.line(f"def {name}({item}):")

        def write():
            self.statements(min(budget, 1))
            self.line(f"for part in {item}:")
            self.block(
                lambda: self.line(self.pick(["yield part", "yield part + '_g'", f"yield from (part, {self.expression('str')})"])),
                {"part": "str"},
            )
            if self.chance(0.5):
                self.line(f"yield {self.expression('str')}")

        self.block(write, {item: "strs"}, function=True)
        self.functions[name] = (["strs"], "generator")

    def manager(self, budget):
        name, item = self.fresh("c"), self.fresh("p")
        self.line("@contextlib.contextmanager")
        self.line(f"def {name}({item}):")

        def write():
            self.statement(0)
            if self.chance(0.4):
                self.line("try:")
                self.block(lambda: self.line(f"yield {self.expression('str')}"))
                self.line(self.pick(["finally:", "except ValueError:"]))
                self.block(lambda: self.line(f"{item} += 'f'"))
            else:
                # What comes after it is run before the block of the `with`, by the interpreter: nothing that shows it.
                self.line(f"yield {self.expression('str')}")
                self.line(f"{item} += 'g'")

        self.block(write, {item: "str"}, function=True)
        self.functions[name] = (["str"], "manager")
        if self.chance(0.8):
            held = self.fresh("h")
            self.line(f"with {name}({self.expression('str')}) as {held}:")
            self.block(lambda: self.statements(budget), {held: "str"})

    def klass(self, budget):
        name = self.fresh("K")
        form = self.pick(["plain", "plain", "dataclass", "tuple", "child", "child"])
        parents = [known for known, parts in self.classes.items() if parts["init"] == "plain"]
        if form == "child" and not parents:
            form = "plain"
        parts = {"attributes": {}, "methods": {}, "frozen": form == "tuple", "init": form, "fields": []}
        if form in ("dataclass", "tuple"):
            parts["frozen"] |= form == "dataclass" and self.chance(0.3)
            if form == "dataclass":
                self.line("@dataclasses.dataclass(frozen=True)" if parts["frozen"] else "@dataclasses.dataclass")
            self.line(f"class {name}{'(NamedTuple)' if form == 'tuple' else ''}:")

            def write():
                for number in range(self.random.randint(1, 3)):
                    field, kind = self.fresh("a"), self.pick(["str", "int"])
                    last = number > 0
                    self.line(f"{field}: {kind}" + (f" = {self.expression(kind)}" if last else ""))
                    parts["attributes"][field] = kind
                    if not last:
                        parts["fields"].append(kind)
                self.methods(parts, budget)

            self.block(write, function=True)
        else:
            if form == "child":
                parent = self.pick(parents)
                parts["attributes"] = dict(self.classes[parent]["attributes"])
                parts["methods"] = dict(self.classes[parent]["methods"])
                parts["init"] = "plain"
                parts["fields"] = list(self.classes[parent]["fields"])
            self.line(f"class {name}{f'({parent})' if form == 'child' else ''}:")

            def write():
                shared = self.fresh("a")
                kind = self.pick(["str", "int", "strs"])
                self.line(f"{shared} = {self.expression(kind)}")
                parts["attributes"][shared] = kind
                if form != "child" or self.chance(0.5):
                    field, item = self.fresh("a"), self.fresh("p")
                    self.line(f"def __init__(self, {item}):")

                    def init():
                        if form == "child":
                            self.line(f"super().__init__({item})")
                        self.line(
                            f"self.{field} = {self.pick([item, self.expression('str'), item + ' + ' + self.expression('str')])}"
                        )
                        if self.chance(0.3):
                            self.statement(0)

                    self.block(init, {item: "str"}, function=True)
                    parts["attributes"][field] = "str"
                    parts["fields"] = ["str"]
                self.methods(parts, budget)

            self.block(write, function=True)
        self.classes[name] = parts
        if self.chance(0.9):
            made = self.fresh("o")
            self.line(f"{made} = {self.instance(name)}")
            self.bind(made, name)

    def methods(self, parts, budget):
        for _ in range(self.random.randint(0, 2)):
            form = self.pick(
                ["method", "property", "classmethod", "staticmethod", "__str__", "__call__", "__len__", "__getitem__", "cached"]
            )
            name = form if form.startswith("__") else self.fresh("m")
            if name == "__len__" and parts["frozen"]:  # a tuple's own
                continue
            if name == "__getitem__" and parts["init"] == "tuple":
                continue
            result = {"__len__": "int"}.get(name, "str" if name.startswith("__") else self.pick(["str", "int"]))
            mark = {
                "property": "@property",
                "classmethod": "@classmethod",
                "staticmethod": "@staticmethod",
                "cached": "@functools.cached_property",
            }.get(form)
            if form == "cached" and parts["frozen"]:
                mark = "@property"
            if mark:
                self.line(mark)
            own = {"staticmethod": "", "classmethod": "cls"}.get(form, "self")
            self.line(f"def {name}({own}{', key' if name == '__getitem__' else ''}):")

            def write():
                if budget > 0 and self.chance(0.5):
                    self.statement(0)
                texts = [f"self.{part}" for part, kind in parts["attributes"].items() if kind == result]
                if own == "self" and texts and self.chance(0.7):
                    value = self.pick(texts)
                    self.line(f"return {value} + {self.expression(result)}" if name != "__len__" else f"return abs({value}) % 5")
                elif name == "__len__":
                    self.line(f"return abs({self.expression('int')}) % 5")
                elif name == "__getitem__":
                    self.line("return str(key) + 'k'")
                else:
                    self.line(f"return {self.expression(result)}")

            self.block(write, function=True)
            call = {
                "property": ".{}",
                "cached": ".{}",
                "__str__": None,
                "__call__": "()",
                "__len__": None,
                "__getitem__": "[1]",
            }.get(form, ".{}()")
            if form == "__str__":
                parts["methods"]["str({})"] = "str"
            elif form == "__len__":
                parts["methods"]["len({})"] = "int"
            else:
                parts["methods"]["{}" + call.format(name)] = result

    def enumeration(self, _=0):
        name = self.fresh("E")
        base = self.pick(["enum.Enum", "str, enum.Enum"])
        members = [self.fresh("V") for _ in range(self.random.randint(1, 3))]
        self.line(f"class {name}({base}):")
        self.depth += 1
        for place, member in enumerate(members):
            self.line(f"{member} = {self.pick(LETTERS)!r} '{place}'")
        self.depth -= 1
        member = self.pick(members)
        made = self.fresh("s")
        uses = [
            "{0}.{1}.value",
            "{0}.{1}.name",
            "{0}['{1}'].value",
            "max(x.value for x in {0})",
            "str({0}.{1})",
            "'_'.join(x.name for x in {0})",
        ]
        self.line(f"{made} = {self.pick(uses).format(name, member)}")
        self.bind(made, "str")

    def instance(self, name):
        return f"{name}({', '.join(self.expression(kind, 1) for kind in self.classes[name]['fields'])})"

    def call_statement(self, _=0):
        rows = [name for name, (_, result) in self.functions.items() if result not in ("wrapper", "manager", "generator")]
        if rows:
            self.line(self.call(self.pick(rows), 1))

    def call(self, name, depth):
        kinds, result = self.functions[name]
        arguments = [self.expression(kind, depth - 1) for kind in kinds]
        if arguments and self.chance(0.1):
            return f"{name}(*({', '.join(arguments)},))"
        return f"{name}({', '.join(arguments)})"

    def closures(self, budget):
        """Functions made in a loop: what they see is the last of its values, or a default's own."""
        made, item = self.fresh("l"), self.fresh("i")
        self.line(f"{made} = []")
        self.line(f"for {item} in {self.expression('strs')}[:3]:")
        kept = self.pick(
            [f"lambda: {item}", f"lambda {item}={item}: {item}", f"functools.partial(lambda a, b: a + b, {item}, b='p')"]
        )
        self.block(lambda: self.line(f"{made}.append({kept})"), {item: "str"})
        result = self.fresh("s")
        self.line(f"{result} = [one() for one in {made}]")
        self.bind(result, "strs")

    def counter(self, budget):
        """A function that changes a variable of the one around it."""
        outer, inner, count, result = self.fresh("f"), self.fresh("f"), self.fresh("n"), self.fresh("s")
        self.line(f"def {outer}({count}):")

        def write():
            self.line(f"def {inner}():")

            def change():
                self.line(f"nonlocal {count}")
                self.line(f"if {self.expression('bool')}:")
                self.block(lambda: self.line(f"{count} += {self.expression('str')}"), {})
                self.line(f"return len({count})")

            self.block(change, function=True)
            self.line(f"{inner}()")
            self.line(f"return f'{{{inner}()}}{{{count}}}'")

        self.block(write, {count: "str"}, function=True)
        self.line(f"{result} = {outer}({self.expression('str')})")
        self.bind(result, "str")

    def recursion(self, budget):
        name, count, held, result = self.fresh("f"), self.fresh("n"), self.fresh("p"), self.fresh("s")
        self.line(f"def {name}({count}, {held}):")

        def write():
            self.line(f"if {count} <= 0:")
            self.block(lambda: self.line(f"return {held}"))
            self.statement(0)
            self.line(
                f"return {name}({count} - 1, {self.pick([f'{held} + [str({count})]', f'[*{held}, *{held}[:1]]', f'{held}[1:]'])})"
            )

        self.block(write, {count: "count", held: "strs"}, function=True)
        self.line(f"{result} = {name}({self.expression('int')} % 4, {self.expression('strs')})")
        self.bind(result, "strs")

    def final(self, budget):
        """`finally` in a function that is left inside of its `try`."""
        name, log, result = self.fresh("f"), self.fresh("l"), self.fresh("s")
        self.line(f"{log} = []")
        self.line(f"def {name}():")

        def write():
            self.line(f"for {log}x in {self.expression('strs')}[:3]:")

            def round_of_it():
                self.line("try:")
                leave = self.pick([f"return {self.expression('str')}", "continue", "break", f"{log}.append({log}x)"])
                self.block(
                    lambda: (self.line(f"if {self.expression('bool')}:"), self.block(lambda: self.line(leave)), self.statement(0))
                )
                self.line("finally:")
                self.block(lambda: self.line(f"{log}.append('f')"))

            self.block(round_of_it, {f"{log}x": "str"})
            self.line(f"return {self.expression('str')}")

        self.block(write, function=True)
        self.line(f"{result} = {name}() + ''.join({log})")
        self.bind(result, "str")
        self.bind(log, "strs")

    def dispatch(self, budget):
        table, result = self.fresh("t"), self.fresh("s")
        rows = [name for name, (kinds, kind) in self.functions.items() if kinds == ["str"] and kind == "str"]
        first = self.pick(rows) if rows else f"lambda q: q + {self.expression('str')}"
        self.line(f"{table} = {{'a': {first}, 'b': str.upper, 'c': lambda q: q * 2}}")
        self.line(
            f"{result} = {table}.get({self.expression('str')}, {self.pick(['str.lower', 'str', 'plain.__class__ and str.title'])})({self.expression('str')})"
        )
        self.bind(result, "str")

    def wrapper_with_argument(self, budget):
        name, given, wrapped, result = self.fresh("f"), self.fresh("p"), self.fresh("f"), self.fresh("s")
        self.line(f"def {name}({given}, *, last={self.expression('str')}):")

        def write():
            self.line("def decorate(wrapped):")

            def decorate():
                self.line("def inner(*args, **kwargs):")

                def inner():
                    self.line(f"result = {given} + wrapped(*args, **kwargs)")
                    self.line(
                        self.pick(
                            [
                                "return result + last",
                                "return result + wrapped.__name__[:1]",
                                f"return result if {self.expression('bool')} else last",
                            ]
                        )
                    )

                self.block(inner, {"result": "str"}, function=True)
                self.line("return inner")

            self.block(decorate, function=True)
            self.line("return decorate")

        self.block(write, {given: "str", "last": "str"}, function=True)
        self.line(f"@{name}({self.expression('str')}{self.pick(['', f', last={self.pick(LETTERS)!r}'])})")
        self.line(f"def {wrapped}(a='d', *b):")
        self.block(
            lambda: self.line(f"return a + ''.join(b) + {self.expression('str')}"), {"a": "str", "b": "tuple"}, function=True
        )
        arguments = self.pick(["", self.expression("str"), "*" + self.expression("strs") + "[:2]"])
        self.line(f"{result} = {wrapped}({arguments})")
        self.bind(result, "str")

    def forwarding(self, budget):
        rows = [name for name, (kinds, kind) in self.functions.items() if kind in ("str", "int", "strs") and kinds]
        if not rows:
            return self.assign()
        name, called = self.fresh("f"), self.pick(rows)
        kinds, result = self.functions[called]
        self.line(f"def {name}(*args, **kwargs):")

        def write():
            self.statement(0)
            self.line(f"return {called}(*args, **kwargs)")

        self.block(write, function=True)
        self.functions[name] = (kinds, result)

    def registry(self, budget):
        """Classes that enter themselves in a list of the class above."""
        base, result = self.fresh("K"), self.fresh("s")
        self.line(f"class {base}:")

        def write():
            self.line("known = []")
            self.line("label = 'base'")
            self.line("def __init_subclass__(cls, tag='t', **more):")

            def enter():
                self.line("super().__init_subclass__(**more)")
                self.line("cls.tag = tag")
                self.line(f"if {self.expression('bool')}:")
                self.block(lambda: self.line("cls.known.append(cls)"))

            self.block(enter, function=True)
            self.line("def name(self):")
            self.block(lambda: self.line("return f'{type(self).__name__}-{self.label}-{self.tag}'"), function=True)

        self.block(write, function=True)
        for _ in range(self.random.randint(1, 3)):
            child = self.fresh("K")
            self.line(f"class {child}({base}{self.pick(['', f', tag={self.pick(LETTERS)!r}'])}):")
            self.block(lambda: self.line(self.pick(["pass", f"label = {self.expression('str')}"])), function=True)
        self.line(f"{result} = [one().name() for one in {base}.{self.pick(['known', '__subclasses__()'])}]")
        self.bind(result, "strs")

    def protocols(self, budget):
        """A class with methods that Python calls by itself."""
        name, made, result = self.fresh("K"), self.fresh("o"), self.fresh("s")
        self.line(f"class {name}:")

        def write():
            self.line("def __init__(self, held):")
            self.block(lambda: self.line("self.held = list(held)"), function=True)
            for head, body in [
                ("__iter__(self)", self.pick(["return iter(self.held)", "yield from self.held"])),
                ("__contains__(self, one)", "return one in self.held[:1]"),
                ("__add__(self, other)", "return type(self)(self.held + list(other))"),
                ("__eq__(self, other)", "return self.held == other.held"),
                ("__lt__(self, other)", "return self.held < other.held"),
                ("__getattr__(self, name)", "return name.upper()"),
                ("__enter__(self)", "self.held.append('in')\nreturn self.held"),
                ("__exit__(self, kind, *_)", f"self.held.append('out')\nreturn kind is not None and {self.expression('bool')}"),
                ("__bool__(self)", "return len(self.held) > 1"),
                ("__format__(self, spec)", "return spec + '-'.join(self.held)"),
            ]:
                if self.chance(0.7) or "__e" in head:
                    self.line(f"def {head}:")
                    self.block(lambda body=body: [self.line(line.strip()) for line in body.split("\n")], function=True)

        self.block(write, function=True)
        self.line(f"{made} = {name}({self.expression('strs')})")
        form = self.pick(["list", "in", "add", "sorted", "attribute", "with", "bool", "format"])
        held = self.fresh("h")
        if form == "with":
            self.line("try:")

            def inside():
                self.line(f"with {made} as {held}:")

                def body():
                    self.line(f"{held}.append({self.expression('str')})")
                    self.line(f"if {self.expression('bool')}:")
                    self.block(lambda: self.line("raise ValueError"))

                self.block(body, {held: "strs"})

            self.block(inside)
            self.line("except ValueError:")
            self.block(lambda: self.line(f"{made}.held.append('caught')"))
            self.line(f"{result} = ''.join({made}.held)")
        else:
            value = {
                "list": f"str(list({made})) if hasattr({name}, '__iter__') else 'n'",
                "in": f"str({self.expression('str')} in {made}) if hasattr({name}, '__contains__') else 'n'",
                "add": f"str(({made} + ['q']).held) if hasattr({name}, '__add__') else 'n'",
                "sorted": f"str([one.held for one in sorted([{made}, {name}({self.expression('strs')})])]) if '__lt__' in {name}.__dict__ else 'n'",
                "attribute": f"{made}.some if '__getattr__' in {name}.__dict__ else 'n'",
                "bool": f"str(bool({made}))",
                "format": f"f'{{{made}:spec}}' if '__format__' in vars({name}) else 'n'",
            }[form]
            self.line(f"{result} = {value}")
        self.bind(result, "str")

    def own_error(self, budget):
        name, caught, result = self.fresh("K"), self.fresh("e"), self.fresh("s")
        self.line(f"class {name}({self.pick(['Exception', 'ValueError', 'KeyError'])}):")

        def write():
            self.line("def __init__(self, what, code=1):")
            self.block(lambda: (self.line("super().__init__(what)"), self.line("self.code = code")), function=True)

        self.block(write, function=True)
        self.line(f"{result} = 'none'")
        self.bind(result, "str")
        self.line("try:")

        def body():
            self.statements(0)
            self.line(f"if {self.expression('bool')}:")
            self.block(lambda: self.line(f"raise {name}({self.expression('str')}, code={self.expression('int')})"))
            self.line(f"{result} += 'after'")

        self.block(body)
        self.line(f"except {self.pick([name, 'Exception', f'(KeyError, {name})'])} as {caught}:")
        self.block(lambda: self.line(f"{result} += str(({caught}.args, getattr({caught}, 'code', 0)))"))
        self.line("except Exception:")
        self.block(lambda: self.line(f"{result} += 'other'"))
