"""All that the page says of itself, in English: a translation is one more file like this."""

from __future__ import annotations

# The places of the page
ASK = "Ask"
TIMELINE = "Timeline"
ARCHIVE = "Archive"
PLACES = "Places"

# Asking
YOUR_QUESTION = "Your question"
ASK_THE_ARCHIVE = "Ask the archive"
FOR_EXAMPLE = "Ask, for example"
