from airflow import DAG

SHARDS = 3
width, rest = divmod(17, 5)
for shard in range(SHARDS):
    globals()[f"shard{shard}"] = DAG(f"shard_{shard + 1}_of_{SHARDS}", schedule=None)

one = DAG(f"math_{width}_{rest}_{2 ** 5}_{7 // 2}_{-7 % 3}", schedule=None)
two = DAG(f"bits_{5 & 6}_{5 | 2}_{1 << 4}_{hex(255)[2:]}_{bin(5)[2:]}", schedule=None)
three = DAG(f"calls_{abs(-3)}_{round(2.6)}_{min(4, 2)}_{max([1, 9])}_{sum(range(4))}_{int('12') + int(3.9)}", schedule=None)
four = DAG(f"chars_{chr(97)}{ord('A')}_{bool('')}_{float('1.5')}", schedule=None)
five = DAG("five_" + str(any([0, 1]) and all([])) + "_" + str(1.0 + 2), schedule=None)
