"""The verbs: each module has ``options(parser)`` and ``run(call)``, and imports late."""
