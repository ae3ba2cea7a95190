"""The address plan of an environment: ranges, what upstream will choose, capacity, pictures."""
