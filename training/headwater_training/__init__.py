"""Builds Headwater's English model: corpora folders in, weights, vocabulary, model card and scorecard out."""
