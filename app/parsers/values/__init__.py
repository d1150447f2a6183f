"""Numbers, units, amounts, times and periods as they are printed."""
