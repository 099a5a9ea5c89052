"""From the figures of a brief to its sentences. Pure, and no sentence says a number that is not in the data."""
