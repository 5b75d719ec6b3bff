from airflow.providers.slack.hooks.slack_webhook import SlackWebhookHook
from vendor_logging import get_logger

log = get_logger(__name__)
CHANNEL = "#data"
PREFIX = "hf"


def alert(context):
    SlackWebhookHook(slack_webhook_conn_id="x").send(text=str(context))


def default_args(owner, **extra):
    log.info("args")
    return {"owner": owner, "on_failure_callback": alert, **extra}
