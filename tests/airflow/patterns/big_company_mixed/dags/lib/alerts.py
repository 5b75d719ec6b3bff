from functools import partial

from airflow.providers.slack.notifications.slack import SlackNotifier


def _send(owner, context):
    SlackNotifier(text=owner).notify(context)


def notify(owner):
    return partial(_send, owner)
