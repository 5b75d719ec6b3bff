from datetime import datetime

from airflow.models import Variable


def read_dag_vars(var_prefix, **kwargs):
    export_start_date = read_var("export_start_date", var_prefix, True, **kwargs)
    export_start_date = datetime.strptime(export_start_date, "%Y-%m-%d")
    provider = read_var("cloud_provider", var_prefix, False, **kwargs)
    if provider is None:
        provider = "gcp"
    vars = {
        "cloud_provider": provider,
        "export_start_date": export_start_date,
        "emails": read_var("notification_emails", None, False, **kwargs),
        "max_workers": int(read_var("max_workers", var_prefix, True, **kwargs)),
        "traces": parse_bool(read_var("traces", var_prefix, False, **kwargs)),
    }
    load_start_date = read_var("load_start_date", vars, False, **kwargs)
    if load_start_date is not None:
        vars["load_start_date"] = datetime.strptime(load_start_date, "%Y-%m-%d")
    return vars


def read_var(var_name, var_prefix=None, required=False, **kwargs):
    full_var_name = f"{var_prefix}{var_name}" if var_prefix is not None else var_name
    var = Variable.get(full_var_name, "")
    var = var if var != "" else None
    if var is None:
        var = kwargs.get(var_name)
    if required and var is None:
        raise ValueError(f"{full_var_name} variable is required")
    return var


def parse_bool(bool_string, default=True):
    if isinstance(bool_string, bool):
        return bool_string
    if bool_string is None or len(bool_string) == 0:
        return default
    else:
        return bool_string.lower() in ["true", "yes"]
