# SPDX-License-Identifier: EUPL-1.2
"""A real browser, started once for many pages, and spoken to through a pipe.

Source:
    Chrome DevTools Protocol, https://chromedevtools.github.io/devtools-protocol/; messages end with a zero byte.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-3d-apis",
    "--remote-debugging-pipe",
)
LAUNCHER = """
import fcntl, os, sys
ours = [fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3]]
for number, each in enumerate(ours, 3):
    os.dup2(each, number)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The browser reads what it is told from 3 and answers on 4."""
LOUD = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
PATIENCE = 60
"""Seconds to wait for an answer."""
BUDGET = 3000
"""Milliseconds of the page's own clock that pass before it is looked at, as fast as they can."""


class Browser:
    """A browser without a window; end it with `close`."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        theirs, self._out = os.pipe()
        self._in, answers = os.pipe()
        command = [sys.executable, "-S", "-c", LAUNCHER, str(theirs), str(answers)]
        self._process = subprocess.Popen(
            [*command, CHROMIUM, *OPTIONS, f"--user-data-dir={profile}"],
            pass_fds=(theirs, answers),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(answers)
        self._number = 0
        self._read = b""
        self._heard: list[dict[str, Any]] = []

    def close(self) -> None:
        """End the browser and whatever it has started."""
        try:
            self.call("Browser.close")
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            os.close(self._out)
            os.close(self._in)

    @contextmanager
    def page(self, address: str, width: int = 800, height: int = 600) -> Iterator[Page]:
        """Open a page that shares nothing with others, let its scripts do their work, and close it in the end."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        try:
            target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
            session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            yield Page(self, session, address, width, height)
        finally:
            self.call("Target.disposeBrowserContext", browserContextId=context)

    def call(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        """Ask for something and return the answer; what is told meanwhile is kept for `wait`."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._heard.append(answer)
        assert "error" not in answer, (method, answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def wait(self, session: str, method: str, **parameters: object) -> list[dict[str, Any]]:
        """Wait until a session tells something, with these parameters; return all that it has told."""

        def wanted(each: dict[str, Any]) -> bool:
            same = (each.get("sessionId"), each.get("method")) == (session, method)
            return same and parameters.items() <= each["params"].items()

        while not any(map(wanted, self._heard)):
            self._heard.append(self._next())
        return [each for each in self._heard if each.get("sessionId") == session]

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._read:
            ready, _out, _bad = select.select([self._in], [], [], max(0, until - time.monotonic()))
            more = os.read(self._in, 1 << 20) if ready else b""
            assert more, "the browser says nothing any more"
            self._read += more
        message, _end, self._read = self._read.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


class Page:
    """A page whose scripts have done their work."""

    def __init__(self, browser: Browser, session: str, address: str, width: int, height: int) -> None:
        self._browser, self._session = browser, session
        for each in ("Page", "Runtime", "Log"):
            self._call(f"{each}.enable")
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self._call("Page.setLifecycleEventsEnabled", enabled=True)
        loader = self._call("Page.navigate", url=address)["loaderId"]
        browser.wait(session, "Page.lifecycleEvent", name="load", loaderId=loader)
        self._call("Emulation.setVirtualTimePolicy", policy="pauseIfNetworkFetchesPending", budget=BUDGET)
        told = browser.wait(session, "Emulation.virtualTimeBudgetExpired")
        self.console = "\n".join(str(each["params"]) for each in told if each["method"] in LOUD)
        """What a person would read on the console: messages, errors of scripts, what was refused."""

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)

    @property
    def markup(self) -> str:
        """The page as the scripts have made it."""
        asked = "document.documentElement.outerHTML"
        text: str = self._call("Runtime.evaluate", expression=asked)["result"]["value"]
        return text

    def picture(self) -> bytes:
        """What the window shows, as a PNG."""
        return base64.b64decode(self._call("Page.captureScreenshot")["data"])

    def paper(self) -> bytes:
        """The page printed, as a PDF."""
        return base64.b64decode(self._call("Page.printToPDF")["data"])
