"""Text documents, both ways and every byte kept; nothing here knows the AI Factory.

Modules are imported one by one (`wizard.formats.dotenv`), so that reading a `.env` does not
load the YAML library.
"""
