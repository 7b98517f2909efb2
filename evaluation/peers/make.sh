#!/usr/bin/env bash
# Makes the peer that our statements are compared with, from pinned packages: a spaCy pipeline trained on UD EWT, and textacy's rules for quotations.
#
# usage: make.sh UD_EWT WORK
#
# UD_EWT holds train.conllu and dev.conllu; the environment and the pipeline go to WORK. spaCy's own English weights are not in the package index,
# so a pipeline of the same architecture as its small English one is trained in their place, on fewer words and for fewer steps: it costs the same time to run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
ewt=$1 work=$2
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
for part in train dev; do
    "$work/venv/bin/python" -m spacy convert "$ewt/$part.conllu" "$work" --converter conllu --n-sents 10 --merge-subtokens
done
"$work/venv/bin/python" -m spacy train "$here/spacy.cfg" --output "$work/pipeline" --paths.train "$work/train.spacy" --paths.dev "$work/dev.spacy"
