"""What must survive a kill -9: the catalogue, the index made from it, and their upkeep."""
