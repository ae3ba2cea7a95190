"""Parts of the frame around a page: title, rail, side pane, key line."""
