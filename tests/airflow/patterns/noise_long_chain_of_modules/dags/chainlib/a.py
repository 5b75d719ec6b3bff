from chainlib.b import value as _value, make

result = _value + "_a"
