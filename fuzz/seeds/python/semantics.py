def f(a, a): nonlocal x; global a; return
class C: yield 1
return
break
x: int = await y
[(a := 1) for a in b]
from __future__ import braces
del f(), (a, 1)
__debug__ = 1
async def g(): return (yield), [x async for x in y]
