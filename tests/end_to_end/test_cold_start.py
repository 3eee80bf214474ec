"""What a command loads: help answers at once because nothing heavy is imported for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from vectorstore import Archive

HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "gradio", "langchain")


def modules_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_help_loads_nothing_heavy() -> None:
    loaded = modules_after(
        "from ui.cli import main\ntry: main(['ask', '--help'])\nexcept SystemExit: pass"
    )
    assert not loaded & {*HEAVY, "numpy", "pydantic", "lxml", "langchain_core"}


def test_asking_without_a_model_loads_no_language_model_library() -> None:
    loaded = modules_after("import assistant, vectorstore")
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_loads_neither_what_models_are_trained_with_nor_chroma(
    command: str, sample: Archive
) -> None:
    arguments = [command, "How many homes lost power in storm Ilse?", "--archive", str(sample.path)]
    loaded = modules_after(
        f"from ui.cli import main\ntry: main({arguments})\nexcept SystemExit: pass"
    )
    assert "onnxruntime" in loaded
    trained_with = {"torch", "transformers", "sentence_transformers", "sklearn", "scipy"}
    assert not loaded & {*trained_with, "chromadb"}


def test_the_package_runs_as_the_command_and_loads_what_is_asked_for() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("dateline, version ")
    assert "assistant" not in modules_after("import dateline; dateline.DatelineError")
