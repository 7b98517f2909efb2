"""Readers: one module a corpus family, each a function from its folder or file to documents.

NewsWCL50 is not among them: its release carries coded mentions without the articles' text, so nothing can be trained on it here.
"""

from headwater_training.corpora.articles import read_articles
from headwater_training.corpora.attribution import read_attributions
from headwater_training.corpora.coreference import read_gap, read_litbank, read_meantime, read_ontogum
from headwater_training.corpora.names import read_gum_names, read_re3d, read_tagged, read_uner
from headwater_training.corpora.stories import read_story

__all__ = [
    "read_articles",
    "read_attributions",
    "read_gap",
    "read_gum_names",
    "read_litbank",
    "read_meantime",
    "read_ontogum",
    "read_re3d",
    "read_story",
    "read_tagged",
    "read_uner",
]
