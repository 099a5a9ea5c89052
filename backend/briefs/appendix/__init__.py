"""全部项目一览: every project in a landscape table, printed in parts and joined, however many they are."""
