"""The one form that every corpus is read into."""

from dataclasses import dataclass, field

ACTS = ("speech", "belief", "document")
ENTITY_KINDS = ("PER", "ORG", "LOC", "MISC")

Span = tuple[int, int]  # code points of the text, end exclusive


@dataclass(slots=True)
class Attribution:
    """Who said what. Each role is a list of spans; `act` is None where the corpus does not say; `doubtful` ones are not held against the model."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    act: str | None = None
    nested_in: int | None = None
    doubtful: bool = False
    chain: list[str] | None = None


@dataclass(slots=True)
class Document:
    """One text with whatever its corpus annotates; None means that the corpus does not annotate the layer."""

    id: str
    corpus: str
    text: str
    attributions: list[Attribution] | None = None
    nesting: bool = False  # whether attributions inside contents are annotated too
    guideline: bool = False  # whether attributions follow the product's guideline rather than PolNeAR's
    entities: list[tuple[int, int, str]] | None = None
    entities_partial: bool = False  # whether unmarked words may still be names
    mentions: list[tuple[int, int, int, int, str]] | None = None  # start, end, head start, head end, chain
    pronouns: list[tuple[Span, list[Span], list[Span]]] | None = None  # pronoun, its antecedents, names that are not
    nominals: list[tuple[Span, Span]] | None = None  # head and whole of every noun phrase and pronoun
    parts: list[tuple[int, int, str]] | None = None  # words with their parts of speech
    sentences: list[Span] = field(default_factory=list)
