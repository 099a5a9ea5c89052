"""Out to the world: projects by the Open Contracting for Infrastructure Data Standard (OC4IDS) 0.9.5."""
