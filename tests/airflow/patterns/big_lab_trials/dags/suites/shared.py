from collections import defaultdict
from airflow.operators.bash import BashOperator

NAMES = defaultdict(list)
for pair in ("g1:n1", "g1:n2", "g2:n3"):
    g, _, n = pair.partition(":")
    NAMES[g].append(n)


class Step:
    counter = 0

    def __init__(self, n):
        self.n = n

    def run(self):
        Step.counter += 1
        return BashOperator(task_id=f"{self.n}_{Step.counter}", bash_command="true")

    def __rshift__(self, other):
        a, b = self.run(), other.run()
        a >> b
        return b
