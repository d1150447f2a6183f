"""What generated reports say, one file per kind of passage. Each writes blocks and, beside them, the facts they state."""
