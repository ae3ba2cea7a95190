"""The wizard line by line: the questions of the full-screen wizard on any terminal."""
