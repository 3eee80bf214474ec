"""Is a name in a text in another form: Europe for European, its words for NBA?"""

from __future__ import annotations

import re

# Letters that an abbreviation has, and that are left of a name without its ending.
MIN_LETTERS, MAX_LETTERS = 2, 5
MIN_STEM = 5
# Letters of the words that an abbreviation stands for, where they are written small.
MIN_SMALL_WORD = 4

# The lands whose people have another name than an ending makes.
_LANDS = """France French, Netherlands Dutch, Holland Dutch, Britain British, England English, Spain
    Spanish, Sweden Swedish, Denmark Danish, Finland Finnish, Poland Polish, Turkey Turkish, Ireland
    Irish, Scotland Scottish, Wales Welsh, Greece Greek, Switzerland Swiss, Norway Norwegian,
    Germany German, Portugal Portuguese, China Chinese, Cyprus Cypriot, Philippines Filipino, Israel
    Israeli, Iraq Iraqi, Pakistan Pakistani, Afghanistan Afghan, Thailand Thai, Peru Peruvian,
    Malta Maltese, Syria Syrian, India Indian, Russia Russian, Libya Libyan, Kenya Kenyan,
    Chile Chilean, Cuba Cuban, Iran Iranian,
    Egypt Egyptian, Mali Malian, Haiti Haitian, Congo Congolese, Serbia Serb, Serbia Serbian, Italy
    Italian, Korea Korean, Yemen Yemeni, Qatar Qatari, Kuwait Kuwaiti, Canada Canadian, Hungary
    Hungarian, Bahrain Bahraini, Oman Omani, Slovakia Slovak, Croatia Croat, Iceland Icelandic,
    Bangladesh Bangladeshi, Ghana Ghanaian, Norway Norwegian, Latvia Latvian, Japan Japanese"""
# What a word of a name is short for, or is the long form of.
_SHORT = """United: US U.S. USA U.S.A. UK U.K. UN U.N. UAE America American Americans
States: US U.S. USA U.S.A. America American Americans
Kingdom: UK U.K. Britain British
Nations: UN U.N.
Emirates: UAE
European Union: EU E.U.
America American Americans US U.S. USA: US U.S. USA U.S.A. America American Americans
America American Americans US U.S. USA: United_States
Britain British UK U.K.: UK U.K. Britain British United_Kingdom
EU E.U.: European_Union
UN U.N.: United_Nations
Governor: Gov. Gov
Senator Senators: Sen. Sens.
Representative Representatives Congressman Congresswoman: Rep. Reps.
General: Gen. Gen
Secretary: Sec. Sec
President: Pres.
Colonel: Col. Col
Lieutenant: Lt. Lt Lieut.
Captain: Capt. Capt
Sergeant: Sgt. Sgt
Commander: Cmdr. Cdr
Superintendent: Supt. Supt
Professor: Prof. Prof
Doctor: Dr. Dr
Department: Dept. Dept
Corporation: Corp. Corp
January: Jan.
February: Feb.
March: Mar.
April: Apr.
August: Aug.
September: Sept. Sep.
October: Oct.
November: Nov.
December: Dec.
Democratic Democrat: Democrats Democrat Democratic
Republican Republicans: GOP Republicans Republican
Conservative: Conservatives Tory Tories
Liberal: Liberals"""
_LONG: dict[str, list[str]] = {}
for _line in _SHORT.split("\n"):
    _words, _forms = _line.split(": ")
    for _word in _words.split():
        _LONG.setdefault(_word, []).extend(form.replace("_", " ") for form in _forms.split())
_PEOPLE = re.compile(r"(?:ean|ian|an|n|ese|ish)\Z")
_PEOPLES: dict[str, list[str]] = {}
for _land, _people in (pair.split() for pair in _LANDS.split(",")):
    _PEOPLES.setdefault(_land, []).append(_people)
    _PEOPLES.setdefault(_people, []).append(_land)
_PLACES = "(?:e|a|ia|y|o)?"


def has_form(plain: str, name: str) -> bool:
    """Whether a plain text has a name in another form.

    That is a usual abbreviation of it, the land of a people or the people of a land, the one of
    which it is the plural where that is no name, or the words of which an abbreviation has the
    initials.
    """
    if any(re.search(rf"(?<![\w.]){re.escape(form)}(?!\w)", plain) for form in _LONG.get(name, ())):
        return True
    if name.isupper():
        return MIN_LETTERS <= len(name) <= MAX_LETTERS and _is_spelt_out(plain, name)
    if name.endswith("s") and re.search(rf"\b{re.escape(name[:-1].lower())}\b", plain):
        return True
    if any(re.search(rf"\b{other}\b", plain) for other in _PEOPLES.get(name, ())):
        return True
    stem = _PEOPLE.sub("", name)
    if stem != name and len(stem) >= MIN_STEM:
        return re.search(rf"\b{re.escape(stem)}{_PLACES}\b", plain) is not None
    land = re.sub(rf"{_PLACES}\Z", "", name, count=1)
    return len(land) >= MIN_STEM and bool(
        re.search(rf"\b{re.escape(land)}(?:ean|ian|an|n|ese|ish)\b", plain)
    )


def _is_spelt_out(plain: str, name: str) -> bool:
    gap = r"(?:\s|-)(?:(?:of|the|and|for|on)\s)*"
    small = gap.join(rf"{letter}\w{{{MIN_SMALL_WORD - 1},}}" for letter in name.lower())
    great = gap.join(rf"{letter}\w+" for letter in name)
    return re.search(rf"\b(?:{great}|{small})\b", plain) is not None
