from lib import register
@register
def one(): return "lib_one"
@register
def two(): return "lib_two"
