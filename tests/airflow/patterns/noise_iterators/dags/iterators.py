from airflow import DAG


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        for number in range(self.start, 0, -1):
            yield number

    def __len__(self):
        return self.start

    def __getitem__(self, index):
        return list(self)[index]

    def __contains__(self, item):
        return 0 < item <= self.start


numbers = Countdown(2)
for number in numbers:
    with DAG(f"iter_{number}_of_{len(numbers)}", schedule=None):
        pass

iterator = iter(["n1", "n2"])
first = DAG(f"next_{next(iterator)}_{numbers[0]}", schedule=None)
second = DAG(f"next_{next(iterator, 'none')}_{next(iterator, 'none')}_{5 in numbers}", schedule=None)
