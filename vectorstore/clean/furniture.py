"""What on a news page is no part of the story, as patterns of whole lines.

Each pattern must match a whole line (any case) before the line goes, so that no sentence of a
story is taken for furniture because of how it begins.
"""
# ruff: noqa: E501  (a pattern a line)

from __future__ import annotations

import re

from vectorstore.clean import notices, published

MAX_LINE_CHARACTERS = 220
_SITES = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|pinterest|instagram|you ?tube"
    r"|tumblr|messenger|viber|vk|gmail|flipboard|pocket|threads|bluesky|tik ?tok|google ?\+|google news"
    r"|share on|tweet this|count|shares|mail|post|fb|e-?mail article|e-?mail|sms|print|pdf|copy(?: link| url)?|link|share|tweet|pin(?: it)?|save|rss|more|line)"
)
_NAV = (
    r"(?:home|menu|news|search|subscribe|newsletters?|notices|small ads|videos?|podcasts?|games|login|log ?in|sign ?in|register|about(?: us)?|contact(?: us)?"
    r"|advertise(?: with us)?|careers|site ?map|rss|privacy(?: policy)?|cookie policy|help|faqs?|corrections|jobs|classifieds?|weather|sports?|business|opinion|world|live|obituaries"
    r"|terms(?: (?:of|and|&) (?:use|service|conditions))?|e-?paper|archives?|disclaimer|feedback)"
)
_SEPARATOR = r"[\s,|·•/:&›»>-]"
_OPEN = r"[\s›»>•·▸►→*|-]*"
_CLOSE = r"[\s›»>→…*|.!:]*"

# Lines that go wherever they stand.
FURNITURE: dict[str, tuple[str, ...]] = {
    "captcha": (
        r"security (?:key|code|check|question)\s*:?",
        r"(?:re)?captcha(?: (?:refresh|code|image|verification|challenge))?\s*[:*]?",
        r"(?:enter|type|refresh|reload|solve|complete)(?: the)? (?:re)?captcha.{0,60}",
        r"the re?captcha verification .{0,120}",
        r"please (?:complete|solve|enter|verify|confirm).{0,40}(?:captcha|human|robot|characters).{0,60}",
        r"(?:i am|i['’]m) not a robot",
        r"this site is protected by recaptcha.{0,140}",
    ),
    "comment form": (
        r"please (?:enter|provide|type) (?:your|a valid|an?) (?:comment|name|e-?mail|website|answer).{0,60}",
        r"(?:leave|post|write|add|submit|cancel)(?: (?:a|your|us a))? (?:reply|comments?|response|feedback).{0,40}",
        r"your e-?mail(?: address)? will not be (?:published|shared).{0,60}",
        r"required fields are marked.{0,10}",
        r"save my name,? e-?mail.{0,100}",
        r"notify me of .{0,40}(?:comments?|posts?|replies).{0,30}",
        r"you (?:have entered an incorrect|must be|need to be|are) .{0,20}(?:e-?mail|logged? ?in|signed? ?in).{0,60}",
        r"(?:your )?(?:name|e-?mail(?: address)?|website|comments?|message|subject)\s*[:*]+\s*[:*]*",
        r"your (?:name|e-?mail(?: address)?|website|comments?|message)\W*(?:\(.{0,30}\))?\W*",
        r"(?:no|\d+|view|show|hide|see|all|load)(?: all| more)? (?:comments?|repl(?:y|ies)|responses?)(?: yet)?",
        r"comments? (?:are|is) (?:closed|moderated|disabled|off).{0,140}|comments? ?\(\d+\)(?: (?:closed|open))?",
        r"(?:log|sign) ?in to (?:leave a |post a |your |join the )?(?:comment|reply|account|conversation).{0,40}",
        r"be the first to (?:comment|reply|share|know).{0,60}",
        r"join the (?:conversation|discussion)",
        r"submit(?: comment)?|reply|report abuse",
    ),
    "sharing": (
        rf"(?:share(?: this)?(?: story| article)?\s*[:|]\s*)?(?:{_SITES}(?:{_SEPARATOR}+|$)){{1,14}}",
        r"share (?:this|the|on|via|with|article|story|post|page|your)\b.{0,60}|tweet (?:this|on)\b.{0,30}",
        r"click to (?:share|e-?mail|print|copy|follow)\b.{0,60}",
        r"follow (?:us|our|@\w+)\b.{0,80}",
        r"(?:like|find) us on .{0,40}|like .{2,40} on facebook, follow .{2,140}",
        r"(?:join|follow) (?:us|our) .{0,40}(?:whats ?app|telegram|facebook|twitter|channel|instagram).{0,60}",
        r"\d[\d.,]*\s?k?\s?(?:shares?|views?|likes?|reads?|retweets?|followers?|fans?|subscribers?)",
        r"(?:copied|link copied)(?: to clipboard)?",
    ),
    "subscription": (
        r"subscribe(?: (?:now|here|today|to (?:our|the|us).{0,80}|for .{0,60}))?",
        r"(?:sign|signed) ?up (?:now|here|today|for (?:our|the|free|breaking|daily|a ).{0,80}|to (?:our|receive|get) .{0,80})",
        r"get (?:the|our|all the|breaking|daily) .{0,60}(?:newsletter|inbox|e-?mail|alerts?|app)\b.{0,40}",
        r"(?:daily |weekly |our |free )?(?:e-?mail )?newsletters?(?: sign-?up)?",
        r"already a (?:subscriber|member)\?.{0,40}",
        r"(?:download|get|install) (?:the|our) .{0,40}\bapp\b.{0,60}",
        r"(?:become a member|go premium|support (?:our|independent|quality) journalism.{0,60}|donate(?: now)?)",
        r"(?:log|sign) ?(?:in|out|up)|register(?: now)?|create (?:an |a free )?account|forgot (?:your )?password\??",
    ),
    "advertisement": (
        r"advertise?ments?(?: - scroll to continue)?|ads?(?: by .{0,30})?|promoted(?: content| stories)?",
        r"sponsored(?: content| links?| by .{0,40})?|paid (?:content|post|partnership)",
        r"(?:story|article|report) continues (?:below|after)\b.{0,40}|continue reading (?:below|after)\b.{0,40}",
        r"scroll (?:down )?(?:to|for) (?:continue|more|read)\b.{0,40}|remove ads",
    ),
    "navigation": (
        r"skip to (?:main )?(?:content|navigation|search|footer|article).{0,20}",
        rf"(?:{_NAV}(?:{_SEPARATOR}+|$)){{1,14}}",
        r"(?:home|news)(?:\s*[›»>/]\s*[^›»>/.]{1,50}){1,6}",
        r"you are here\s*:?.{0,80}",
        r"(?:previous|next|older|newer)(?: (?:article|post|story|page|entry|entries))?(?:\s*:(?!.*\.\W*$).{0,120})?",
        r"(?:back to|go to|return to) (?:top|home|the top|homepage|main page|news)",
        r"(?:load|loading|see|view|show|read|find out|learn)(?: (?:more|all|less|full (?:story|article|bio|text)))(?: here| now)?|loading",
        r"continue reading|keep reading|full story|(?:click|tap) here(?: (?:to|for)\b.{0,80})?",
        r"(?:print|e-?mail|save|gift|bookmark|listen to|download)(?: this)?(?: (?:page|article|story|post|as pdf))|print(?:er)?[- ]friendly.{0,20}",
        r"\d+\s?(?:min|mins|minute|minutes)(?: read)?|reading time\s*:?.{0,30}",
        r"(?:text|font) size.{0,20}|a ?\+(?: ?a)?(?: ?a ?-)?|a ?-|change text size.{0,20}",
        r"(?:please )?enable javascript.{0,80}|javascript is (?:disabled|required).{0,80}",
        r"(?:this|our) (?:web ?site|site) uses cookies.{0,200}|we use cookies.{0,200}",
        r"(?:accept|reject|manage)(?: all)?(?: cookies?| preferences)?|cookie (?:settings|preferences|notice)|got it!?",
        r"top(?: stories| news)?|breaking(?: news)?|latest(?: news| updates)?|trending(?: now)?|exclusive|must reads?",
    ),
    "record number": (
        r"(?:news|story|article|post|item|document|doc|report|print|content)[ -]?(?:id|code|no|num|number|ref)\b\.?\s*[:#]?\s*[A-Z]{0,4}[\d-]{2,20}",
        r"(?:news|story|article|post|item|document|doc|report|print)[ -]?(?:id|code|no|number|ref)\.?\s*[:#]\s*\S{1,40}",
    ),
    "page machinery": (
        r"page (?:generated|rendered|loaded|created) in\b.{0,60}",
        r"(?:powered|built|developed|designed|hosted) by [^.,]{1,40}(?!\.)",
        r"(?:short ?link|permalink|short url)\s*:?.{0,120}",
        r"(?:original|source) (?:news|article|story|source|link|post|url)s?\s*:(?:\s*\S{1,200})?",
        r"translated by google|select language|this page was (?:printed|generated|last updated).{0,80}",
    ),
    "notice": notices.NOTICES,
    "rights": (
        r"(?:copyright\s*)?(?:©|\(c\)|&copy;)\s?.{0,160}|copyright\s*,?\s*\d{4}.{0,140}",
        r"\(?this (?:story|article) (?:has not been|was not|is) .{0,30}(?:edited|generated|published from).{0,140}",
        r"our standards\s*:.{0,80}|the code of ethics.{0,60}",
        r"all rights reserved.{0,80}|.{0,80}all rights reserved\.?",
        r"no part of this (?:publication|article|site|website|content|material|page|story)\b.{0,140}",
        r"reproduction .{0,60}(?:prohibited|permission|forbidden).{0,60}",
    ),
    "labels": (
        r"(?-i:TAGS(?: [A-Z][A-Z-]+){1,10})|in (?:world|national|local|business|sports?|politics|city|pakistan|iran|opinion|latest|top news|news)",
        r"(?:tags?|topics?|categor(?:y|ies)|filed under|posted in|keywords|labels?|section|in this (?:story|article))\s*:[^.!?]{0,180}",
    ),
    "credit": (
        r"(?:file )?(?:photo|image|picture|video|illustration|graphic)(?:s|graph)?(?: credits?| courtesy(?: of)?)?\s*[:|/]\s*[^.:]{2,60}",
        r"\(?(?:afp|ap|reuters|epa|getty(?: images)?)(?: photo| file| images|/[\w ]{2,30})\)?|.{2,40}/(?:afp|ap|reuters|epa|getty(?: images)?|file)(?:/file)?",
        r"(?:image|photo|picture) (?:source|credit|copyright),? .{2,60}|image caption",
        r"(?:file|representational|representative|archive) (?:photo|image|picture)",
        r"[^.!?:]{2,70}\b(?:via|/) ?(?:getty(?: images)?|ap|reuters|afp|shutterstock|imago|alamy)(?:[ /][\w ]{2,20})?",
        r"\(?(?:bild|fotos?|crédit(?: photo)?s?|fotografía|imagen?|immagine)\s*:\s*[^.:!?]{2,60}\)?",
    ),
    "related story": (
        r"(?:related(?: (?:article|story|stories|news|post|coverage|video|link)s?)?|also read|read also|must read"
        r"|see also|read more|read|watch(?: (?:live|video|now|also))?|more(?: on this)?|in pictures|in pics"
        r"|recommended|don['’]?t miss|editor['’]?s picks?|further reading|background reading|listen|explainer"
        r"|also see|also watch|more to read|you may also like|what to read next)"
        r"\s*[:|»›→](?!.*\.\W*$).{1,160}",
    ),
}  # fmt: skip

LINK = "related story"
# Kinds that no story's own line is taken for, however short.
_SURE = (
    "captcha",
    "advertisement",
    "notice",
    "record number",
    "page machinery",
    "rights",
    "credit",
)
# What only a page says, in however few words.
_SURE_WORDS = (
    r"(?:share|tweet|follow|click|tap|subscribe|read|sign ?up|log ?in|sign ?in|skip|load|print|copy|cookies?|leave"
    r"|enable|download|continue|more|newsletters?|e-?mail|save|gift|bookmark|powered|join|get|notify|your)\b.*"
)
# What looks like furniture and may be a story's own: a minute of a match, a count, a label.
_UNSURE = (
    r"\d+\s?(?:min|mins|minutes?)|\d[\d.,]*\s?k?\s?\w+|no \w+(?: yet)?"
    r"|(?:topics?|categor(?:y|ies)|labels?|section|in this (?:story|article))\s*:.*"
)
_MAX_UNSURE_WORDS = 2

# Headings after which come only links to other stories; the headlines below go with them.
SECTION_OF_LINKS = (
    r"more (?:in|from|on|about|by) \S.{0,50}(?<![.!?])",
    r"more (?:articles?|stories|news|headlines|posts|coverage|videos?|top stories)(?: (?:in|from|on) .{0,40})?",
    r"(?:related|recommended|similar|latest|popular|trending|other|top|recent|featured|must)"
    r" (?:articles?|stor(?:y|ies)|news|posts?|topics?|headlines?|videos?|links?|coverage|contents?|reads?|reading|items?)"
    r"(?: (?:in|from|on|for) .{0,40})?",
    r"(?:most|popular|also) (?:read|viewed|visited|popular|shared|commented|recent|watched|discussed)(?: (?:in|on|this) .{0,30})?",
    r"topics|tags|top [\w ]{2,20} (?:stories|news)",
    r"you (?:may|might) (?:also )?(?:like|be interested in|have missed|want to read).{0,30}",
    r"(?:read|see|watch) (?:also|next)|also read|(?:what to )?(?:read|watch) next|up next|related|recommended",
    r"(?:don['’]?t miss|trending(?: now)?|editor['’]?s picks?|(?:from|around|elsewhere on) the web|in case you missed it)",
    r"(?:original|source) (?:news|article|story)\s*:?",
    r"(?:reader|user)?\s?comments?(?: ?\(\d+\))?|leave a (?:reply|comment).{0,30}",
)

# Those of them that may also head a part of the story.
_MAY_HEAD_STORY = r"more (?:in|from|on|about|by) \S.*|topics|top [\w ]{2,20} (?:stories|news)"

# Labelled facts about the story: each names what it gives.
_D = published.DATE
FACTS = (
    rf"\W*(?:first |originally )?published (?:in|by) (?P<outlet>[^\d\n]{{2,60}}?),?\s+(?:on |dated )?(?P<published>{_D})\W*",
    rf"(?:this (?:article|story|report|piece) )?(?:was )?(?:first |originally )?(?:published|appeared|printed) (?:in|by|on) (?P<outlet>[^\d\n]{{2,60}}?),?\s+(?:on |dated )?(?P<published>{_D})\W*",
    rf"(?:(?:first|originally) )?(?:published|posted|date|dated|issued|publish(?:ed)? date|publication date|date published|posted date|news date|pub date|aired|broadcast|air ?date)(?: on| at)?\s*:?\s*(?P<published>{_D})\W*",
    rf"(?:last )?(?:updated?|modified|revised|edited)(?: on| at)?\s*:?\s*(?P<updated>{_D})\W*",
    r"(?:title|headline)\s*:\s+(?P<title>.{3,200})",
    r"(?:outlet|newspaper|publisher|publication)\s*:\s+(?P<outlet>[^\n:/]{2,60}?)\.?",
    r"(?:news )?(?:re)?source\s*:\s+(?P<source>[^\n:/]{2,60}?)\.?",
    r"(?:author|authors|reporter|writer|byline|written by|reported by)\s*:\s+(?P<author>[^\n:?!]{1,79}[^\n:?!.])",
    r"(?:url|link|source|permalink|source url|canonical)\s*:\s*(?P<url>https?://\S{4,500})",
    r"(?:language|lang)\s*:\s*(?P<language>[a-z]{2}(?:-[a-z]{2})?)",
)  # fmt: skip

# Furniture only below the story's last paragraph.
TAIL = (
    r"(?:sign up|register) (?:for|to) [^.!?]{2,120}|subscribe to [^.!?]{2,100}",
    r"(?:read|up|watch|listen|coming|story) (?:next|on|more|also)\s*[:|].{2,160}|next (?:up|story)\s*:.{2,160}",
    r"[^.!?@]{0,60}\b[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}(?:[ |,/][^.!?]{0,60})?",
    r"ends?|\(ends?\)|#{2,5}|-30-|(?:facebook|twitter|share|comment)s? (?:count|shares?|comments?)|\d{1,6}",
    r"(?:follow|find|like) [^.!?]{2,50} on (?:facebook|twitter|x|instagram|whatsapp|telegram|youtube|google news)\b[^.!?]{0,60}",
    r"(?:more|latest) [^.!?]{0,40}(?:news|stories|headlines|coverage)(?: here)?",
)
# Names of a paper's sections.
SECTIONS = (
    r"world|business|sports?|politics|opinions?|comment|culture|tech(?:nology)?|science|health|metro|city"
    r"|arts?|entertainment|life ?style|national|international|local|regional|region|econom(?:y|ics)|money"
    r"|education|asia|europe|africa|middle ?east|americas?|us|u\.s\.|uk|environment|climate|travel|courts?|crime"
    r"|front page|(?:world|local|sports?|business|national|international|latest|top|city) news|newspaper"
    r"|analysis|features?|editorials?|columns?|letters|magazine|football|pakistan|iran|india|china|afghanistan"
    r"|iraq|israel|russia|ukraine|south asia|diplomacy|society|nuclear|defen[cs]e|today['’]s paper|obituar(?:y|ies)"
)

# Words of rights lines: "© 2020 The Harbour Times. All rights reserved."
RIGHTS_HOLDER = (
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:copyright\s*)?,?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*,?\s*(?:by )?"
    r"(?P<outlet>[^\d\n.,|©]{3,50}?)(?:\s*,?\s*\d{4})?\s*(?:[.,|–-]\s*.{0,80})?"
)
# Lines that a page makes anew for each visitor: beside them, a bare date is the visit's.
LIVE_PAGE = ("captcha", "comment form", "page machinery")

_COMPILED = {
    kind: re.compile(rf"{_OPEN}(?:{'|'.join(patterns)}){_CLOSE}", re.IGNORECASE)
    for kind, patterns in FURNITURE.items()
}
_SECTION = re.compile(rf"{_OPEN}(?:{'|'.join(SECTION_OF_LINKS)}){_CLOSE}", re.IGNORECASE)
# Words that only a story's sentence has.
_SPOKEN = re.compile(r"[“”\"]|\b(?:said|says|told|he|she|they|asked|added|warned)\b", re.IGNORECASE)
_TAIL = re.compile(rf"{_OPEN}(?:{'|'.join(TAIL)}){_CLOSE}", re.IGNORECASE)
_SECTIONS = re.compile(rf"{_OPEN}(?:{SECTIONS}){_CLOSE}", re.IGNORECASE)
_HEADS_STORY = re.compile(rf"{_OPEN}(?:{_MAY_HEAD_STORY})", re.IGNORECASE)
_SURELY = re.compile(rf"{_OPEN}(?:{_SURE_WORDS})", re.IGNORECASE)
_UNSURELY = re.compile(rf"{_OPEN}(?:{_UNSURE}){_CLOSE}", re.IGNORECASE)
_MINUTE = re.compile(r"\d+\s?(?:mins?|minutes?)", re.IGNORECASE)
_BARS = re.compile(r"\s*[|•·]\s*")
_FACTS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in FACTS)
_COMPANY = re.compile(
    r",?\s+(?:and [\w .&]{2,30} )?(?:Inc|Ltd|LLC|Limited|plc|Company|Corp(?:oration)?|Group)\.?$"
    r"|\s+All rights.*",
    re.IGNORECASE,
)
_RIGHTS_HOLDER = re.compile(RIGHTS_HOLDER, re.IGNORECASE)


def kind(line: str) -> str:
    """The kind of furniture that a stripped line is, "" where it is none."""
    if notices.is_summary_by_machine(line):
        return "notice"
    if len(line) > MAX_LINE_CHARACTERS:
        return ""
    if notices.leads_away(line):
        return LINK
    if notices.is_encoded(line):
        return "notice"
    if _SPOKEN.search(line):
        return ""
    known = next((name for name, form in _COMPILED.items() if form.fullmatch(line)), "")
    return known or ("navigation" if _is_menu(line) else "")


def may_be_story(line: str) -> bool:
    """Whether a line that looks like furniture may be a story's own: a heading, a minute, a count.

    Such a line is furniture where it stands among furniture, or again on the page.
    """
    known = kind(line)
    if not known or known in _SURE:
        return False
    few = len(re.findall(r"\w+", line)) <= _MAX_UNSURE_WORDS and not _SURELY.fullmatch(line)
    return few or bool(_UNSURELY.fullmatch(line))


def is_minute(line: str) -> bool:
    """Whether the line is a minute of a match, or how long it takes to read the story."""
    return bool(_MINUTE.fullmatch(line))


def _is_menu(line: str) -> bool:
    """Whether the line is a row of links: short parts, most of them usual ones."""
    parts = [part for part in _BARS.split(line) if part]
    if len(parts) < 3 or len(line) > 160 or any(len(part.split()) > 4 for part in parts):
        return False
    usual = sum(any(form.fullmatch(part) for form in _COMPILED.values()) for part in parts)
    return usual >= max(2, len(parts) / 2)


def is_in_tail(line: str) -> bool:
    """Whether the line is furniture if it stands below the story's last paragraph."""
    return (
        len(line) <= MAX_LINE_CHARACTERS
        and not _SPOKEN.search(line)
        and bool(_TAIL.fullmatch(line))
    )


def is_section(line: str) -> bool:
    """Whether the line is the name of a paper's section alone."""
    return len(line) <= 40 and bool(_SECTIONS.fullmatch(line))


def opens_links(line: str) -> bool:
    """Whether the line heads a section of links to other stories."""
    return len(line) <= MAX_LINE_CHARACTERS and bool(_SECTION.fullmatch(line))


def is_section_of_links(line: str) -> bool:
    """Whether a line that heads links can head nothing else."""
    return opens_links(line) and not _HEADS_STORY.fullmatch(line)


def facts(line: str) -> dict[str, str]:
    """What a labelled line says about the story, by field name; empty where it says nothing."""
    if len(line) > MAX_LINE_CHARACTERS:
        return {}
    for form in _FACTS:
        if found := form.fullmatch(line):
            return {name: value for name, value in found.groupdict().items() if value}
    return {}


def rights_holder(line: str) -> str:
    """The outlet that a rights line names, "" where it names none."""
    found = _RIGHTS_HOLDER.fullmatch(line) if len(line) <= MAX_LINE_CHARACTERS else None
    return _COMPANY.sub("", found["outlet"].strip()) if found else ""
