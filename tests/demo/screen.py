# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at an X server: real key strokes and clicks through xdotool, pictures taken from the server."""

import os
import pathlib
import re
import subprocess
import time


class Failure(Exception):
    """What was expected did not happen."""


def wait_for(what, condition, seconds=20):
    """Returns the first true value of condition(); Failure names `what` after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f"{what} did not happen within {seconds} s")
        time.sleep(0.1)


def xdotool(*words):
    done = subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True)
    return done.stdout.split("\n")[:-1]


class Screen:
    """The windows of one program, found by its process."""

    def __init__(self, pid, pictures):
        self.pid, self.pictures, self.taken = pid, pathlib.Path(pictures), []
        self.has_typed_wide = False
        self.pictures.mkdir(parents=True, exist_ok=True)

    def windows(self):
        """Visible top-level windows: id → (title, width, height)."""
        found = {}
        for window in xdotool("search", "--onlyvisible", "--pid", self.pid, "--name", ".*"):
            title = xdotool("getwindowname", window)
            shape = dict(line.split("=") for line in xdotool("getwindowgeometry", "--shell", window) if "=" in line)
            if title and title[0].endswith("Hikyaku") and "WIDTH" in shape:  # not tool tips and menus
                found[window] = (title[0], int(shape["WIDTH"]), int(shape["HEIGHT"]))
        return found

    def new_window(self, before, what, seconds=20):
        window = wait_for(what, lambda: next((w for w in self.windows() if w not in before), None), seconds)
        xdotool("windowactivate", "--sync", window)
        time.sleep(0.3)
        return window

    def keys(self, *keys):
        for key in keys:
            xdotool("key", "--clearmodifiers", key)
            time.sleep(0.12)

    def type(self, text):
        for number, line in enumerate(text.split("\n")):
            if number:
                self.keys("Return")
            # A letter that no key has gets one for a moment; the program must have seen that before the next comes.
            for part in re.findall(r"[ -~]+|[^ -~]", line):
                # The first time the program reads the whole keyboard again, which takes it longer.
                delay = 12 if part.isascii() else 120 if self.has_typed_wide else 800
                self.has_typed_wide |= not part.isascii()
                xdotool("type", "--delay", delay, part)
        time.sleep(0.1)

    def click(self, window, x, y):
        xdotool("mousemove", "--window", window, x, y, "click", 1)
        time.sleep(0.2)

    def wait_until_still(self, what, seconds=20):
        """Until nothing on the screen has changed for a second, as it does while a bar runs."""
        seen = []

        def is_still():
            seen.append(subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], capture_output=True).stdout)
            time.sleep(0.25)
            return len(seen) > 4 and len(set(seen[-4:])) == 1

        wait_for(what, is_still, seconds)

    def picture(self, name, settle=0.6):
        time.sleep(settle)
        path = self.pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=True)
        self.taken.append(path)
        return path


def environment(**more):
    """For the program under the tour: the X server, whatever else the session has."""
    return os.environ | {"QT_QPA_PLATFORM": "xcb", "TZ": "Asia/Tokyo"} | more
