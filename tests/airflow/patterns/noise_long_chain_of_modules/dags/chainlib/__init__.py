from chainlib.a import *
