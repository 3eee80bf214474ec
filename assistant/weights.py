"""The numbers that were tuned, in one object that whoever searches passes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Signs(NamedTuple):
    """What tells whether a search found the answer; see `finding.confidence`.

    `coverage` is the share of the question's words that the best passage has; half for what only
    its article has. `similarity` is the best cosine of any passage to the question. `evidence` is
    the best passage's score: how far words, meaning and article agree on it, and the reader.
    """

    coverage: float
    similarity: float
    evidence: float


# The logistic regression's, with the reader and without.
_READ = Signs(coverage=4.8, similarity=6.4, evidence=2.7)
_UNREAD = Signs(coverage=7.8, similarity=5.9, evidence=5.6)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence weighs: docs/experiments/2026-11-weights.md says why."""

    # Of a passage, beside BM25 of its own words, which weighs 1. `python -m benchmarks.weights`
    similarity: float = 0.5
    article: float = 0.5
    named_outlet: float = 0.4
    named_period: float = 0.4
    first_passage: float = 0.1  # news puts what matters first
    reading: float = 0.08  # the reranker's score
    recency: float = 0.6  # where the newest state is asked for
    any_recency: float = 0.4  # where no time is: most questions are of what was news lately
    missing_particular: float = 0.4  # a year or an edition that is asked for
    subject: float = 1.0  # a follow-up's subject, by the share of it that its article has
    spoken_of: float = 0.2  # an article that the conversation's last answers cite
    best_place: float = 0.25  # in the reader's score, of the place that may be the answer

    # Of a sentence, beside its passage's score and its share of the question's words, which weigh
    # 1. The place of the answer is the reader's, in logits.
    answer_place: float = 0.15
    answer_kind: float = 0.3
    position: float = 0.4
    # Where "which ..." is asked, a name as the reader's answer, and what other passages say, too.
    names: float = 1.0
    agreed: float = 0.3
    taken_along: float = 0.1  # a word of the conversation's subject, beside one of the question
    in_its_place: float = 0.4  # and of the subject that its "it" or "them" stands for
    short_sentence: float = -0.5
    # What it loses that speaks of another year, day or office than is asked for, or only promises.
    other_year: float = 0.3
    other_period: float = 0.3
    other_office: float = 0.4
    promise: float = 0.3
    corrected: float = 2.0  # one with a figure that was corrected later on
    asked: float = 1.0  # a question or a scrap, where what it leads to follows
    # What the sentence that follows loses of the score of the heading or the scrap before it.
    below_heading: float = 0.1
    after_scrap: float = 0.2

    # What scores so much less than the best answers about as well, so that the newest leads, where
    # the newest state is asked for; and what still belongs to an answer of each form.
    about_as_well: float = 0.35
    about_as_well_of_office: float = 0.6
    who_behind: float = 0.8
    holder_behind: float = 2.0
    evidence_behind: float = 1.0
    other_side_behind: float = 2.0
    figure_behind: float = 1.5
    figure_behind_in_title: float = 2.6
    # What a sentence gains that counts what is asked for, has its headline's figure, or gives a
    # reason; and how much of the question an article of the story has, beside the best one.
    counted: float = 0.8
    figure_of_title: float = 1.2
    nothing_shared: float = 0.3  # what one loses that has no word of the question
    gives_reason: float = 0.9
    of_title: float = 0.5  # of a why, where its article's title tells of what is asked
    same_story: float = 0.65

    # The reader's logits of a short answer that is shown; others so much below it are told too.
    # A quarter of NewsQA's questions that name something get one then, four in five of them right.
    # `python -m benchmarks.answering`
    short_threshold: float = 15.8
    short_margin: float = 2.0

    # Of what the reader says in the evidence that the archive answers, beside the search's score.
    evidence_reading: float = 0.05
    evidence_answers: float = 0.1

    # A logistic regression on the signs: it abstains below the threshold. With the reader, and
    # without. `python -m benchmarks.abstention_weights`
    read: Signs = _READ
    read_threshold: float = 10.85
    follow_up: float = 2.0  # what a follow-up may fall short: its subject was found before
    # What a passage of the period that is asked about may fall short: its day speaks for it.
    of_period: float = 1.5
    unread: Signs = _UNREAD
    unread_threshold: float = 18.4


TUNED = Weights()


@dataclass(frozen=True, slots=True)
class Checks:
    """Where the check of a sentence against what it cites draws its lines.

    `python -m benchmarks.lies` and `python -m benchmarks.support` say what each is worth.
    """

    # A clause of so many telling words, of which the source has less than this share, is added.
    min_clause_words: int = 2
    min_telling_words: int = 2  # of a sentence that states anything
    min_clause_share: float = 0.3
    # A claim of up to so many telling words must have each of them in its source, or one that is
    # as near in meaning.
    max_short_words: int = 4
    min_word_similarity: float = 0.5
    # Below this cosine to what it cites, a claim of so many words says something else; its clause;
    # and from this on, a claim says the same though it has few of the words.
    min_similarity: float = 0.55
    # Of a claim with numbers or names, which are cited, or of whose words so many are:
    min_similarity_of_facts: float = 0.42
    min_held_share: float = 0.82
    # "They plan it" is less near to what names them.
    less_for_pronoun: float = 0.08
    # So does one whose cosine is below this with so much of the share of its words that its
    # passages have, and of each number and name that is cited, up to so many.
    min_likeness: float = 0.6
    words_in_likeness: float = 0.3
    fact_in_likeness: float = 0.06
    most_facts: int = 3
    # A claim of so many words, of which its quotes have one at most and no larger share, and of no
    # more numbers, must be near to these in meaning, whatever name they share.
    min_strange_words: int = 2
    max_strange_words: int = 6
    max_strange_share: float = 0.34
    max_strange_numbers: int = 1
    min_strange_claim_similarity: float = 0.57
    min_nameless_similarity: float = 0.22  # without its names, to them without theirs
    min_claim_words: int = 6
    min_clause_similarity: float = 0.35
    min_strange_similarity: float = 0.45  # of a clause that has no word of its source
    min_reason_similarity: float = 0.5  # of a reason to the one that is given
    # And of one that is tacked on to others which say all that is cited.
    min_tacked_similarity: float = 0.6
    min_free_similarity: float = 0.6
    min_cited_similarity: float = 0.45
    # What a cosine of 1 counts for, in words that are shared, where a claim's sentence is chosen.
    meaning_in_binding: float = 10.0
    # A further sentence of which a claim has but words must bring it so much nearer.
    min_nearer_in_binding: float = 0.05
    # A sentence of a draft of which less stands in what is nearest to it is not in the archive.
    min_told_share: float = 0.5
    # So much nearer in meaning must be what says a sentence of a draft otherwise.
    min_nearer: float = 0.05
    max_less_near: float = 0.2
    # What is newer says a claim otherwise from this cosine and share of the claim's words on, with
    # another figure from the second; a correction takes a claim back from the third, and a figure
    # from so many words that stand around it.
    min_later_similarity: float = 0.6
    min_story_similarity: float = 0.5  # of the nearest sentence around a tally
    min_later_share: float = 0.5
    min_counted_share: float = 0.7
    min_taken_back_share: float = 0.75
    min_corrected_words: int = 2


CHECKS = Checks()
