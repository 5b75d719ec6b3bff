from plat.machines.machine import Machine
from plat.version import Version


class M7:
    @classmethod
    def m7_large(cls):
        return Machine("m7.large", 2, 8)

    @classmethod
    def m7_4xlarge(cls):
        return Machine("m7.4xlarge", 16, 64, oldest=Version("6.10.0"))
