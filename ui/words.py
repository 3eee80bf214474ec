"""All that the page says of itself, in English: a translation is one more file like this."""

from __future__ import annotations

# The places of the page
ASK = "Ask"
TIMELINE = "Timeline"
ARCHIVE = "Archive"
VERIFY = "Verify"
PLACES = "Places"

# Asking
YOUR_QUESTION = "Your question"
ASK_THE_ARCHIVE = "Ask the archive"
FOR_EXAMPLE = "Ask, for example"
QUESTIONS_AND_ANSWERS = "Questions and answers"
WHERE_TO_LOOK = "Where to look"
SINCE, UNTIL, AS_OF = "From", "Until", "As of"
OUTLET, AUTHOR = "Outlet", "Author"
A_DAY = "2020-03-31"
SEARCHING = "Searching the archive"
WRITING = "{model} is writing; meanwhile, in quotes:"
WAITS = "Waits until the answer above is there"
WITHDRAW = "Withdraw"
BEFORE_YOU = "{count} before you: your answer begins when theirs are done."
NEXT_IN_LINE = "You are next: your answer begins in a moment."
BUSY = (
    "Dateline is busy: more people are asking than can wait. Try again in a minute; your question"
    " is kept here."
)
TOO_MANY_WAIT = "Several of your questions wait already. Ask this one when they are answered."
WENT_WRONG = "Something went wrong, and no answer was found. Ask again, or in other words."
NOT_DONE = (
    "Something went wrong, and this was not done. Try again. Whoever runs Dateline finds the cause"
    " where it was started."
)
STOPPED = "Stopped. What is here was not checked to the end."
STOPPED_BEFORE = "Stopped before there was an answer."

# What one does with an exchange
STOP, RETRY, EDIT, COPY, COPIED = "Stop", "Ask again", "Edit", "Copy", "Copied"
SAVE_AND_ASK = "Ask this"
CANCEL = "Cancel"
YOUR_CHANGED_QUESTION = "Ask instead"
GOOD, BAD = "Good", "Bad"
GOOD_ANSWER, BAD_ANSWER = "Good answer", "Bad answer"
WHY_BAD = "What is wrong with it?"
REASONS = {
    "wrong_source": "wrong source",
    "missing": "something is missing",
    "outdated": "outdated",
    "attribution": "wrongly attributed",
}
FOLLOW_UPS = "Ask next"
REPORTED_ABOUT = "What is reported about {name}?"
HAPPENED_TO = "What happened to {name}?"
HOW_OFTEN = "How often is {name} mentioned?"

# What a model is sent
WHAT_IS_SENT = "What is sent"
INSTRUCTIONS, QUESTION_AND_PASSAGES = "Instructions", "The question and its passages"
NOTHING_LEAVES = "The model runs on this machine: nothing leaves it."

# Taking along
TAKE_ALONG = "Take along"
THIS_ANSWER, THIS_CONVERSATION = "This answer", "The conversation"
AS_WORD, AS_MARKDOWN, AS_HTML, AS_JSON = "Word", "Markdown", "HTML", "JSON"
SHARE = "A page of it"
SHARE_MEANS = "Shows this answer alone, to whoever may open Dateline and has its address."
SHARED_AT = "This answer has a page:"
COPY_ADDRESS_OF_PAGE = "Copy its address"
WHERE_TO_LOOK_WAS = "Looked for with these limits: {scope}."
SHARED_ON = "An answer of Dateline, as it was shared on {day}."
WRITTEN_BY = (
    "Written by {model} from the sources beside it; each sentence was checked against them."
)
IN_QUOTES = "The articles' own sentences."
SHARE_GONE = "There is no answer at this address, or its conversation was deleted."
TIMELINE_OF_ANSWER = "As a timeline"
NO_TIMELINE = "What this answer rests on has no dated events."

# Scope
READ_AS = "Searched for"
READ_FROM_QUESTION = "Read from the question, and where it was looked"
CHANGE = "change"
LEAVE_OUT = "Leave out {what}"
ONLY_THIS = "only this"
ONLY_THIS_LABEL = "Find only what is from {what}"
PREFERRED = "preferred"
ONLY = "only"
NEWEST_FIRST = "newest first, as of {day}"
WITHOUT = "without {what}"
ONLY_SOURCE = "only {what}"
SOURCE_GONE = "an article that was removed"
LOOKED_AT = "Looked at {articles}{outlets}{period}."
DO = "Apply"

# Sources
SOURCES = "Sources"
SOURCES_APPEAR = "The passages that an answer rests on appear here."
NEWEST_ARTICLES = "Newest in the archive"
NEAREST = "Nearest passages, which do not answer it"
NOTHING_NEAR = "Nothing in the archive comes near."
CITES_NOTHING = "The answer cites nothing in the archive."
NEAREST_APART = "The nearest passages are shown apart. They do not answer it."
UNTITLED = "Untitled"
UNKNOWN_OUTLET, UNKNOWN_DAY = "Unknown outlet", "date unknown"
AFTER_TODAY = " (dated after today)"
READ_ARTICLE = "Read the whole article"
BACK_TO_ANSWER = "Back to the answer"
WITHOUT_THIS, ONLY_THESE = "Without this one", "Only this one"
SOURCE_NUMBER = "Source {number}"
ALSO_PRINTED = "Also printed by {count}"
PARTLY = "only partly in the cited text"
UNSUPPORTED = "not found in the cited text"
NO_SOURCE = "no source for this"
SAYS, ANOTHER = "{outlet} says {what}", "another"
HOLDS_AS_OF = "As of {day}."
MONTH, MENTIONS = "Month", "Mentions"
NO_DATE, NO_OUTLET, DAY_UNKNOWN = "no date", "no outlet", "Day unknown"
QUOTED_ANSWER = "In quotes"

# The timeline's place
MENTIONS_AND_EVENTS = "Mentions and events"
NAME_OR_STORY = "A name, words or a story"
EVERY_MENTION, IN_ORDER = "Every mention", "Events in order"
TIMELINE_HINT = (
    "Every mention: of a name or of words that follow one another, counted by month, the first"
    " report marked. Events in order: what happened in a story, day by day, each in an article's"
    " own words."
)
NO_MENTION = "No mention in {articles}."
MENTIONS_COUNTED = "{mentions} in {articles}, of {searched} searched."
MENTIONS_BY_MONTH = "Mentions by month"
SHOW_ALL_AGAIN = "show all again"
AND_MORE = "and {articles} more"
FIRST_REPORT = "first report"

# An article
WIRE, OPINION, CORRECTION, UPDATE, LIVE = "wire", "opinion", "correction", "update", "live blog"
CORRECTED = "corrected"
BY = "By {author}"
UPDATED = "Updated {day}"
FROM_PICTURE = "Read from a picture, {share:.0%} sure"
STOOD_UNTIL = "A newer version is there since {day}: these words stood until then."
STOOD_SOMETIME = "A newer version of this article is there: these are the words of an older one."
NEWEST_VERSION = "Read the newest version"
PREVIOUS, NEXT = "Previous citation", "Next citation"
COPY_ADDRESS = "Copy this place's address"
ARTICLE_GONE = "This article is no longer in the archive, or not in this version."
ARTICLE_UNREACHABLE = "The article could not be fetched. Is Dateline still running?"

# Conversations
NEW_CONVERSATION = "New conversation"
CONVERSATIONS = "Conversations"
SEARCH_CONVERSATIONS = "Search your conversations"
NO_CONVERSATIONS = "None yet. What you ask is kept here, on the machine that serves this page."
NOTHING_FOUND = "None holds these words."
RENAME, DELETE, NAME = "Rename", "Delete", "Name"
NOT_KEPT = "The archive can't be written here, so conversations end with this program."
CONVERSATION_GONE = (
    "This conversation is no longer kept: it was deleted, perhaps in another tab. What you ask now"
    " begins a new one."
)
REMOVED_QUOTE = "The article that was quoted here is no longer in the archive."

# Models
ANSWERS_BY = "Answers: {model}"
A_MODEL = "the model"
QUOTES = "quotes"
QUOTES_MEAN = "The articles' own sentences. No model; nothing leaves this machine."
LOCAL_MEANS = "Runs at {where} on this machine. Nothing leaves it."
HOSTED_MEANS = "Your question and the passages that were found are sent to {provider}."
CONFIGURED_MEANS = "Set when Dateline was started."
LOOKING = "Looking for models on this machine"
NONE_FOUND = "No model server answers on this machine (Ollama, LM Studio, llama.cpp were asked)."
HOSTED = "A hosted model, as provider:name"
USE = "Use"

# Logging in
LOG_IN, PASSWORD = "Log in", "Password"
LOG_IN_FIRST = "Log in first: load the page again."
NOT_TOGETHER = "This name and this password do not belong together."
TOO_MANY_TRIES = "Too many wrong passwords. Wait a minute."

# The connection
LOST = (
    "The connection to Dateline was lost before this answer was there. When it is back, this page"
    " loads by itself, and the question can be asked again."
)
BROKE_OFF = (
    "No answer is kept: the page was closed, or the connection to Dateline was lost, before it was"
    " there. Ask again."
)
ANSWERED_ELSEWHERE = (
    "This is being answered in another tab or window. Load the page again to see the answer."
)
UNREACHABLE = (
    "This did not reach Dateline: the connection was lost, or it is not running. What you asked is"
    " kept here."
)
REFUSED = "Dateline did not take this, and did not say why. What you asked is kept here."
LATE = "Dateline has not answered yet. It may be busy, or the connection may be lost."
TRY_AGAIN = "Try again"

# Verifying a draft
YOUR_DRAFT = "Your draft: paste it, or drop a txt, md or docx file here"
CHECK_DRAFT = "Check the draft"
OPEN_DRAFT = "Open a file"
DRAFT_TOO_LONG = "This draft is too long: at most {most:,} characters. Check it in parts."
DRAFT_EMPTY = "There is nothing to check yet. Paste a draft, or open a file."
NO_SENTENCES = "No sentence was found in this draft."
CHECKING = "Checking sentence {done:,} of {total:,}"
DRAFT_WAITS = "{count} drafts before yours: it is checked when they are done."
DRAFT_NEXT = "Your draft is next."
DRAFTS_BUSY = "Dateline is busy: too many drafts wait to be checked. Try again in a minute."
TAKE_REPORT = "Take the report along:"
VERDICTS = {
    "stands": "stands in the archive",
    "partly": "only partly",
    "contradicted": "contradicted",
    "absent": "not in the archive",
    "nothing": "nothing to check",
}
SENDING = "Sending {name}"
DID_NOT_ARRIVE = "The file did not arrive whole. Send it again."
SENT_NOTHING = "{name} did not arrive. Is Dateline still running?"

# Adding
MAY_NOT_ADD = "You may ask, and not add. Ask who runs this page."
ADD_ARTICLES = "Add articles"
ADD_ON_MACHINE = "Articles are added on the machine itself: dateline ingest PATH"
A_PATH = "A file or folder on the machine that serves this page"
ADD = "Add"
DROP_FILES = "Drop files with articles here, of up to {most} MB each, or"
CHOOSE_FILES = "choose files"
TOO_LARGE = "{name} is too large: at most {most} MB a file."
ADDING = "Adding: {kept} kept so far."
REMOVED = "It was removed."
A_FEED = "The address of a feed (RSS, Atom or JSON Feed)"
FEED_EXAMPLE = "https://news.example/feed"
FOLLOW = "Follow it"
ONLY_NOW = "only now"
EVERY = {15: "every 15 minutes", 60: "every hour", 360: "every 6 hours", 1440: "every day"}
FOLLOWED = "Followed while Dateline runs"
STOP_FOLLOWING = "Stop following {place}"
NEVER_LOOKED = "not looked at yet"
LOOKED_AT_LAST = "last looked at {when}"
CAME_LAST = "something new came {when}"
FOLLOWED_FAILS = "{place} can't be followed: {why}"
FOLLOWED_QUIET = "{place} may have stopped: nothing new came since {day}, much longer than usual."
NO_ADDRESS = "A feed's address looks like https://news.example/feed.xml."
NO_FOLDER = "{place} is no folder, and only folders can be followed. Add it without."
TOO_MUCH_FOLLOWED = "At most {most} folders and feeds can be followed. Stop one first."
NEWEST_ARTICLE = "newest article {day}"
LAST_WRITTEN = "last written {when}"
THEN_MORE = "{count} more wait."
