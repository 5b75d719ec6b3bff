from itertools import accumulate, chain, count, groupby, islice, repeat, zip_longest

from airflow import DAG

for name in chain(["chain_a"], ("chain_b",), chain.from_iterable([["chain_c"]])):
    with DAG(name, schedule=None):
        pass

for number in islice(count(10, 5), 2):
    globals()[f"n{number}"] = DAG(f"count_{number}", schedule=None)

for key, group in groupby(sorted(["apple", "avocado", "beet"]), key=lambda word: word[0]):
    globals()[key] = DAG(f"group_{key}_{len(list(group))}", schedule=None)

for left, right in zip_longest("ab", "c", fillvalue="none"):
    globals()[left + right] = DAG(f"zipped_{left}_{right}", schedule=None)

last = list(accumulate([1, 2, 3]))[-1]
total = DAG(f"accumulated_{last}", schedule=None)
both = [DAG(f"repeat_{i}_{w}", schedule=None) for i, w in enumerate(repeat("w", 2))]
locals()["first_repeat"] = both[0]
