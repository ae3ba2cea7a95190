"""The full-screen wizard: Textual over a session. What it shows, the session knows."""
