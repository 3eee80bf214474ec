"""What sites of today say to their visitors between the sentences of a story, as whole lines.

Summaries made by machine, plays, cookies, subscriptions, tips, embedded things that don't load.
"""
# ruff: noqa: E501  (a pattern a line)

from __future__ import annotations

import re

_AI = r"(?:ai|a\.i\.|ki|artificial intelligence)"
NOTICES = (
    # by machine
    rf"{_AI}[- ](?:assisted|generated|powered|created|written|generierte)(?: (?:article|story|news|audio))? (?:summary|overview|takeaways|highlights|key points|audio|voice|narration|recap|translation|transcript|zusammenfassung)(?: ?\(?beta\)?| by .{{2,30}})?",
    rf"(?:this |the |these )?(?:(?:article |story )?(?:summary|overview|recap|transcript|translation)|audio|(?:key|bullet) points|takeaways) (?:was|were|is|are|has been|have been) (?:\w+ly )?(?:created|generated|written|produced|made|drafted|compiled|translated|narrated|summari[sz]ed)\b.{{0,60}}\b(?:{_AI}|machine|automat\w+|generative)\b.{{0,120}}",
    rf"(?:summary|summari[sz]ed|generated|translated|narrated|voiced|read aloud)(?: (?:generated|written|created|made))? (?:by|with|using) (?:the help of )?(?:{_AI}|automation|an? automated voice|google translate)\b.{{0,40}}",
    # plays
    r"need a (?:news |quick |coffee |screen |mental |little )?break\?.{0,180}",
    r"(?:play|try|solve) (?:today['’]s|our|more|now)\b.{0,40}\b(?:crosswords?|puzzles?|games?|quiz(?:zes)?|sudoku)\b.{0,40}",
    r"check out (?:the|our) .{0,60}\b(?:hub|puzzles|games|newsletters?|podcasts?|app|news page)\b.{0,80}",
    # to the newsroom
    r"(?:got|have|do you have) an? (?:story|news tip|tip|confidential tip)\b.{0,30}\?.{0,140}",
    r"get in touch (?:with (?:our|us)\b|(?:at|by|via) (?:e-?mail|\S+@)).{0,120}",
    r"for more (?:stories|news) like this,?.{0,80}",
    # subscriptions
    r"get (?:daily|weekly|breaking) [\w ]{2,30} news(?:,? .{0,60})?",
    r"stay informed with [^.]{2,40} [–—-] .{0,140}",
    r"(?:this|the|our) (?:article|content|story|post|page|newsletter) is (?:only )?(?:for|available (?:only |exclusively )?(?:to|for)|reserved for|exclusive(?:ly)? (?:to|for)) (?:our |paying |registered |digital )?(?:subscribers|members)\b.{0,60}",
    r"you(?: have|['’]ve) (?:\d+|one|two|three|no|reached|used|read) .{0,40}\b(?:free (?:articles?|stories)|article limit|monthly limit|articles? (?:left|remaining))\b.{0,80}",
    r"(?:unlock|continue reading|keep reading|read) (?:this|the (?:full|rest)|unlimited|more)\b.{0,40}\b(?:subscri\w+|free trial|member(?:ship)?|free account)\b.{0,60}",
    r"start your (?:free )?(?:trial|subscription).{0,60}|not (?:yet )?a (?:subscriber|member)\?.{0,60}",
    r"(?:thanks|thank you) for (?:signing up|subscribing|registering|visiting (?:our|[\w-]+\.\w+))\b.{0,140}",
    r"(?:cet |contenu |article )+(?:est )?réservée? (?:à nos |aux )abonnés.{0,60}|il vous reste .{0,40} à (?:lire|découvrir).{0,60}",
    r"est[ea] (?:contenido|funcionalidad|noticia|artículo) es (?:s[oó]lo|exclusiv[oa]) para (?:suscriptores|socios).{0,60}|suscr[ií]bete(?: ahora| aquí)?",
    r"conte[uú]do exclusivo para assinantes.{0,40}|contenuto riservato agli abbonati.{0,40}|jetzt (?:kostenlos )?(?:abonnieren|testen|anmelden).{0,40}",
    # cookies and consent
    r"by (?:clicking|continuing|using|signing|submitting|subscribing|registering|providing)\b.{0,80}\b(?:you (?:agree|accept|consent|acknowledge|confirm)|our (?:terms|privacy|cookie))\b.{0,160}",
    r"(?:we|our partners|we and our partners) (?:may )?(?:use|store|process)s? (?:cookies|your (?:personal )?data|personal data)\b.{0,160}",
    r"(?:manage|change|review|update) (?:your )?(?:cookie|privacy|consent|tracking|notification)s? (?:settings|preferences|choices).{0,60}",
    r"(?:please )?(?:accept|allow|enable) (?:all |our |marketing |third-party |[\w.]{2,15} )?(?:cookies|content)\b.{0,80}",
    r"this (?:article|story|page) contains content (?:provided|hosted) by\b.{0,160}",
    r"to (?:view|see|watch|display|load) this (?:content|video|embed|post|tweet|element|media)\b.{0,60}\b(?:cookies?|consent|javascript|browser|settings|click|accept|allow)\b.{0,100}",
    r"(?:this|the) (?:content|video|embed|post|element) (?:is|was|could|can)(?:n['’]t| ?not)\b.{0,60}\b(?:cookies?|consent|your (?:browser|country|region|location|privacy)\b).{0,100}",
    r"externer inhalt(?: nicht verfügbar)?|deine privatsphäre-einstellungen .{0,180}|zur anzeige aktiviere .{0,120}|(?:empfohlener|an dieser stelle finden sie) (?:redaktionelle[rn]? |externe[nr]? )?inhalte?\b.{0,140}|link zum .{2,30}-inhalt",
    r"you are using a browser version.{0,180}",
    # what is sold beside the story
    r"(?:we|[\w ]{2,30}) (?:may )?(?:earn|receive)s? (?:an? )?(?:affiliate |small )?commission\b.{0,140}|(?:this (?:article|page|post) (?:may )?contains? )affiliate links.{0,120}",
    r"reviews and recommendations are unbiased.{0,180}|we independently (?:select|review)\b.{0,180}|buying through us .{0,120}",
    r"(?:article|story) content(?: continued)?|advertise?ment \d{1,2}(?: ?story continues below)?|this advertisement has not loaded yet.{0,80}",
    r"add (?:us|[\w ]{2,30}) as (?:a |your )?preferred source.{0,80}|follow [\w ]{2,30} on google news\b.{0,160}",
    # names of lists of other stories
    r"auch interessant|lesen sie auch|mehr (?:dazu|zum thema)|ähnliche(?: artikel| themen)?|(?:à )?lire aussi|sur le même sujet|noticias? relacionadas?|te puede interesar|leia também|leggi anche|articoli correlati|lees ook",
    # when a page was made for its visitor
    r"(?:printed|created|retrieved|accessed|downloaded|indexed|archived|crawled|abgerufen|gedruckt|imprimé|impreso|consultado)(?: (?:on|at|from|am|le|el|em))?\s*:?\s+[^.!?]{0,20}\d{1,4}[^.!?]{0,30}",
)
# A line that leads to another story by its first word.
_LEADS_AWAY = re.compile(
    r"\W*(?:related(?: (?:article|story|stories|news|post|coverage|video|link|reading|content)s?)?"
    r"|read (?:also|next)|also read|see also|lesen sie auch|auch interessant|mehr (?:dazu|zum thema)"
    r"|zum artikel|siehe auch|(?:à )?lire aussi|voir aussi|sur le même sujet|le[ea] también"
    r"|te puede interesar|leia (?:também|mais)|veja também|leggi anche|vedi anche|lees ook|les også"
    r"|læs også|läs också)\s*[:|»›→>]+\s*\S.{2,200}",
    re.IGNORECASE,
)
# A summary by machine that stands in one line with its label.
_SUMMARY = re.compile(rf"\W*(?i:{_AI}[- ](?:assisted|generated) summary)\W+(?-i:[A-Z\d“\"]).*")
# Text that was written for an address: Un%27s, %22quay%22.
_ENCODED = re.compile(r"[^\W\d_]%(?:2[0-9C]|3[AF]|E2%80)|%(?:2[0-27C]|E2%80)(?:[^\W\d_]|%)", re.I)


def leads_away(line: str) -> bool:
    """Whether the line names another story to read: "Related: Bridge closed"."""
    return bool(_LEADS_AWAY.fullmatch(line))


def is_summary_by_machine(line: str) -> bool:
    """Whether the line is what a machine made of the story, label and all."""
    return bool(_SUMMARY.fullmatch(line))


def is_encoded(line: str) -> bool:
    """Whether the line is a caption or a link's name as an address holds it."""
    return bool(_ENCODED.search(line))
