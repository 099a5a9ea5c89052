"""Paper: fonts, line setting, rendering to PDF in a process of its own, charts, and checks of a finished PDF."""
