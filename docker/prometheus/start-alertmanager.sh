#!/bin/sh
# Puts the environment into alertmanager.yaml and becomes Alertmanager. With --print it only prints the result.
set -eu

folder=$(dirname "$0")
receiver=none
if [ -n "${ALERT_MAIL_TO:-}" ]; then receiver=mail; fi
if [ -n "${ALERT_WEBHOOK:-}" ]; then receiver=webhook; fi

# A value may have any character but a line break.
value() { printf '%s' "$1" | sed 's/[\\&|]/\\&/g'; }

settings() {
  sed -e '/^ *#/d' \
    -e "s|\${ALERT_RECEIVER}|$receiver|" \
    -e "s|\${ALERT_WEBHOOK}|$(value "${ALERT_WEBHOOK:-http://localhost/}")|" \
    -e "s|\${ALERT_MAIL_TO}|$(value "${ALERT_MAIL_TO:-root@localhost}")|" \
    -e "s|\${ALERT_MAIL_FROM}|$(value "${ALERT_MAIL_FROM:-interlude@localhost}")|" \
    -e "s|\${ALERT_SMTP}|$(value "${ALERT_SMTP:-localhost:25}")|" \
    -e "s|\${ALERT_SMTP_USER}|$(value "${ALERT_SMTP_USER:-}")|" \
    -e "s|\${ALERT_SMTP_PASSWORD}|$(value "${ALERT_SMTP_PASSWORD:-}")|" \
    "$folder/alertmanager.yaml"
}

if [ "${1:-}" = --print ]; then
  settings
  exit
fi
umask 077
settings > /tmp/alertmanager.yaml
exec /bin/alertmanager --config.file=/tmp/alertmanager.yaml --storage.path=/alertmanager
