from enum import Enum


class Tag:
    class ImpactTier(str, Enum):
        tier_1 = "impact/tier_1"
        tier_2 = "impact/tier_2"

        def __str__(self):
            return self.value

    class Triage(str, Enum):
        no_triage = "triage/no_triage"
