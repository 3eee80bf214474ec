"""Words of the news that say the same, and words that say the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from vectorstore.text.stems import stem_of

# A line a sense: any of its words may stand for another.
_SAME = """
buy bought purchase purchased acquire acquired acquisition
sell sold sale sales selling
kill killed killing kills dead die died dies death deaths fatal fatally
hurt injured injure injuries injury wounded
unharmed undamaged unhurt intact unscathed
begin began begun start started starts launch launched open opened opens
end ended ends finish finished complete completed conclude concluded
close closed closes closure shut shuts shutting
stop stopped halt halted suspend suspended block blocked blocks
say said says tell told tells state stated add added reply replied maintains insist insists insisted
  assert asserts asserted
allege alleged alleges accuse accused accuses claim claimed claims
turn turned reject rejected rejects refuse refused refuses decline declined dismiss dismissed deny
approve approved back backed endorse endorsed agree agreed accept accepted accepts
rise rose risen increase increased increases grow grew grown climb climbed gain gained jump soar
  soared surge surged
fall fell fallen drop dropped decrease decreased decline declined sink slip slipped slump slumped
  shrink shrank tumble tumbled plunge plunged plummet plummeted slide slid dip dipped
cut cuts reduce reduced lower lowered slash slashed
raise raised lift lifted increase increased
win won wins victory beat beaten defeat defeated
lose lost loses loss
give gave given hand handed award awarded
lend lends lent lending loan loans loaned
borrow borrows borrowed borrowing loan loans
take took taken takes receive received get got accept accepted pocketed
leave left depart departed quit resign resigned resigns step
arrest arrested detain detained hold held custody
free freed release released
name named appoint appointed choose chose chosen elect elected pick
move moved transfer transferred relocate
show showed shown display exhibit
find found discover discovered detect
see saw seen notice noticed spot spotted
build built construct constructed erect erected
destroy destroyed ruin ruined gutted gut wreck wrecked burnt burned burn
hit struck strike rammed ram collide collided collision crash crashed
pay paid pays spend spent cost costs
plan plans planned intend intends intended mean means meant aim aims want wants
think thinks believe believes reckon reckons consider
may might could perhaps possibly possible
need needs require required requires must
help helped aid assist assisted
ask asked asks request requested call called urge urged demand demanded
return returned returns back reinstate reinstated again
repair repaired repairs mend mended fix fixed
put placed place set estimate estimated estimates reckon reckoned
number figure total count counted tally
people persons person residents inhabitants islanders marchers protesters demonstrators crowd
worker workers employee employees staff jobs job posts work employ employs employed
company firm business enterprise maker
boat ship vessel ferry craft
child children pupil pupils schoolchildren kids youngsters
baby babies newborn infant infants
lawyer lawyers attorney counsel solicitor barrister
police officers officer detectives
trial court case
home homes house houses household households dwelling
money cash funds sum
town city council
old aged age years year-old
annual annually yearly year
month monthly months
remain remains remained stay stays stayed keep kept
big large larger great bigger biggest largest major main
small little tiny
former ex previous previously once predecessor
main chief principal head leading leads director boss
highest record top most
about around roughly some nearly almost approximately
every each per apiece
again anew once
last final
fee price cost
quit leave
guilty convicted convict
bring brought carry carried
let allow allowed permit permitted
teach taught teacher
doctor doctors medic physician
crack cracked fissure
search searched
probe inquiry investigation investigate investigated investigating examine
blame blamed responsible fault
quarter fourth
fire blaze burnt
warn warned warning
decide decided decision
settle settled
criticise criticised attack attacked condemn condemned
bribe bribes bribery
evacuate evacuated ordered cleared
run ran runs operate operates operated operator
half halve halved halves
double doubled twice
join joined
dismiss dismissed sack sacked fire fired oust ousted sacking
sink sank sunk sinking founder foundered
jail jailed prison imprisoned imprison sentenced sentence
steal stole stolen theft thief rob robbed stealing carried took taken taking
confess confessed admit admitted admits
resign resigned resigns quit quits leave leaves leaving retire retired retires retiring
sue sued sues suing
fine fined fines penalty
drink drank drunk
bankrupt bankruptcy insolvent insolvency
rescue rescued save saved
cancel cancelled cancels scrap scrapped drop dropped shelved shelve
delay delayed late postpone postponed
side flank
theatre playhouse
telephone phone telephoned call called
switch switched turn turned
swap exchange swapped exchanged
appeal appeals appealed challenge challenges challenged
vote votes ballot ballots voted
chief boss
"""

# Verbs whose forms no stem joins.
_IRREGULAR = """
bear bore borne bears
bite bit bitten bites
blow blew blown blows
break broke broken breaks
bring brought brings
build built builds
buy bought buys
catch caught catches catching
choose chose chosen chooses
cling clung clings
come came comes coming
dig dug digs
draw drew drawn draws
drink drank drunk drinks
drive drove driven drives driving
eat ate eaten eats
feed fed feeds
feel felt feels
fight fought fights
find found finds
flee fled flees
fly flew flown flies
forbid forbade forbidden forbids
forget forgot forgotten forgets
freeze froze frozen freezes
get got gotten gets getting
go went gone goes
grow grew grown grows
hang hung hangs
hear heard hears
hide hid hidden hides hiding
hold held holds
keep kept keeps
know knew known knows
lead led leads
leave left leaves leaving
lend lent lends
lie lay lain lies lying
light lit lights
lose lost loses losing
make made makes making
meet met meets
pay paid pays
ride rode ridden rides riding
ring rang rung rings
rise rose risen rises rising
run ran runs running
see saw seen sees
seek sought seeks
sell sold sells
send sent sends
shake shook shaken shakes
shine shone shines
shoot shot shoots
show showed shown shows
sing sang sung sings
sink sank sunk sinks
sit sat sits sitting
sleep slept sleeps
speak spoke spoken speaks
spend spent spends
stand stood stands
steal stole stolen steals
stick stuck sticks
strike struck stricken strikes
swear swore sworn swears
sweep swept sweeps
swim swam swum swims
swing swung swings
take took taken takes taking
teach taught teaches
tear tore torn tears
tell told tells
think thought thinks
throw threw thrown throws
understand understood understands
wake woke woken wakes
wear wore worn wears
win won wins
wind wound winds
write wrote written writes writing
withdraw withdrew withdrawn withdraws
arise arose arisen arises
awake awoke awoken
bend bent bends
bind bound binds
bleed bled bleeds
breed bred breeds
creep crept creeps
forgive forgave forgiven forgives
foresee foresaw foreseen foresees
forsake forsook forsaken
kneel knelt kneels
leap leapt leaps
mistake mistook mistaken mistakes
outgrow outgrew outgrown outgrows
outrun outran outruns
outsell outsold outsells
overcome overcame overcomes
override overrode overridden overrides
overrun overran overruns
oversee oversaw overseen oversees
overtake overtook overtaken overtakes overtaking
overthrow overthrew overthrown overthrows
repay repaid repays
shrink shrank shrunk shrinks
slay slew slain slays
slide slid slides
spin spun spins
spring sprang sprung springs
sting stung stings
strive strove striven strives
tread trod trodden
undergo underwent undergone undergoes
undertake undertook undertaken undertakes
undo undid undone undoes
uphold upheld upholds upholding
weave wove woven weaves
weep wept weeps
withhold withheld withholds
withstand withstood withstands
succeed succeeded succeeds succeeding
exceed exceeded exceeds exceeding
proceed proceeded proceeds proceeding
"""

# Those that are so common that they share a sense with more.
_COMMON = """
beat beats beaten beating
begin begins began begun beginning
give gives gave given giving
become becomes became becoming
do does did done doing
hear hears heard hearing
mean means meant
sue sues sued suing
free frees freed freeing
feed feeds fed feeding
"""

# "side | other side": a text that has one where another has the other says the reverse of it.
_REVERSED = """
accept accepts accepted agree agreed approve approved grant granted allow allowed permit permitted
  | reject rejects rejected refuse refuses refused deny denied decline declined dismiss dismissed
  forbid forbade forbidden barred prohibited ban banned block blocked dispute disputes oppose
  opposes
rise rises rose risen increase increased increases grow grew grown climb climbed jumped soared
  raise raised higher surged rallied rocketed leapt | fall falls fell fallen decrease decreased
  decreases drop dropped shrink shrank declined slipped lower lowered slumped plunged cut tumbled
  plummeted slid dipped sagged dwindled
raise raised | cut lower lowered reduce reduced freeze froze frozen
uphold upheld confirm confirmed affirm affirmed | overturn overturned quash quashed overrule
  overruled annul annulled cancel cancelled dismiss dismissed reject rejected
win wins won beat gained gains gain victory | lose loses lost defeat loss
more most | fewer less least
above over | below under
first | last
begin began begun start started open opened opens launch launched | end ended finish finished
  close closed closes shut stop stopped
open opened opens reopen reopened reopens | close closed closes shut
impose imposed issue issued introduce introduced | lift lifted withdraw withdrew withdrawn scrap
  scrapped cancel cancelled
arrest arrested detain detained jailed imprisoned | release released freed
guilty convict convicts convicted | innocent acquit acquits acquitted cleared
clear cleared acquit acquitted exonerated | blame blamed convicted guilty
support supports supported back backed backs favour favoured favours welcome welcomed praise
  praised | oppose opposes opposed criticise criticised condemn condemned object objects objected
arrive arrived | leave left depart departed
join joined enter entered | leave left quit
hire hires hired hiring recruit recruits recruited recruiting appoint appointed employ employs |
  fire fires fired firing sack sacks sacked sacking dismiss dismisses dismissed
buy bought buys purchase purchased | sell sold sells
lend lent | borrow borrowed
succeed succeeded | fail fails failed
pass passed | fail failed reject rejected
safe secure unharmed unhurt | danger dangerous unsafe harmed injured
full | empty
full | half partial partially
paid | unpaid
temporary temporarily | permanent permanently
voluntary voluntarily | compulsory mandatory
minimum | maximum
import imports imported | export exports exported
deficit | surplus
inside | outside
ally allies | enemy enemies
early ahead | late delay delayed behind overdue
cheaper cheap | dearer costlier expensive
wider widened longer | narrower narrowed shorter
better best improve improved | worse worst worsen worsened
strengthen strengthened | weaken weakened
profit profits | loss losses
public | private
locked | unlocked
legal lawful | illegal unlawful
valid | invalid
solvent | insolvent bankrupt
alive survived survive | dead died killed
admit admits admitted confess confessed | deny denies denied
working repaired mended | broken dead faulty
north northern northward northwards northbound | south southern southward southwards southbound
east eastern eastward eastwards eastbound | west western westward westwards westbound
north-west northwest north-western northwestern north-westerly
  | south-east southeast south-eastern southeastern south-easterly
north-east northeast north-eastern northeastern north-easterly
  | south-west southwest south-western southwestern south-westerly
northerly | southerly
easterly | westerly
clockwise | anticlockwise counterclockwise counter-clockwise
uphill | downhill
upstairs | downstairs
inbound | outbound
inland | offshore seaward
elder | younger
majority | minority
push pushed | pull pulled
remember remembered | forget forgot forgotten
always | never
all | none
free released | charged
present | absent
expand expanded | shrink shrank reduce reduced
thicker thickened dense denser | thinner thinned thinning sparse sparser
faster quicker | slower
hot warm warmer | cold cool cooler
hope hopes | fear fears
praised | blamed
port | starboard
left | right
lead led leads leading | trail trailed trails behind
conceded concede | contest contested
rich | poor
pleased delighted glad happy satisfied | disappointed displeased unhappy dismayed angry
strong stronger | weak weaker
young younger youngest | old older oldest
newest newer new | oldest older old
kept keep keeps retained retain | dropped drop drops scrapped scrap
reconnected restored | disconnected
reassured reassuring | alarmed alarming
banned forbidden prohibited outlawed | legalised authorised
hardened | softened
ascended | descended
boarded embarked | disembarked
qualified | disqualified
privatised | nationalised
extinguished doused | ignited kindled
exceeded outstripped topped surpassed | undershot
scored converted | saved missed
agreed agree settled resolved | deadlocked
considering weighing mulling contemplating | rejected
fit | unfit unsafe
proud | ashamed
brave courageous | cowardly
generous | stingy mean
careful cautious | careless reckless
deliberate deliberately intentional intentionally | accidental accidentally inadvertently
publicly openly | privately secretly
eldest | youngest
upper | lower
front | rear
thick | thin
visible | invisible hidden
tame | wild
veteran experienced | novice inexperienced newcomer
mother | father
son | daughter
brother | sister
wife | husband
man | woman
men | women
boy boys | girl girls
uncle | aunt
grandmother | grandfather
morning | evening
noon | midnight
dawn sunrise | dusk sunset
spring | autumn
summer | winter
predecessor | successor
buyer | seller
landlord landlords | tenant tenants
winner | loser
lender lenders creditor creditors | borrower borrowers debtor debtors
arrival arrivals | departure departures
double doubled tripled quadrupled multiplied | halved
include includes included including | exclude excludes excluded excluding
quicken quickened accelerate accelerated | slow slowed slowing
encourage encouraged | discourage discouraged deter deterred
build built erected | demolish demolished dismantled razed
protect protected | endanger endangered
hide hid hidden conceal concealed | reveal revealed disclose disclosed publish published
appeared | disappeared vanished
trust trusted | distrust distrusted mistrust
liked loved love | disliked hated hate
attacked | defended
lengthen lengthened extend extended prolong prolonged | shorten shortened curtail curtailed
advance advanced | retreat retreated
optimistic hopeful confident | pessimistic gloomy
popular | unpopular
possible | impossible
necessary | unnecessary needless
available | unavailable
certain | uncertain unsure doubtful
known | unknown
successful | unsuccessful
willing | unwilling reluctant
fair | unfair
honest | dishonest
expected | unexpected
official | unofficial
healthy | ill sick
heavier | lighter
deep deeper deepened | shallow shallower
clean cleaner | dirty dirtier polluted
dry drier | wet wetter
calm | rough stormy
quiet silent | loud noisy
nearest closest | farthest furthest
easy easier | difficult hard harder tougher
rural | urban
domestic | foreign
unanimous unanimously | divided
fully wholly entirely completely | partly partially
rarely seldom | often frequently usually
minor | serious severe
slight slightly | sharply steeply considerably dramatically
narrowly | comfortably easily
overestimated | underestimated
resume resumed restarted | suspended halted interrupted
attend attended | skipped boycotted
obeyed complied | ignored flouted defied
keep kept retain retained | discard discarded abandon abandoned
damaged broken smashed shattered | undamaged intact unharmed unscathed unbroken
tighten tightened stricter | relax relaxed loosen loosened eased
highest | lowest
largest biggest | smallest
larger bigger | smaller
longest | shortest
taller | shorter
cheapest | dearest costliest
fastest | slowest
earliest | latest
nothing | everything
nobody | everybody everyone
sober | drunk
armed | unarmed
awake conscious | asleep unconscious
accurate correct | inaccurate incorrect wrong mistaken
true | false untrue
complete | incomplete unfinished
vacant unoccupied | filled occupied
agree agreed agrees | disagree disagreed disagrees
prevent prevented avert averted | cause caused
upstream upriver upward upwards | downstream downriver downward downwards
create creates created creating add adds added | cut cuts cutting destroy destroys destroyed
  axe axes axed axing shed sheds
sign signs signed signing | veto vetoes vetoed vetoing
ban bans banned banning forbid forbids forbade prohibit prohibits outlaw outlaws |
  allow allows allowed allowing permit permits permitted
retire retires retiring | return returns returning
tied | won wins beat beats
profited | lost loses
"""


# Letters of a root at least, and the endings of words that are made of another.
MIN_ROOT = 4
_MADE_OF = re.compile(r"(?:ist(?:ri)?|al|er|or|ship|hood|ian|age|ag)\Z")

# What two words say, in one.
_PHRASES = {
    r"(?:earlier|sooner) than (?:\w+ ){0,3}(?:planned|intended|meant|scheduled)": "early",
    r"later than (?:\w+ ){0,3}(?:planned|intended|meant|scheduled)": "late",
    "(?:ahead of|before) (?:schedule|time)": "early", "behind schedule": "late",
    r"(?:twice|double)(?= (?:what|the \w+)(?: that)? (?:he|she|it|they) (?:had|was|were|enjoyed))":
        "double",
    r"up(?= (?:the |a )?(?:river|hill|hillside|valley|stream|slope|mountain|ladder|coast)\b)":
        "upward",
    r"down(?= (?:the |a )?(?:river|hill|hillside|valley|stream|slope|mountain|ladder|coast)\b)":
        "downward",
    r"up(?= (?:from|by|\d))": "risen", r"down(?= (?:from|by|to|\d))": "fallen",
    "step(?:s|ping)? (?:down|aside)": "resigning", "stepped (?:down|aside)": "resigned",
    "hang(?:s|ing)? up": "resigned",
    "pick(?:ed|s)? up": "arrested", "would not let": "refused",
    "admit(?:s|ted)? defeat": "conceded",
    "came to": "cost", "kill(?:ed|s)? off": "ended",
    "turn(?:ed|s)? down": "rejected", "turn(?:ed|s)? away": "rejected", "not guilty": "innocent",
    r"drew(?= (?:\d+-\d|with |against |level ))": "tied", "made (?:money|a profit)": "profited",
    "far apart|at odds|at loggerheads": "deadlocked", "put off": "delayed",
    r"f[ae]ll(?:s|en)? short of(?= (?:the|its|their|his|her|a|what|\W?\d))": "undershot",
    r"g[ai]ven? (?:\w+ ){0,3}(?:permission|the go-ahead|the green light)": "allowed",
    "thr(?:ew|own) out": "rejected", "gave up": "stopped",
    "gives? up": "stops", "set free": "freed", "let go": "released", "brought down": "lowered",
    "went up": "rose", "gone up": "risen", "goes? up": "rise", "went down": "fell",
    "gone down": "fallen", "goes? down": "fall", "call(?:ed|s)? off": "cancelled",
    "shut down": "closed", "took over": "succeeded", "struck down": "overturned",
    "no longer": "not", "did away with": "ended", "rule(?:d|s)? out": "rejected",
    r"by (?:itself|himself|herself|themselves)|of (?:its|his|her|their) own accord"
    r"|on (?:its|his|her|their) own(?:(?! \w)|(?= (?:and|but|when|after)\b))": "alone",
    "turn(?:s|ed)? out(?= to )": "proved",
    "br(?:oke|eaks?|oken) down": "failed",
    r"(?<='s )(?:approval|acceptance) of": "approved",
    r"(?<='s )(?:rejection|refusal|dismissal) of": "rejected",
    "pull(?:ed)? down": "demolished", "set fire to": "burnt",
}  # fmt: skip
_QUOTED = re.compile("“[^”]*”")
_PHRASE = re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in _PHRASES), re.IGNORECASE)


def in_single_words(text: str) -> str:
    """A text with one word for what two say: "rejected" for "turned down"."""
    return _PHRASE.sub(_in_one, text)


def as_written(reason: str, text: str) -> str:
    """What is said of a text that `in_single_words` has read, quoting the words of the text."""
    said = {_in_one(match): match.group() for match in _PHRASE.finditer(text)}
    known = {word: whole for word, whole in said.items() if not _has_word(text, word)}
    return _QUOTED.sub(lambda quoted: _restored(quoted.group(), known), reason)


def _restored(quoted: str, known: Mapping[str, str]) -> str:
    for word, whole in known.items():
        quoted = re.sub(rf"\b{word}\b", whole, quoted)
    return quoted


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def _in_one(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    return next(
        word
        for phrase, word in _PHRASES.items()
        if (found := re.compile(rf"(?:{phrase})\b", re.IGNORECASE).match(text, start))
        and found.end() == end
    )


@cache
def _senses() -> dict[str, frozenset[str]]:
    same = [(str(n), line.split()) for n, line in enumerate(_lines(_SAME))]
    # The forms of one verb say more than the same: "v4".
    forms = [(f"v{n}", line.split()) for n, line in enumerate(_lines(_IRREGULAR))]
    return _by_word([*same, *forms])


@cache
def _sides() -> dict[str, frozenset[str]]:
    pairs = [line.split("|") for line in _lines(_REVERSED)]
    sides = [(f"{sign}{n}", side.split()) for n, both in enumerate(pairs) for sign, side in
             zip("+-", both, strict=True)]  # fmt: skip
    return _by_word(sides)


def senses(word: str, stem: str) -> frozenset[str]:
    """What a word in small letters may stand for: its stem, its root, and the senses that it
    shares."""
    return _senses().get(word, frozenset()) | {stem, _root(stem)}


def lemma(word: str) -> str:
    """What all forms of a verb in small letters have in common: "overtook" and "overtaken"."""
    return _lemmas().get(word) or stem_of({word})[word]


@cache
def _lemmas() -> dict[str, str]:
    verbs = map(str.split, _lines(f"{_IRREGULAR.strip()}\n{_COMMON.strip()}"))
    return {form: forms[0] for forms in verbs for form in forms}


def _root(stem: str) -> str:
    """What is left of a stem without the ending of whoever or whatever does it: "crab" of the
    crabber."""
    root = _MADE_OF.sub("", stem)
    if len(root) < MIN_ROOT:
        root = stem
    is_doubled = root != stem and len(root) > MIN_ROOT and root[-1] == root[-2]
    return f"~{root[:-1] if is_doubled else root}"


def sides(word: str) -> frozenset[str]:
    """The sides that a word takes where another word says the reverse: "+4", whose reverse is
    "-4"."""
    return _sides().get(word, frozenset())


def reverse(side: str) -> str:
    """The other side."""
    return ("-" if side[0] == "+" else "+") + side[1:]


def _lines(text: str) -> list[str]:
    """The lines of a table; one that is indented goes on with the last."""
    return text.strip().replace("\n  ", " ").split("\n")


def _by_word(groups: Iterable[tuple[str, list[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, members in groups:
        for word in members:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
