"""The typed table: caption, unit and date; its axes, the roles of its columns and rows, who is whose parent."""
