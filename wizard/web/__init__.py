"""Calls to a web service: counted, bounded retries, waits that the service asks for."""
