"""A JupyterLab of the tests' own: its settings, its port, a copy of the notebooks."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

TOKEN = "parallax-test"
GIVEN_UP = "[anywidget] Failed to initialize model"
ROOT = Path(__file__).parent.parent
OUT = ROOT / "out"
# no cell waits for its turn or runs: those have a star where the others have their number
_ALL_RUN = """() => [...document.querySelectorAll('.jp-Notebook .jp-InputPrompt')]
    .every(prompt => !prompt.textContent.includes('*'))"""

# every chart has been laid out for its width: till then it is soon drawn anew
_ALL_LAID = """() => [...document.querySelectorAll('.px-explorer:has(svg.marks)')]
    .every(explorer => explorer.querySelector('.px-laid'))"""


class Lab:
    """JupyterLab on a free port, on a copy of notebooks/ and corpus/ in ``folder``."""

    def __init__(self, folder: Path):
        for name in ("notebooks", "corpus"):
            shutil.copytree(ROOT / name, folder / name)
        self.folder = folder
        self.port = _free_port()
        self.log = (folder / "lab.log").open("w")
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += ["--ip=127.0.0.1", f"--port={self.port}", "--ServerApp.port_retries=0"]
        command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
        command += ["--LabApp.news_url=None"]
        command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
        self.process = subprocess.Popen(
            command, env=_environment(folder), stdout=self.log, stderr=subprocess.STDOUT
        )
        self._wait_until_up()

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                self._get("/api")
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((self.folder / "lab.log").read_text())

    def _ask(self, path: str, method: str = "GET") -> bytes:
        url = f"http://127.0.0.1:{self.port}{path}?token={TOKEN}"
        request = urllib.request.Request(url, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def _get(self, path: str):
        return json.loads(self._ask(path))

    def _begin_anew(self) -> None:
        """Stop the kernels of notebooks run before, and go back to the light theme."""
        _theme(self.folder).unlink(missing_ok=True)
        for session in self._get("/api/sessions"):
            self._ask(f"/api/sessions/{session['id']}", "DELETE")

    def run_all(self, page: Page, notebook: str, shows: str = "svg.marks") -> None:
        """Open a notebook and run it; return when it shows that and its kernel is idle again.

        Before the session exists, Run All opens a dialogue while the status bar says
        Idle: so the sessions are asked, not the page.
        """
        self._begin_anew()
        page.goto(f"http://127.0.0.1:{self.port}/lab/tree/notebooks/{notebook}?token={TOKEN}&reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
        self.wait_until_idle(notebook)
        page.click('.lm-MenuBar-itemLabel:text-is("Run")')
        page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
        page.wait_for_selector(f".jp-OutputArea {shows}", timeout=120_000)
        page.wait_for_function(_ALL_RUN, timeout=120_000)  # between two cells it is idle, too
        page.wait_for_function(_ALL_LAID, timeout=120_000)
        self.wait_until_idle(notebook)

    def wait_until_idle(self, notebook: str) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            kernels = {s["path"]: s["kernel"] for s in self._get("/api/sessions")}
            kernel = kernels.get(f"notebooks/{notebook}")
            if kernel and kernel["execution_state"] == "idle":
                return
            time.sleep(0.1)
        raise TimeoutError("the kernel did not become idle")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _theme(folder: Path) -> Path:
    """Where Lab keeps the theme that was chosen from its menu."""
    extension = folder / "home" / "settings" / "@jupyterlab" / "apputils-extension"
    return extension / "themes.jupyterlab-settings"


def _environment(folder: Path) -> dict[str, str]:
    """Settings of its own, so that no user's configuration and no news toast gets in."""
    home = folder / "home"
    settings = home / "settings" / "@jupyterlab"
    for name, value in {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"autoStartDefaultKernel": True, "windowingMode": "none"},
    }.items():
        file = settings / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }


def photograph(page: Page, name: str) -> None:
    """Every output of the notebook as a picture, to be looked at."""
    folder = OUT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {})["width"]
    page.set_viewport_size({"width": width, "height": 2400})  # a whole explorer at once
    for number, explorer in enumerate(page.locator(".px-explorer, .px-coder").all(), start=1):
        explorer.screenshot(path=folder / f"{name}-{number}.png")
    page.set_viewport_size({"width": width, "height": 1000})


def turn(page: Page, theme: str) -> None:
    page.click('.lm-MenuBar-itemLabel:text-is("Settings")')
    page.hover('.lm-Menu-itemLabel:text-is("Theme")')
    page.click(f'.lm-Menu-itemLabel:text-is("JupyterLab {theme}")')
    light = "true" if theme == "Light" else "false"
    page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
