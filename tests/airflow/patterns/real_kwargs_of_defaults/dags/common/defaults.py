import pendulum

from . import slack


def default_dag_args():
    return {
        "start_date": pendulum.datetime(2022, 11, 11, tz="Europe/Paris"),
        "default_args": {"on_failure_callback": slack.task_fail_alert},
        "catchup": False,
        "max_active_runs": 1,
    }
