"""The outbox: messages queued with the change, sent by the clock."""
