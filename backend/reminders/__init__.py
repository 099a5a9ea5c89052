"""What is owed and who is told (催报): reminders by the calendar, the list of who did not report, and leave."""
