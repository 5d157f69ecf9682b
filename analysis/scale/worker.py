"""A process of the local engine: takes tasks from its input, gives results on its output.

A process of its own, not one of `multiprocessing`, so that a script needs no
``if __name__ == "__main__"``, and so that it ends when the one that started it is gone.
"""

from __future__ import annotations

import os
import pickle
import sys


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed goes to stderr
    while True:
        try:
            function, argument = pickle.load(sys.stdin.buffer)
        except (EOFError, KeyboardInterrupt):  # the one that started it tells of it
            return
        try:
            answer = (True, function(argument))
        except KeyboardInterrupt:
            return
        except BaseException as error:
            answer = (False, _sendable(error))
        pickle.dump(answer, answers)
        answers.flush()


def _sendable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(repr(error))
    return error


if __name__ == "__main__":
    main()
