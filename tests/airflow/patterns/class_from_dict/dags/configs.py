from dataclasses import asdict, dataclass, fields, replace

from airflow import DAG


@dataclass(frozen=True)
class Config:
    dag_id: str
    owner: str = "nobody"
    schedule: str = None

    @classmethod
    def from_dict(cls, values):
        known = {f.name for f in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})


raw = [{"dag_id": "from_dict_one", "owner": "a", "colour": "red"}, {"dag_id": "from_dict_two"}]
configs = [Config.from_dict(entry) for entry in raw]
configs.append(replace(configs[0], dag_id="from_dict_copy"))

for config in configs:
    with DAG(config.dag_id, schedule=config.schedule, default_args={"owner": asdict(config)["owner"]}):
        pass
