"""The model card: what the weights are, what they were made of, what they reach."""

from pathlib import Path

from headwater_training.model import Config, Reader

BASE = ("all-MiniLM-L6-v2", "the encoder that training starts from, and the teacher of the sentence vectors", "Apache-2.0")

CORPORA = [
    (
        "PolNeAR 1.0 (Newell, Margolin, Ruths 2018), training part",
        "attributions",
        "no licence is stated in its repository; the articles remain their publishers'",
    ),
    ("GUM, news, training part (Zeldes)", "attributions with nesting", "annotation CC BY 4.0, text CC BY 2.5 (Wikinews)"),
    ("GUM, nine genres, training part", "names", "annotation CC BY 4.0; texts CC BY 2.5, CC BY 4.0, CC BY-SA 3.0 or public domain, by document"),
    ("OntoGUM, the same documents", "mention links, extents of mentions", "as GUM"),
    ("Universal NER on EWT, training part", "names", "CC BY-SA 4.0"),
    ("Universal Dependencies, English Web Treebank, training part", "extents of mentions", "CC BY-SA 4.0"),
    ("WNUT-17, all parts", "names", "CC BY 4.0"),
    ("Broad Twitter Corpus", "names", "CC BY 4.0"),
    ("re3d, its permissive parts", "names", "public domain, OGL v3.0, CC BY 3.0 AU, CC BY-SA 3.0, EU legal notice, by document"),
    ("LitBank", "mention links", "CC BY 4.0, texts in the public domain"),
    ("MEANTIME, English", "mention links", "CC BY 4.0, texts CC BY 2.5"),
    ("GAP, development and validation parts", "pronouns", "Apache-2.0, texts CC BY-SA"),
]
ARTICLES = (
    "Giveme5W1H, `news_cluster` and `google_news` (Hamborg and others 2019), without labels",
    "narrowing the encoder",
    "Apache-2.0 (its repository); texts remain their publishers'",
)
STORIES = "reports annotated by the project after its own guideline"

INTRODUCTION = """# Model card: headwater-en

One transformer encoder of six layers, 384 wide, with {heads} attention heads and {inner:,} units inside, {millions:.1f} million parameters, in eight-bit integers, with heads for
attribution cues, the source and content of each cue, and sentence vectors, and a small transformer of two layers, 192 wide, above it for names, mentions and their links.
Made by `training/` of this repository on a CPU; `training/README.md` tells how to make it again.

It reads English news.
It was trained on American political news above all; other kinds of news, other Englishes and other centuries are read less well.
It says who is said to have said what. It does not know whether anything is true, and it can be wrong about who spoke: the program shows the words so that a reader can check.
"""
NARROWED = """
The encoder's layers are narrower than the {heads} attention heads and {inner:,} inner units that training starts from.
Once all was learned, the heads and units that mattered least were taken away, those left were fitted anew by least squares,
and the encoder was taught to give the rows that it gave before, all layers at once, on the texts below without their labels.
"""


def write(path: Path, model: Reader, figures: dict[str, float], stories: list[str]) -> None:
    """Writes the card in Markdown."""
    millions = sum(value.numel() for value in model.encoder.parameters()) / 1e6
    config, wide = model.config, Config()
    narrowed = (config.heads, config.inner) != (wide.heads, wide.inner)
    introduction = INTRODUCTION.format(heads=config.heads, inner=config.inner, millions=millions)
    if narrowed:
        introduction += NARROWED.format(heads=wide.heads, inner=wide.inner)
    lines = [introduction, "## Made from", "", "| what | for | licence |", "|---|---|---|", "| " + " | ".join(BASE) + " |"]
    lines += ["| " + " | ".join(corpus) + " |" for corpus in [*CORPORA, *([ARTICLES] if narrowed else [])]]
    if stories:
        lines.append(f"| {len(stories)} stories ({STORIES}) | statements, nesting | texts remain their publishers' |")
    lines += [
        "",
        "Nothing that is for non-commercial use or for evaluation only was trained on, and nothing that a figure below is measured on.",
        "NewsWCL50 is not used: its release has no text.",
        "",
        "## Figures",
        "",
        "On the development parts, before the program's own decoding and rules; floats, as trained.",
        "",
        "| figure | value |",
        "|---|---|",
    ]
    lines += [f"| {name.replace('|', 'given')} | {value:.3f} |" for name, value in figures.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
