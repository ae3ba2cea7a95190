"""Pages of the walk, each over the questions of one section."""
