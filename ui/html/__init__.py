"""What the page shows, as HTML in which every word from outside is escaped."""
