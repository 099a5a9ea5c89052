"""与上期相比: what a brief says otherwise than the one before it, section by section."""
