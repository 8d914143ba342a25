"""Tells what is going on, on standard error."""

import sys
import time

_PAUSE_SECONDS = 2


class Step:
    """One step of a long run; says how far it is whenever two more seconds have passed."""

    def __init__(self, title):
        self._begin = self._last = time.monotonic()
        print(f"==> {title}", file=sys.stderr, flush=True)

    def tick(self, text):
        """May be called as often as anything moves."""
        now = time.monotonic()
        if now - self._last >= _PAUSE_SECONDS:
            self._last = now
            print(f"    {now - self._begin:3.0f} s  {text}", file=sys.stderr, flush=True)

    def part(self, title):
        """A tick() for one part of the step."""
        return lambda text: self.tick(f"{title}: {text}")


def say(text):
    """A line about the step that ended last."""
    print(f"    {text}", file=sys.stderr, flush=True)
