from airflow.sdk import Asset, asset


@asset(schedule="@daily")
def raw_orders():
    pass


@asset(schedule=[raw_orders], name="renamed_asset", uri="s3://x/y")
def clean_orders():
    pass


@asset.multi(schedule=None, outlets=[Asset("o1"), Asset("o2")])
def several():
    pass
