"""Where reports are kept: the port and one file per adapter."""
