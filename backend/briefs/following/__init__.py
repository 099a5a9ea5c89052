"""Every figure of a brief can be followed: what it means in words, and exactly the rows that it counts."""
