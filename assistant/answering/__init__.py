"""What was found -> text: by quoting, or by a language model that writes."""
