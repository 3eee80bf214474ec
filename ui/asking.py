"""The place where one asks: a conversation that streams, and beside it its sources."""

# Gradio reads the annotations of event functions, so they are evaluated here.

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from ui import suggest, words
from ui.act import act
from ui.along import Along
from ui.asked import Asked, asked_of
from ui.components import html, on, ui_file
from ui.conversations import Thumb
from ui.desk import Desk
from ui.escape import text
from ui.evidence import events_of
from ui.exchange import Exchange
from ui.html.exchange import exchange_parts
from ui.html.pieces import problem_html
from ui.html.sources import newest_html, sources_html
from ui.line import Ticket
from ui.local_models import Found, local_models
from ui.shelf import (
    model_button_html,
    models_html,
    other_model_html,
    shelf_html,
    waiting_html,
)
from ui.talk import Answering, Talk, Waiting
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

# Articles that are shown before anything is asked.
NEWEST = 6
# Outlets and authors that can be chosen from.
MAX_CHOICES = 500
_SIGN_OF_LIFE = 0.5
# Who waits, and for what, is decided in ui/talk.py, and told.
_MANY: Any = {"concurrency_limit": None, "trigger_mode": "multiple"}
# What the events that ask are known by.
ASKING = "asking"


def ask_place(desk: Desk) -> None:
    """Build it, inside the page that is being built."""
    parts = _laid_out(desk)
    place = Place(desk)
    _wire_asking(place, parts)
    _wire_looking(place, parts)


@dataclass(frozen=True)
class _Parts:
    """The components of the place."""

    talk: Any
    model: Any
    shelf: Any
    chosen: Any
    models: Any
    unfit: Any
    conversation: Any
    waiting: Any
    examples: Any
    question: Any
    where: Any
    filters: list[Any]
    sources: Any


def _laid_out(desk: Desk) -> _Parts:
    import gradio as gr

    talk, model = gr.State(""), gr.State(desk.model)
    with gr.Row(elem_id="columns"):
        with gr.Column(elem_id="asking", min_width=0):
            with gr.Row(elem_id="bar"):
                shelf = html(shelf_html(), "shelf")
                chosen = html(model_button_html(desk.model), "chosen-model")
                # A list that is drawn again takes away nothing of what is typed or told below it.
                with gr.Column(elem_id="models-sheet", elem_classes="sheet", min_width=0):
                    models = html(models_html(desk.model, desk.model), "models")
                    unfit = html("", "unfit-model")
                    html(other_model_html(), "other-model")
            script = "".join(map(ui_file, ("marking.js", "reaching.js", "page.js")))
            conversation = html(None, "conversation", script, html_template=_LOG)
            waiting = html("", "waiting")
            examples = html(_examples_html(desk), "examples")
            if desk.assistant.sends:
                html(f'<p class="aside">{text(desk.assistant.sends)}</p>', "sends")
            with gr.Column(elem_id="ask-box", min_width=0):
                question = gr.Textbox(
                    label=words.YOUR_QUESTION,
                    show_label=False,
                    placeholder=words.ASK_THE_ARCHIVE,
                    max_lines=6,
                    container=False,
                    submit_btn=words.ASK,
                    elem_id="question",
                )
                with gr.Accordion(words.WHERE_TO_LOOK, open=False, elem_id="where") as where:
                    filters = _filters(desk)
        with gr.Column(elem_id="beside", min_width=0):
            sources = html(_beside_html(desk), "sources")
            html(_READER, "reader")
    return _Parts(
        talk,
        model,
        shelf,
        chosen,
        models,
        unfit,
        conversation,
        waiting,
        examples,
        question,
        where,
        filters,
        sources,
    )


def _wire_asking(place: "Place", parts: _Parts) -> None:
    """What asks: it streams, and one question may be asked while another is answered."""
    import gradio as gr

    async def submit(
        asked: str,
        talk: str,
        model: str,
        since: str,
        until: str,
        as_of: str,
        outlets: list[str],
        authors: list[str],
        tab: gr.Request,
    ) -> AsyncGenerator[Any, None]:
        scope = Asked(asked, "", since, until, as_of, tuple(outlets), tuple(authors))
        async with aclosing(place.turn(scope, talk, model, tab, clears=True)) as shown:
            async for outputs in shown:
                yield outputs

    async def ask(
        talk: str,
        model: str,
        since: str,
        until: str,
        as_of: str,
        outlets: list[str],
        authors: list[str],
        tab: gr.Request,
        event: gr.EventData,
    ) -> AsyncGenerator[Any, None]:
        question = _string(_data(event), "question")
        scope = Asked(question, "", since, until, as_of, tuple(outlets), tuple(authors))
        async with aclosing(place.turn(scope, talk, model, tab)) as shown:
            async for outputs in shown:
                yield outputs

    async def again(
        talk: str, model: str, tab: gr.Request, event: gr.EventData
    ) -> AsyncGenerator[Any, None]:
        async with aclosing(place.again(talk, model, tab, _data(event))) as shown:
            async for outputs in shown:
                yield outputs

    async def stop(talk: str, event: gr.EventData) -> Any:
        return place.stop(talk, _data(event))

    p = parts
    answers = [p.question, p.talk, p.conversation, p.sources, p.examples, p.waiting]
    given = [p.talk, p.model, *p.filters]
    on(p.question.submit, submit, [p.question, *given], answers, concurrency_id=ASKING, **_MANY)
    on(p.conversation.ask, ask, given, answers, concurrency_id=ASKING, **_MANY)
    on(p.conversation.again, again, [p.talk, p.model], answers, concurrency_id=ASKING, **_MANY)
    on(p.conversation.stop, stop, [p.talk], [p.waiting], **_MANY)


def _wire_looking(place: "Place", parts: _Parts) -> None:
    """What shows something again, and what is chosen."""
    import gradio as gr

    def show(talk: str, tab: gr.Request, event: gr.EventData) -> Any:
        return place.sources(talk, tab, _data(event))

    def opened(tab: gr.Request, event: gr.EventData) -> Any:
        return place.opened(tab, _data(event))

    def shelved(talk: str, tab: gr.Request, event: gr.EventData) -> Any:
        return place.shelved(talk, tab, _data(event))

    def thumb(talk: str, tab: gr.Request, event: gr.EventData) -> None:
        place.judge(talk, tab, _data(event))

    def choose(model: str, event: gr.EventData) -> Any:
        return place.choose(model, _data(event))

    def publish(talk: str, tab: gr.Request, event: gr.EventData) -> Any:
        return place.publish(talk, tab, _data(event))

    def timeline(talk: str, tab: gr.Request, event: gr.EventData) -> Any:
        return place.timeline(talk, tab, _data(event))

    def sent(talk: str, model: str, tab: gr.Request, event: gr.EventData) -> Any:
        return place.sent(talk, model, tab, _data(event))

    p = parts
    whole = [p.talk, p.conversation, p.sources, p.examples, p.waiting]
    on(p.conversation.select, show, [p.talk], [p.sources], **_MANY)
    on(p.conversation.open, opened, [], whole, **_MANY)
    on(p.conversation.shelf, shelved, [p.talk], [*whole, p.shelf], **_MANY)
    on(p.conversation.thumb, thumb, [p.talk], [], **_MANY)
    on(p.conversation.publish, publish, [p.talk], [p.conversation], **_MANY)
    on(p.conversation.timeline, timeline, [p.talk], [p.conversation], concurrency_limit=2)
    on(p.conversation.sent, sent, [p.talk, p.model], [p.conversation], concurrency_limit=2)
    on(p.conversation.models, place.models, [p.model], [p.models], **_MANY)
    on(p.conversation.choose, choose, [p.model], [p.model, p.chosen, p.models, p.unfit], **_MANY)
    on(p.where.expand, place.choices, [], p.filters[-2:], **_MANY)


class Place:
    """What the events of the place do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._answering = Answering(desk.archive, desk.conversations, desk.line)
        self._quoting = desk.assistant.with_model(None) if desk.assistant.writes else desk.assistant
        self._found: dict[str, Found] = {}
        self._assistants: dict[str, Assistant] = {}

    # Asking

    async def turn(
        self,
        asked: Asked,
        talk: str,
        model: str,
        tab: Any,
        number: int | None = None,
        clears: bool = False,
    ) -> AsyncGenerator[Any, None]:
        """A question's turn: it waits for the one before it, is answered and kept.

        `number` is the exchange that it takes the place of, None for a new one. `clears` is whether
        it stood in the box, which is then emptied: else somebody may be writing there.
        """
        import gradio as gr

        is_silent = True
        if asked.question.strip():
            async with aclosing(self._turn(asked, talk, model, tab, number, clears)) as shown:
                async for outputs in shown:
                    is_silent = False
                    yield outputs
        if is_silent:
            yield gr.skip()  # where nothing is yielded, Gradio clears the whole page

    async def _turn(
        self, asked: Asked, talk: str, model: str, tab: Any, number: int | None, clears: bool
    ) -> AsyncGenerator[Any, None]:
        from starlette.concurrency import run_in_threadpool

        owner, kept = self._desk.owner(tab), self._desk.conversations
        # What is kept is on the disk before it is told: others are served meanwhile.
        if not talk or not kept.is_of(talk, owner):
            talk = await run_in_threadpool(kept.begin, owner, self._begun(asked, model))
            number = 0
        self._desk.tabs.show(tab.session_hash, talk)
        going_on = self._answering.talk(talk)
        waiting = Waiting(asked.question, tab.session_hash)
        outputs = _Outputs(self._desk, talk, tab.session_hash, clears)
        with going_on.place(waiting) as ticket:
            if ticket is None:
                yield outputs.told(words.TOO_MANY_WAIT)
                return
            async for shown in self._waits(going_on, waiting, ticket, outputs, tab):
                yield shown
            if waiting.is_stopped:
                return
            count = kept.count(talk)
            place = count if number is None else min(number, count)
            going_on.begin(waiting, place)
            await run_in_threadpool(self._begin, asked, talk, model, place)
            async with aclosing(self._told(asked, talk, model, place, waiting)) as growing:
                async for exchange in growing:
                    if not self._desk.tabs.is_open(tab.session_hash, outputs.began):
                        return
                    if not exchange.is_running:
                        record = self._answering.exchanges.record(exchange)
                        await run_in_threadpool(kept.put, talk, place, record)
                        self._desk.note(owner, exchange)
                    if outputs.are_new(going_on.waiting, exchange):
                        yield outputs.grows(exchange, place, going_on.waiting)

    async def _waits(
        self, going_on: Talk, waiting: Waiting, ticket: Ticket, outputs: "_Outputs", tab: Any
    ) -> AsyncGenerator[Any, None]:
        """What is shown until it is a question's turn, or it is stopped, as by closing its tab."""
        if not ticket.called.is_set() and outputs.are_new(going_on.waiting):
            yield outputs.waits(going_on.waiting)
        while not waiting.is_stopped and not await ticket.is_called(_SIGN_OF_LIFE):
            if not self._desk.tabs.is_open(tab.session_hash, outputs.began):
                waiting.is_stopped = True
            elif outputs.are_new(going_on.waiting):
                yield outputs.waits(going_on.waiting)

    def _begin(self, asked: Asked, talk: str, model: str, place: int) -> None:
        """Keep a question before it is answered, as one that broke off, which it may.

        What is only asked again keeps its earlier answer until there is another.
        """
        kept = self._desk.conversations
        earlier = kept.record(talk, place)
        if earlier is None or asked_of(earlier["asked"]) != asked:
            kept.put(talk, place, self._begun(asked, model))

    def _begun(self, asked: Asked, model: str) -> dict[str, Any]:
        exchanges = self._answering.exchanges
        return exchanges.record(exchanges.made(asked, model=model, problem=words.BROKE_OFF))

    async def _told(
        self, asked: Asked, talk: str, model: str, place: int, waiting: Waiting
    ) -> AsyncGenerator[Exchange, None]:
        history = self._answering.history(talk, place)
        try:
            assistant = self._assistant(model)
        except DatelineError as error:
            yield self._answering.exchanges.made(asked, problem=str(error), model=model)
            return
        async with aclosing(
            self._answering.answered(assistant, self._quoting, model, asked, history, waiting)
        ) as growing:
            async for exchange in growing:
                yield exchange

    async def again(
        self, talk: str, model: str, tab: Any, change: dict[str, Any]
    ) -> AsyncGenerator[Any, None]:
        """An exchange once more, its question or its scope changed; those after it go."""
        import gradio as gr

        kept, number = self._desk.conversations, change.get("exchange")
        if not kept.is_of(talk, self._desk.owner(tab)):
            outputs = _Outputs(self._desk, talk, tab.session_hash)
            yield outputs.told(words.CONVERSATION_GONE)
            return
        record = kept.record(talk, number) if type(number) is int else None
        if record is None or type(number) is not int:
            yield gr.skip()
            return
        searched = (record["answer"] or {}).get("understood", "")
        asked = asked_of(record["asked"]).changed(change, searched)
        if "question" in change:
            kept.cut(talk, number + 1)
        async with aclosing(self.turn(asked, talk, model, tab, number)) as shown:
            async for outputs in shown:
                yield outputs

    def stop(self, talk: str, event: dict[str, Any]) -> Any:
        """Stop an answer, or take back a question that waits."""
        going_on = self._answering.talk(talk)
        if type(event.get("exchange")) is int:
            going_on.stop(event["exchange"])
        if type(event.get("waiting")) is int:
            going_on.withdraw(event["waiting"])
        return _listed(going_on.waiting)

    # Looking back

    def sources(self, talk: str, tab: Any, event: dict[str, Any]) -> Any:
        """The sources of an exchange."""
        import gradio as gr

        number, record = self._kept(talk, tab, event)
        if record is None:
            return gr.skip()
        exchange = self._answering.exchanges.restored(record)
        return sources_html(exchange.answer or exchange.quoted, number, self._desk.links)

    def opened(self, tab: Any, event: dict[str, Any]) -> Any:
        """A conversation as it was kept; a new one where it is none of this person's."""
        owner, talk = self._desk.owner(tab), _string(event, "conversation")
        if talk and not self._desk.conversations.is_of(talk, owner):
            talk = ""
        return self._whole(talk, tab)

    def _whole(self, talk: str, tab: Any) -> Any:
        self._desk.tabs.show(tab.session_hash, talk)
        links, kept = self._desk.links, self._desk.conversations
        # First what runs: what ends meanwhile is kept by then.
        running = self._answering.talk(talk).running
        records = kept.records(talk) if talk else {}
        exchanges = {
            number: self._going_on(self._answering.exchanges.restored(one), number, running, tab)
            for number, one in records.items()
        }
        value = {
            "talk": talk,
            "fresh": monotonic(),
            "count": len(exchanges),
            "exchanges": [
                _drawn(exchange, number, self._desk, talk) for number, exchange in exchanges.items()
            ],
        }
        last = max(exchanges, default=0)
        answer = exchanges[last].answer or exchanges[last].quoted if exchanges else None
        examples = "" if exchanges else _examples_html(self._desk)
        beside = sources_html(answer, last, links) if exchanges else _beside_html(self._desk)
        return talk, value, beside, examples, ""

    def _going_on(
        self, exchange: Exchange, number: int, running: Waiting | None, tab: Any
    ) -> Exchange:
        """An exchange that was kept, or a word of its being answered just now."""
        if running is None or running.number != number:
            return exchange
        # The tab that asked is sent the rest, now that it is back; another isn't.
        if running.session == tab.session_hash:
            return replace(exchange, answer=None, quoted=None, problem="", is_running=True)
        return replace(exchange, problem=words.ANSWERED_ELSEWHERE)

    def shelved(self, talk: str, tab: Any, event: dict[str, Any]) -> Any:
        """Search, rename or delete among a person's conversations."""
        import gradio as gr

        owner, kept = self._desk.owner(tab), self._desk.conversations
        kept.rename(owner, _string(event, "rename"), _string(event, "name"))
        if gone := _string(event, "delete"):
            kept.delete(owner, gone)
            if gone == talk:
                return (*self._whole("", tab), self._shelf(owner))
        shelf = self._shelf(owner, _string(event, "search"))
        return (*[gr.skip()] * 5, shelf)

    def _shelf(self, owner: str, searched: str = "") -> str:
        kept = self._desk.conversations
        return shelf_html(kept.listed(owner, searched), searched, kept.is_kept)

    def judge(self, talk: str, tab: Any, event: dict[str, Any]) -> None:
        """Keep what a person thinks of an answer."""
        number, record = self._kept(talk, tab, event)
        answer = record and self._answering.exchanges.restored(record).answer
        if not record or not answer:
            return
        cited = tuple((c.passage.article.id, c.start, c.end) for c in answer.citations)
        reason = _string(event, "reason")
        known = reason if reason in words.REASONS else ""
        question = answer.understood or record["question"]
        thumb = Thumb(question, event.get("good") is True, known, cited)
        self._desk.conversations.judge(talk, number, thumb)

    def choices(self) -> list[Any]:
        """The outlets and authors that the archive has now."""
        import gradio as gr

        return [gr.Dropdown(choices=choices) for choices in _counted(self._desk)]

    def publish(self, talk: str, tab: Any, event: dict[str, Any]) -> Any:
        """An answer gets a page of its own, whose address is shown under it."""
        import gradio as gr

        number, record = self._kept(talk, tab, event)
        if record is None:
            return gr.skip()
        self._desk.conversations.share(talk, number, record)
        return self._shown_again(talk, tab, number, record)

    def timeline(self, talk: str, tab: Any, event: dict[str, Any]) -> Any:
        """What an answer rests on, as dated events under it."""
        import gradio as gr

        number, record = self._kept(talk, tab, event)
        if record is None:
            return gr.skip()
        exchange = self._answering.exchanges.restored(record)
        try:
            found = events_of(self._quoting, exchange)
        except DatelineError as error:
            return self._shown_again(talk, tab, number, record, timeline_note=str(error))
        note = "" if found else words.NO_TIMELINE
        return self._shown_again(talk, tab, number, record, timeline=found, timeline_note=note)

    def sent(self, talk: str, model: str, tab: Any, event: dict[str, Any]) -> Any:
        """What a model is sent for a question that was asked, under its answer."""
        import gradio as gr

        number, record = self._kept(talk, tab, event)
        if record is None:
            return gr.skip()
        asked = asked_of(record["asked"])
        question, history = asked.told(self._answering.history(talk, number))
        try:
            assistant = self._assistant(record["model"] or model)
            prompt = assistant.prompt(question, history, **asked.filters)
        except DatelineError as error:
            return self._shown_again(talk, tab, number, record, timeline_note=str(error))
        told = (*prompt, assistant.sends or words.NOTHING_LEAVES)
        return self._shown_again(talk, tab, number, record, sent=told)

    def _kept(
        self, talk: str, tab: Any, event: dict[str, Any]
    ) -> tuple[int, dict[str, Any] | None]:
        """The exchange that an event names, None where it is none of this person's."""
        number, kept = event.get("exchange"), self._desk.conversations
        if type(number) is not int or not kept.is_of(talk, self._desk.owner(tab)):
            return 0, None
        return number, kept.record(talk, number)

    def _shown_again(
        self, talk: str, tab: Any, number: int, record: dict[str, Any], **more: Any
    ) -> Any:
        import gradio as gr

        if not self._desk.tabs.shows(tab.session_hash, talk):
            return gr.skip()
        exchange = replace(self._answering.exchanges.restored(record), **more)
        drawn = _drawn(exchange, number, self._desk, talk)
        return {"talk": talk, "count": self._desk.conversations.count(talk), "exchanges": [drawn]}

    # Models

    def _assistant(self, model: str) -> "Assistant":
        if model == self._desk.model:
            return self._desk.assistant
        if not model:
            return self._quoting
        if model not in self._assistants:
            found = self._found.get(model)
            made = self._desk.assistant.with_model(model, found.url if found else None)
            self._assistants[model] = made
        return self._assistants[model]

    def models(self, chosen: str) -> str:
        """The chooser, with the models that this machine's servers have."""
        found = local_models()
        self._found |= {one.name: one for one in found}
        return models_html(chosen, self._desk.model, found)

    def choose(self, chosen: str, event: dict[str, Any]) -> Any:
        """Another model, where it can be set up."""
        model, found = _string(event, "model").strip(), list(self._found.values())
        problem = ""
        try:
            self._assistant(model)
        except DatelineError as error:
            model, problem = chosen, str(error)
        listed = models_html(model, self._desk.model, found)
        return model, model_button_html(model), listed, problem_html(problem)


class _Outputs:
    """What a turn sends: the exchange that grows, and the rest only where it changes."""

    def __init__(self, desk: Desk, talk: str, session: str | None, clears: bool = False) -> None:
        import gradio as gr

        self._desk = desk
        self._talk = talk
        self._session = session
        self._sent: dict[str, Any] = {}
        self._shown: tuple[str, Exchange | None] | None = None
        self._cleared: Any = "" if clears else gr.skip()
        self.began = monotonic()

    def _changed(self, name: str, value: Any) -> Any:
        import gradio as gr

        if self._sent.get(name) == value:
            return gr.skip()
        self._sent[name] = value
        return value

    def _all(self, conversation: Any, sources: Any, waiting: str) -> Any:
        import gradio as gr

        cleared, self._cleared = self._cleared, gr.skip()
        talk = self._changed("talk", self._talk)
        gone = self._changed("examples", "")
        told = self._changed("waiting", waiting)
        return cleared, talk, conversation, sources, gone, told

    def are_new(self, waiting: Sequence[Waiting], exchange: Exchange | None = None) -> bool:
        """Whether there is anything to show that was not shown: to Gradio each time costs the same,
        and of many people who wait each has a sign of life twice a second.

        Nothing while the tab shows another conversation; all of it once it is back at this one.
        """
        if not self._desk.tabs.shows(self._session, self._talk):
            self._shown, self._sent = None, {}
            return False
        return self._shown != (_listed(waiting), exchange)

    def waits(self, waiting: Sequence[Waiting]) -> Any:
        """The questions that wait."""
        import gradio as gr

        self._shown = _listed(waiting), None
        return self._all(gr.skip(), gr.skip(), _listed(waiting))

    def told(self, problem: str) -> Any:
        """Why a question is not even taken; it stays in its box."""
        import gradio as gr

        self._cleared = gr.skip()
        return self._all(gr.skip(), gr.skip(), problem_html(problem))

    def grows(self, exchange: Exchange, number: int, waiting: Sequence[Waiting]) -> Any:
        """The exchange as it is, and its sources."""
        import gradio as gr

        self._shown = _listed(waiting), exchange
        drawn = _drawn(exchange, number, self._desk, self._talk)
        value = {"talk": self._talk, "count": number + 1, "exchanges": [drawn]}
        answer = exchange.answer
        if exchange.quoted and not (answer and (answer.claims or answer.abstained)):
            answer = exchange.quoted
        sources: Any = gr.skip()
        # Not before it is known what is quoted of each: the cards would grow as one reads. What a
        # model writes takes its time, and its marks lead to its own sources.
        is_written = exchange.quoted is not None and answer is not exchange.quoted
        if answer and (answer.finished or is_written or not exchange.is_running):
            sources = self._changed("sources", sources_html(answer, number, self._desk.links))
        return self._all(value, sources, _listed(waiting))


def _listed(waiting: Sequence[Waiting]) -> str:
    return waiting_html([one.question for one in waiting if not one.is_stopped])


def _drawn(exchange: Exchange, number: int, desk: Desk, talk: str) -> dict[str, Any]:
    shared = "" if exchange.is_running else desk.conversations.shared(talk, number)
    along = Along(desk.links.prefix, talk, shared)
    parts = exchange_parts(replace(exchange, along=along), number, desk.links)
    return {"key": number, "running": exchange.is_running, "parts": parts}


def _examples_html(desk: Desk) -> str:
    questions = list(desk.examples) or suggest.examples(desk.archive)
    if not questions:
        return ""
    buttons = "".join(act(text(one), "ask", question=one) for one in questions)
    return f"<h2>{words.FOR_EXAMPLE}</h2>{buttons}"


def _beside_html(desk: Desk) -> str:
    """What stands beside the box before anything is asked: the newest articles."""
    return newest_html(islice(desk.archive.articles(), NEWEST), desk.links)


def _filters(desk: Desk) -> list[Any]:
    """The boxes of the filters, in the order of `Asked`."""
    import gradio as gr

    with gr.Row():
        days = [
            gr.Textbox("", label=label, placeholder=words.A_DAY, max_length=10, min_width=110)
            for label in (words.SINCE, words.UNTIL, words.AS_OF)
        ]
    with gr.Row():
        names = [
            gr.Dropdown(choices, value=[], multiselect=True, label=label, min_width=160)
            for label, choices in zip((words.OUTLET, words.AUTHOR), _counted(desk), strict=True)
        ]
    return [*days, *names]


def _counted(desk: Desk) -> list[list[tuple[str, str]]]:
    return [
        [(f"{name} ({count:,})", name) for name, count in desk.archive.counted(what)[:MAX_CHOICES]]
        for what in ("outlet", "author")
    ]


def _data(event: Any) -> dict[str, Any]:
    """What an event brings; nothing where it brings none, as Gradio's own may."""
    found = getattr(event, "_data", None)
    return found if isinstance(found, dict) else {}


def _string(event: dict[str, Any], name: str) -> str:
    found = event.get(name)
    return found if isinstance(found, str) else ""


# What reaching.js says stands with it.
_LOG = (
    f'<div role="log" aria-label="{words.QUESTIONS_AND_ANSWERS}" data-again="{words.TRY_AGAIN}"'
    f' data-unreachable="{words.UNREACHABLE}" data-refused="{words.REFUSED}"'
    f' data-late="{words.LATE}" data-broken="{words.LOST}"></div>'
)
_READER = (
    '<section class="reader" aria-label="Article" hidden><nav>'
    f'<button type="button" data-do="answer">{words.BACK_TO_ANSWER}</button>'
    f'<span class="steps"><button type="button" data-do="previous" aria-label="{words.PREVIOUS}">'
    f'←</button><output></output><button type="button" data-do="next" aria-label="{words.NEXT}">'
    f'→</button></span><button type="button" data-do="address">{words.COPY_ADDRESS}</button></nav>'
    f'<div class="page" aria-live="polite" data-gone="{words.ARTICLE_GONE}"'
    f' data-unreachable="{words.ARTICLE_UNREACHABLE}"></div></section>'
    f'<div id="peek" role="tooltip" hidden></div>'
)
