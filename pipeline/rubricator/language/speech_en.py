"""English words of speech: verbs that report words, pronouns, and the nouns that stand for speakers and texts."""

from __future__ import annotations

from typing import Final


def _forms(stems: str) -> frozenset[str]:
    """Past, present and participle of regular verbs given by their base form."""
    found: set[str] = set()
    for stem in stems.split():
        found.update(_regular(stem))
    return frozenset(found)


def _regular(stem: str) -> tuple[str, ...]:
    if stem.endswith("e"):
        return stem, stem + "s", stem + "d", stem[:-1] + "ing"
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    third = stem + ("es" if stem.endswith(("s", "sh", "ch", "x")) else "s")
    return stem, third, stem + "ed", stem + "ing"


def _words(rows: str) -> frozenset[str]:
    return frozenset(rows.split())


SAY: Final = _forms(
    "accuse acknowledge add address admit admonish advise affirm agree announce answer apologize "
    "apologise appeal argue ask assent assert assure avow babble bark bawl bellow blubber bluster boast "
    "boom breathe cackle call caution challenge chant chatter chide chime chirp chuckle claim command "
    "comment complain concede conclude concur confess confide confirm congratulate console contend "
    "continue contradict converse correct counsel counter croak croon cry declaim declare demand demur "
    "deny direct discourse drawl echo ejaculate elaborate emphasize emphasise enquire enunciate entreat "
    "exclaim exhort explain explode expostulate exult falter flash fume gasp giggle greet groan growl "
    "grumble grunt gurgle gush hail hazard hint hiss holler howl implore inform inquire insinuate insist "
    "instruct interject interpose interpret interrogate interrupt intimate intone invite jeer jest joke "
    "lament laugh lecture lisp maintain marvel mention moan mock mumble murmur muse mutter nag narrate "
    "object observe offer opine order pant parry persist pipe plead pledge pray preach predict proclaim "
    "pronounce propose protest pout prompt purr pursue query question quaver quote rage rail rant rap "
    "rasp rattle rave reason reassure rebuke recite recollect recommend reflect refuse reiterate rejoice "
    "remark remind remonstrate repeat reply report reprimand reproach reprove request resolve respond "
    "resume retaliate retort return reveal roar rumble sanction scoff scold scream screech shout shriek "
    "shrill sigh sneer snort snarl snicker sniff sniffle snigger sob sputter squawk squeak squeal squall "
    "stammer stipulate storm stress stutter submit suggest surmise taunt tease thunder titter toast "
    "translate trill twitter urge utter vaunt venture volunteer vociferate wail warble warn wheedle "
    "wheeze whimper whine whisper whistle wonder worry yell yelp simper snap smile bemoan mourn "
    "condescend gloat profess blurt philosophize philosophise summon moralize moralise soliloquize "
    "soliloquise telephone temporize vow conjecture commence bluster beg prattle stop defy hedge"
) | _words(
    "say says said saying quoth tell tells told telling speak speaks spoke spoken speaking reply replies "
    "replied begin begins began begun go-on went-on swear swears swore sworn sing sings sang sung cry "
    "cries cried bid bade begged begging snapped put answereth saith sayeth thinks think thought cut "
    "break broke broken rejoin rejoins rejoined snapping admitted submitted demurred referred stuttered "
    "interrupting fretted fret gibbered repeated sez hummed hum stopped let"
)
"""Words that report speech or thought, all forms."""

THINK: Final = _words(
    "think thinks thought muse mused reflect reflected wonder wondered reason reasoned meditate meditated "
    "reckoned resolve resolved"
)
WIRE: Final = _forms("cable telegraph wire scribble")
"""Verbs of sending: words of one's own, not spoken aloud."""

WRITE: Final = _words(
    "write writes wrote written writing note notes noted record records recorded publishes published "
    "prints printed reports read reads"
)
"""Verbs whose words stand in a document."""

REPORT: Final = SAY | WIRE | WRITE
"""All verbs that may govern quoted words."""

NOUNS: Final = _words(
    "appeal address report order command request demand answer reply promise whisper cry note state "
    "question comment remark call laugh smile sigh murmur plea protest object hint shout scream groan "
    "grunt growl claim offer prayer toast query quote quotes stress reason record worry wonder thought "
    "mention charge judge storm"
)
"""Verbs of saying that are nouns after an article: a new appeal."""

TURN: Final = _words("went goes go burst bursts broke breaks cut put chimed spoke called cried blurted struck")
"""Verbs that report speech only with a particle: went on, burst out, put in."""

PARTICLE: Final = frozenset(("on", "out", "in", "forth", "up", "back", "to", "off"))

WEAK: Final = _words(
    "put let stop stopped stops cut break broke broken go went return returned direct directed pursue "
    "pursued call called stress smile smiled smiling laugh laughed laughing return returns sanction offer "
    "order hail claim mention return thank pray sing begin began begins think thinks hint question reason "
    "demand command appeal object report request storm order answer reply read reads note notes record "
    "records prints state states"
)
"""Words that report speech beside quoted words, but often do other work: never evidence by themselves."""

AUXILIARY: Final = _words(
    "had has have was is were are been then now also again at last only just presently suddenly once more "
    "still even did do does will would could should might must can may merely simply always never soon "
    "sometimes often afterwards thereupon here there hastily finally not to be being first next all both "
    "began turned"
)
"""Words that may stand between a subject and its verb (with adverbs in -ly)."""

HE: Final = frozenset(("he", "him", "his", "himself"))
SHE: Final = frozenset(("she", "her", "hers", "herself"))
SUBJECTS: Final = {"he": "M", "she": "F", "i": "1", "they": "P", "we": "P", "it": "N", "who": "R", "one": "N"}
"""Subject pronouns: sex, first person, plural, neuter, relative."""

DETERMINERS: Final = _words("the a an his her my our your their its this that these those another some one every each")

MALE: Final = _words(
    "man boy gentleman lad fellow youth father brother son uncle husband king prince duke baron count "
    "lord nephew grandfather papa dad priest monk friar bishop landlord waiter lover squire knight "
    "emperor sir chap guy actor master bachelor widower steward footman butler coachman porter sailor "
    "soldier policeman postman gardener clergyman vicar parson rector curate schoolboy groom hunchback "
    "dwarf giant grandpa governor cowboy"
)
FEMALE: Final = _words(
    "woman girl lady lass maid mother sister daughter aunt wife queen princess duchess baroness countess "
    "niece grandmother mamma mama widow nun abbess landlady waitress hostess actress mistress spinster "
    "governess housekeeper nurse maiden housemaid seamstress laundress shopgirl schoolgirl stewardess "
    "empress matron madam miss grandma stepmother bride nursemaid heroine witch patronne"
)
GENERIC: Final = _words(
    "man boy gentleman lad fellow youth woman girl lady lass other others one former latter person child "
    "stranger creature speaker young old chap guy visitor friend companion"
)
"""Nouns that point back like a pronoun."""

KIN: Final = _words(
    "father mother brother sister son daughter uncle aunt husband wife nephew niece cousin grandfather "
    "grandmother papa mamma mama friend companion master mistress host hostess guest visitor"
)

GROUP: Final = _words(
    "men women boys girls people crowd others voices everybody all both they ladies gentlemen children "
    "chorus everyone guests soldiers sisters brothers jury"
)

STOPS: Final = _words(
    "to in on at with from by as and but or while when who whom which that after before upon without into "
    "through for over under out up down off across about around again too once then very quite rather so "
    "more he she it they i we you him them had has was were is are been not if because until till though "
    "although than turning looking speaking laughing smiling shaking again aloud abruptly suddenly "
    "himself herself themselves itself"
)
"""Words that end a description of a speaker."""

_MEN: Final = (
    "m mr mister sir lord master monsieur herr signor father brother uncle count baron king prince don rev "
    "captain general colonel major lieutenant squire sergeant admiral marshal"
)
_LADIES: Final = (
    "mrs miss ms lady madame mademoiselle madam aunt frau fräulein signora "
    " countess baroness queen princess sister mother dame duchess mme mlle"
)

ROLES: Final = dict.fromkeys(_MEN.split(), "M") | dict.fromkeys(_LADIES.split(), "F")
"""Title words that tell the sex."""

DOCUMENTS: Final = _words(
    "article articles decree report message telegram letter note memoirs diary book pamphlet manifesto "
    "treaty resolution slogan headline headlines proclamation declaration newspaper statement appeal "
    "inscription label sign notice document thesis theses constitution verse poem song bible paragraph "
    "clause chapter text placard card legend"
)
"""Nouns for a text whose words are quoted."""

UTTERANCES: Final = _words(
    "plan view opinion words argument reply answer theory idea demand phrase speech statement comment "
    "remark motto order question request retort response proposal conclusion thought message explanation "
    "protest"
)
"""Nouns for what somebody says: his reply was …"""

TERMS: Final = _words(
    "word words term terms phrase name expression called named termed labelled labeled marked letter "
    "letters epithet adjective noun nickname syllable syllables pronounced"
)
"""Words after which quoted words are named, not used."""

NO_PERSON: Final = _words("way day night morning moment time voice word words thing fact same first last end rest")
"""Nouns that describe no speaker."""

THINGS: Final = _words(
    "countenance manner smile expression brow lips gaze glance cheek cheeks figure temper spirits "
    "voice voices eyes eye face hand hands head words word heart mind thought thoughts tone look way time "
    "moment next first last day night door room silence sound question answer reply result matter other "
    "thing things"
)
"""Nouns that begin a sentence but are not who acts in it."""

TITLE_NOUNS: Final = _words(
    "song poem novel article essay hymn ballad play opera story chapter entitled ode sonnet lyric lyrics "
    "waltz tune sketch"
)
"""Nouns after which a quoted title stands."""

SMALL: Final = _words("the a an of and in on to for at by with from or de la le et du der die und")
"""Words written small in a title."""

LEADS: Final = _words("that of the a an with to in his her their its as by and or for was is were on this these")
"""Words after which quoted words are part of the sentence."""

LINKS: Final = _words("and or but with then")
"""Words that link one saying to the next."""

OFFICES: Final = {
    "professor": "professor",
    "doctor": "doctor",
    "dr": "doctor",
    "inspector": "inspector",
    "president": "president",
    "chancellor": "chancellor",
    "secretary": "secretary",
    "minister": "minister",
    "ambassador": "ambassador",
    "judge": "judge",
}
"""Further title words, with the noun by which their bearers are described."""

POSSESSIVES: Final = frozenset(("his", "her", "my", "their", "our", "your", "its"))
"""Determiners that tie a description to another person."""

CALL: Final = frozenset(("call", "calls", "called", "calling"))
"""Verbs of naming as well as of saying."""
