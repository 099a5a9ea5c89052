"""From the snapshot to the figures of a brief. Pure: the same documents give the same figures."""
