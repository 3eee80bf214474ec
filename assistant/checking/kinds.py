"""Does a claim name another thing of the same kind: a leg for an arm, a walker for a fisherman?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, nearest, share, tokens

# The share of a claim's other words that a sentence must have, where the claim tells what it tells.
MIN_SHARE = 0.6

# Who is her grandfather has her for a granddaughter: these two are in no line together.
# A kind a line, without words that say much else, as "back" and "home". What one thing may be
# called by several words stands together: "lorry/truck".
_KINDS = """
arm leg/ankle/knee/foot/toe wrist/finger/thumb neck skull/brain eye ear
  nose jaw rib hip heart lung kidney liver stomach
red green blue yellow purple orange pink brown grey/gray white black
fish/salmon/trout/cod bird/gull/swan/duck/goose/geese dog/puppy cat/kitten horse/pony/foal
  cow/cattle/calf/calves/bull/herd sheep/lamb/flock pig/hog goat bee wasp rat mouse/mice wolf
  wolves fox deer elephant lion tiger monkey/ape seal whale dolphin shark snake rabbit
bicycle/bike car/taxi/van/lorry/truck/hgv motorcycle/motorbike/bike/scooter
  train/locomotive tram bus/coach plane/aircraft/jet/airliner helicopter
  boat/ship/vessel/ferry/yacht/trawler tractor ambulance
window door/doorway/gate roof/ceiling chimney floor
wing engine wheel/tyre/tire cockpit rudder propeller tail
kitchen cellar/basement attic/loft bathroom bedroom garage garden
foam sand
blanket/bedding tent/shelter mattress stove generator lantern laptop/computer phone/telephone
cement/concrete flour steel/iron timber/wood coal gravel/sand
  grain/wheat/corn milk oil/fuel/petrol sugar salt rice
  gold silver copper cotton beer wine whisky/whiskey
fog/mist snow/blizzard/storm
  rain/downpour/flood/flooding/storm/hurricane
  lightning/thunderstorm/storm
  wind/gale/storm/hurricane heatwave/drought ice/frost hail/storm earthquake
  wildfire
cash/coin/coins card/cards cheque/check
flat/apartment/house shop/store/supermarket office hotel school/college/academy church/chapel
  mosque library museum hospital/clinic prison/jail
  theatre/theater cinema restaurant/cafe
  pub/bar bank warehouse stadium/arena factory/mill station airport gym
son daughter nephew niece grandson granddaughter
mother father uncle aunt grandmother grandfather
brother sister cousin
man/men woman/women
parent/mother/father/mum/dad/mom pupil/student/undergraduate/child/children/youngster
  pensioner/retiree
  teacher/headteacher/headmaster/professor/lecturer/academic/scholar/tutor/researcher
  nurse/midwife/matron doctor/surgeon/physician/gp/medic/consultant farmer/grower/rancher
  fisherman/fishermen/angler/trawlerman/sailor walker/hiker/rambler/jogger/runner cyclist
  driver/motorist/trucker/chauffeur lawyer/solicitor/barrister/attorney
  firefighter/fireman/firemen soldier/troop/marine prisoner/inmate/convict
  cook/chef baker butcher waiter/waitress plumber electrician miner carpenter/joiner
  priest/vicar/bishop/pastor/cleric rabbi imam actor/actress/performer singer/musician/performer
  painter/artist/sculptor author/writer/novelist/poet/playwright
  journalist/reporter/correspondent/editor
  pilot/airman banker accountant/auditor shopkeeper/retailer landlord tenant/lodger tourist/visitor
  volunteer engineer/technician architect gardener hunter diver surfer
  postman/postmen builder/contractor student/graduate police/policeman/policemen/officer/detective
supporter/backer opponent/critic
defence/defense prosecution
wage/salary/pay/earnings price rent tax/taxes/levy/duty pension/benefit profit sale/sales
  debt export/exports import/imports
fuel/petrol/diesel milk/dairy bread/flour/wheat water/sewage electricity gas
government/ministry/council business/company/firm/corporation church
murder theft/burglary/robbery/shoplifting fraud arson rape assault
  kidnapping/abduction speeding bribery/corruption
cancer/tumour/tumor/leukaemia diabetes measles flu/influenza/virus cholera malaria
  stroke asthma dementia/alzheimer tuberculosis
football/soccer cricket rugby tennis golf hockey/ice basketball baseball boxing swimming cycling
piano violin guitar cello trumpet drum flute
breakfast lunch dinner/supper
north/northern south/southern east/eastern west/western
"""


class _Place(NamedTuple):
    """A group of words that mean one thing of a kind."""

    kind: int
    group: int


def names_another(claim: str, quotes: Sequence[str], around: str) -> str:
    """Why a plain claim names another thing of a kind than its source does; "" where it does not.

    `around` is all that may say what is meant: a thing that is named there is none of another.
    """
    asked = content(claim)
    ours = [token for token in asked if not token.is_name and _places(token.word)]
    if not ours:
        return ""
    held = keys_of(tokens(around))
    named = {place for token in tokens(around) for place in _places(token.word)}
    for sentence in nearest(asked, pieces(quotes)):
        given = tokens(sentence)
        known = keys_of(given)
        for token in ours:
            if token.keys & held or _places(token.word) & named:
                continue
            if share([t for t in asked if t is not token], known) < MIN_SHARE:
                continue
            for other in _others(token, given, asked):
                return f"it says “{token.word}” where the article says “{other.word}”"
    return ""


def _others(token: Token, given: Sequence[Token], asked: Sequence[Token]) -> Iterator[Token]:
    """The things of a sentence that are another of the kind, and that the claim does not name."""
    said = keys_of(asked)
    kinds = {place.kind for place in _places(token.word)}
    for other in given:
        theirs = {place.kind for place in _places(other.word)}
        if kinds & theirs and not other.is_name and not other.keys & said:
            yield other


@cache
def _by_word() -> dict[str, frozenset[_Place]]:
    found: dict[str, set[_Place]] = {}
    for kind, line in enumerate(_KINDS.strip().replace("\n  ", " ").split("\n")):
        for group, words in enumerate(line.split()):
            for word in words.split("/"):
                found.setdefault(word, set()).add(_Place(kind, group))
    return {word: frozenset(places) for word, places in found.items()}


def _places(word: str) -> frozenset[_Place]:
    known = _by_word()
    endings = ("", "s", "es")
    return next(
        (
            known[word.removesuffix(end)]
            for end in endings
            if word.endswith(end) and word.removesuffix(end) in known
        ),
        frozenset(),
    )
