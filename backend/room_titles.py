"""What the fields of each room's API are called, as the room itself keeps it: one key has one title in the house."""

from backend.assignments.titles import TITLES as ASSIGNMENTS
from backend.calendar.titles import TITLES as CALENDAR

ROOMS = CALENDAR | ASSIGNMENTS
