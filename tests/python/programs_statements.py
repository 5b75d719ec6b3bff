"""Writes random DAG files that Python runs: small programs whose DAG ids depend on all that they do.

Each program is made from a seed by a typed grammar: an expression is asked for by its type, so most programs load. What
they do to each other's values is up to chance: aliases, closures, exceptions, generators, classes, and conditions that
only the environment decides (`os.environ.get("SWITCH_1")`), which the oracle sets in several ways.
"""

import random

from programs_definitions import Definitions
from programs_expressions import Expressions

HEAD = """\
import bisect, collections, contextlib, copy, dataclasses, enum, functools, hashlib, itertools, json, os, re, string, textwrap
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from airflow import DAG
from airflow.decorators import dag


def plain(start, value):
    return start + "".join(c if c.isalnum() and c.isascii() else f"-{ord(c)}-" for c in str(value))[:120]

"""


class Program(Definitions, Expressions):
    """One DAG file, written top to bottom. `self.frames` holds what names stand for, innermost last."""

    def __init__(self, seed, switches=True):
        self.random = random.Random(seed)
        self.lines = []
        self.depth = 0
        self.count = 0
        self.dags = 0
        self.statements_left = 30
        self.frames = [{}]
        self.starts = [0]  # the frame where each function begins
        self.functions = {}  # name -> (types of parameters, type of the result)
        self.classes = {}  # name -> attributes and methods without parameters, by type
        self.switches = switches and self.random.random() < 0.5

    def text(self):
        for _ in range(self.random.randint(3, 7)):
            self.statement(3)
        while self.dags < 3:
            self.dag_statement()
        return HEAD + "\n".join(self.lines) + "\n"

    # What the rest is made with.

    def chance(self, likelihood):
        return self.random.random() < likelihood

    def pick(self, rows):
        return self.random.choice(rows)

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def fresh(self, stem):
        self.count += 1
        return f"{stem}{self.count}"

    def bind(self, name, kind):
        self.frames[-1][name] = kind
        return name

    def names(self, kind, frames=None):
        seen = {}
        for frame in frames if frames is not None else self.frames:
            seen.update(frame)
        return [name for name, known in seen.items() if known == kind]

    def in_function(self):
        return len(self.starts) - 1

    def own(self):
        """The names that an assignment here can change: those of this function."""
        return self.frames[self.starts[-1] :]

    def block(self, write, names=(), function=False):
        """An indented block with names of its own."""
        self.depth += 1
        self.frames.append(dict(names))
        seen = dict(self.functions), dict(self.classes)
        mark = len(self.lines)
        if function:
            self.starts.append(len(self.frames) - 1)
        write()
        if function:
            self.starts.pop()
        if len(self.lines) == mark:
            self.line("pass")
        self.functions, self.classes = seen
        self.frames.pop()
        self.depth -= 1

    def statements(self, budget):
        for _ in range(self.random.randint(1, 3)):
            self.statement(budget)

    # Statements.

    def statement(self, budget):
        self.statements_left -= 1
        if self.statements_left < 0:
            budget = 0
        rows = [self.assign, self.assign, self.assign, self.change, self.change, self.unpack, self.dag_statement]
        if budget > 0:
            rows += [
                self.condition,
                self.condition,
                self.for_loop,
                self.for_loop,
                self.while_loop,
                self.attempt,
                self.matching,
                self.call_statement,
            ]
            rows += [self.closures, self.counter, self.recursion, self.final, self.dispatch]
            if not self.in_function():
                rows += [self.function, self.function, self.klass, self.generator, self.manager, self.enumeration, self.wrapper]
                rows += [self.wrapper_with_argument, self.forwarding, self.registry, self.protocols, self.own_error]
            elif self.in_function() < 2:
                rows += [self.function]
        self.pick(rows)(budget - 1)

    def assign(self, _=0):
        kind = self.pick(["str", "str", "int", "bool", "strs", "strs", "ints", "map", "opt", "pairs"])
        value = self.expression(kind)
        old = self.names(kind, self.own())
        if old and self.chance(0.3):
            self.line(f"{self.pick(old)} = {value}")
        else:
            name = self.fresh(kind[0])
            self.line(f"{name} = {value}")
            self.bind(name, kind)

    def unpack(self, _=0):
        first, second = self.fresh("u"), self.fresh("u")
        form = self.pick(["pair", "star", "swap", "two", "walrus"])
        if form == "walrus":
            value = f"[{second} for q in {self.expression('strs')}[:3] if ({second} := q + {self.expression('str')}) != 'ab']"
            self.line(f"{first} = {value}")
            self.bind(first, "strs")
            return
        if form == "pair":
            self.line(f"{first}, {second} = {self.expression('str')}, {self.expression('int')}")
            self.bind(first, "str")
            self.bind(second, "int")
        elif form == "star":
            self.line(f"{first}, *{second} = [{self.expression('str')}, *{self.expression('strs')}]")
            self.bind(first, "str")
            self.bind(second, "strs")
        elif form == "two":
            self.line(f"{first} = {second} = {self.expression('strs')}")
            self.bind(first, "strs")
            self.bind(second, "strs")
        else:
            old = self.names("str", self.own())
            if len(old) > 1:
                one, two = self.random.sample(old, 2)
                self.line(f"{one}, {two} = {two}, {one}")

    def change(self, _=0):
        """Changes something in place, also through another name for it."""
        one = lambda kind: self.pick(self.names(kind))
        rows = []
        if self.names("strs"):
            rows += [
                lambda: f"{one('strs')}.append({self.expression('str')})",
                lambda: f"{one('strs')}.extend({self.expression('strs')})",
                lambda: f"{one('strs')}.insert({self.expression('int')} % 3, {self.expression('str')})",
                lambda: f"{one('strs')}[:1] = {self.expression('strs')}",
                lambda: f"{one('strs')}.sort(key=lambda p: (len(p), p))",
                lambda: f"{one('strs')}.reverse()",
                lambda: f"del {one('strs')}[1:2]",
            ]
        if self.names("ints"):
            rows += [
                lambda: f"{one('ints')}.append({self.expression('int')})",
                lambda: f"{one('ints')}.sort(reverse={self.expression('bool')})",
            ]
        if self.names("map"):
            rows += [
                lambda: f"{one('map')}[{self.expression('str')}] = {self.expression('str')}",
                lambda: f"{one('map')}.update({self.expression('map')})",
                lambda: f"{one('map')}.setdefault({self.expression('str')}, {self.expression('str')})",
                lambda: f"{one('map')}.pop({self.expression('str')}, None)",
            ]
        own = self.own()
        for kind in ("str", "int"):
            if self.names(kind, own):
                rows.append(lambda kind=kind: f"{self.pick(self.names(kind, own))} += {self.expression(kind)}")
        if self.names("strs", own):
            rows.append(lambda: f"{self.pick(self.names('strs', own))} += {self.expression('strs')}")
        for name, known in self.classes.items():
            for made in self.names(name):
                texts = [part for part, kind in known["attributes"].items() if kind == "str"]
                if texts and not known["frozen"]:
                    rows.append(lambda made=made, texts=texts: f"{made}.{self.pick(texts)} = {self.expression('str')}")
        if rows:
            self.line(self.pick(rows)())

    def condition(self, budget):
        if self.chance(0.2):
            bound = self.fresh("z")
            self.line(f"if {bound} := {self.expression('str')}:")
            self.bind(bound, "str")
        else:
            self.line(f"if {self.expression('bool')}:")
        self.block(lambda: self.statements(budget))
        while self.chance(0.3):
            self.line(f"elif {self.expression('bool')}:")
            self.block(lambda: self.statements(budget))
        if self.chance(0.5):
            self.line("else:")
            self.block(lambda: self.statements(budget))

    def for_loop(self, budget):
        item, other = self.fresh("i"), self.fresh("j")
        short = lambda kind: f"{self.expression(kind)}[:3]"
        names, head = self.pick(
            [
                ({item: "str"}, lambda: f"{item} in {short('strs')}"),
                ({item: "int"}, lambda: f"{item} in range({self.expression('int')} % 4)"),
                ({item: "int", other: "str"}, lambda: f"{item}, {other} in enumerate({short('strs')}, {self.expression('int')})"),
                ({item: "str", other: "int"}, lambda: f"{item}, {other} in zip({short('strs')}, {self.expression('ints')})"),
                ({item: "str", other: "str"}, lambda: f"{item}, {other} in sorted({self.expression('map')}.items())[:3]"),
                (
                    {item: "str", other: "str"},
                    lambda: f"{item}, {other} in itertools.product({self.expression('strs')}[:2], {self.expression('strs')}[:2])",
                ),
                ({item: "str", other: "int"}, lambda: f"{item}, {other} in {short('pairs')}"),
            ]
        )
        self.line(f"for {head()}:")

        def body():
            self.statements(budget)
            if self.chance(0.3):
                self.line(f"if {self.expression('bool')}:")
                self.block(lambda: self.line(self.pick(["break", "continue"])))
                self.statement(budget)

        self.block(body, names)
        if self.chance(0.15):
            self.line("else:")
            self.block(lambda: self.statements(budget))

    def while_loop(self, budget):
        name = self.fresh("w")
        self.line(f"{name} = {self.expression('int')} % 4")
        more = self.pick(["", f" and {self.expression('bool')}"])
        self.line(f"while {name} > 0{more}:")

        def body():
            self.line(f"{name} -= 1")
            self.statements(budget)

        self.block(body, {name: "count"})
        self.bind(name, "count")

    def attempt(self, budget):
        error = self.pick(["ValueError", "KeyError", "RuntimeError", "LookupError"])

        def body():
            self.statements(budget)
            if self.chance(0.7):
                self.line(f"if {self.expression('bool')}:")
                self.block(lambda: self.line(f"raise {error}({self.expression('str')})"))
            else:
                self.line(
                    self.pick(
                        [
                            f"int({self.expression('str')})",
                            f"{self.expression('map')}[{self.expression('str')}]",
                            f"{self.expression('ints')}[2]",
                        ]
                    )
                )
            self.statement(budget)

        self.line("try:")
        self.block(body)
        name = self.fresh("e")
        caught = self.pick([error, f"({error}, TypeError)", "Exception", "LookupError"])
        self.line(f"except {caught} as {name}:")
        result = self.fresh("s")
        self.block(
            lambda: (
                self.line(f"{result} = f'{{type({name}).__name__}}{{{name}}}'"),
                self.bind(result, "str"),
                self.statements(budget),
            )
        )
        if caught != "Exception":
            self.line("except Exception:")
            self.block(lambda: self.statements(budget))
        if self.chance(0.3):
            self.line("else:")
            self.block(lambda: self.statements(budget))
        if self.chance(0.3):
            self.line("finally:")
            self.block(lambda: self.statements(0))

    def matching(self, budget):
        subject = self.pick(["str", "pair", "map", "strs"])
        if subject == "pair":
            self.line(f"match ({self.expression('str')}, {self.expression('int')}):")
        else:
            self.line(f"match {self.expression(subject)}:")
        self.depth += 1
        name = self.fresh("m")
        rows = {
            "str": [("'a' | 'b'", {}), ("str() as {} if len({}) > 1", {name: "str"}), ("'' | 'x'", {})],
            "pair": [("({}, 0)", {name: "str"}), ("({}, 1 | 2 | 3)", {name: "str"}), ("('a', {})", {name: "int"})],
            "map": [("{{'a': {}}}", {name: "str"}), ("{{'b': str(), **{}}}", {name: "map"})],
            "strs": [("[{}]", {name: "str"}), ("[{}, *_]", {name: "str"}), ("['a', *{}]", {name: "strs"})],
        }[subject]
        for pattern, names in self.random.sample(rows, self.random.randint(1, len(rows))):
            self.line(f"case {pattern.format(*[name] * pattern.count('{}'))}:")
            self.block(lambda: self.statements(budget), names)
        if self.chance(0.6):
            self.line("case _:")
            self.block(lambda: self.statements(budget))
        self.depth -= 1

    # DAGs.

    def dag_statement(self, _=0):
        self.dags += 1
        number = self.dags
        kind = self.pick(["str", "str", "str", "int", "bool", "strs", "map", "opt", "pairs"])
        text = f"plain('d{number}_', {self.expression(kind)})"
        form = self.pick(["global", "with", "decorated", "name", "hidden"])
        name = self.fresh("d")
        if form == "with":
            self.line(f"with DAG({text}, schedule=None, start_date=datetime(2024, 1, 1)) as {name}:")
            self.block(lambda: self.statement(0) if self.chance(0.3) else self.line("pass"))
        elif form == "decorated":
            self.line(f"@dag(dag_id={text}, schedule=None, start_date=datetime(2024, 1, 1))")
            self.line(f"def {name}():")
            self.block(lambda: self.line("pass"), function=True)
            self.line(f"{name}()")
        elif form == "global" or self.in_function() and form == "name":
            self.line(f"key = {text}")
            self.line("globals()[key] = DAG(key, schedule=None, start_date=datetime(2024, 1, 1))")
        elif form == "name":
            self.line(f"{name} = DAG({text}, schedule=None, start_date=datetime(2024, 1, 1))")
        else:
            self.line(f"{name} = [DAG({text}, schedule=None, start_date=datetime(2024, 1, 1))]")
