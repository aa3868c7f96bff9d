"""The APIs, one file a topic: what each one returns as `data`, or the Refusal that it raises."""
