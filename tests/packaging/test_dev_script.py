"""dev.py: it needs nothing but Python, installs only what is missing, and hides no failure behind another."""

import ast
import functools
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from support.project import ROOT

SCRIPT = ROOT / "packaging" / "dev.py"
NOBODY = 65534

needs_apt = pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="a Debian machine's packages are looked at")


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("desk_gui_dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 11))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_help_names_every_command_without_anything_installed() -> None:
    done = subprocess.run([sys.executable, "-I", SCRIPT, "--help"], capture_output=True, text=True, check=True)

    commands = {line.split()[0] for line in done.stdout.partition("commands:\n")[2].splitlines()}
    assert commands == {"run", "test", "lint", "build", "bench", "pictures", "translations", "lock"}


def test_unknown_command_is_refused() -> None:
    done = subprocess.run([sys.executable, "-I", SCRIPT, "tset"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "tset" in done.stderr


@needs_apt
def test_only_missing_packages_are_wanted(dev: ModuleType) -> None:
    # awk is no package of its own: it is provided by mawk or gawk.
    assert dev.apt_missing(["dpkg", "no-such-package", "awk"]) == ["no-such-package"]


@needs_apt
def test_installed_packages_cost_no_apt_run(dev: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    dev.ensure_packages({"the package manager": "dpkg", "and its friend": "apt dpkg"})

    assert capfd.readouterr().out == ""


@needs_apt
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="a Python that every account may run")
def test_other_accounts_are_told_the_exact_command(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import dev\n"
        "try: dev.ensure_packages({'a': 'dpkg no-such-package', 'b': 'nor-this-one'})\n"
        "except dev.StepError as e: print(e)"
    )
    shutil.copy(SCRIPT, tmp_path / "dev.py")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    command = ["/usr/bin/python3", "-c", code]
    account = NOBODY if os.geteuid() == 0 else None
    done = subprocess.run(command, cwd="/", user=account, capture_output=True, text=True, check=False)

    wanted = "sudo apt-get install --yes --no-install-recommends no-such-package nor-this-one"
    assert done.stdout.splitlines()[-1].strip() == wanted, done.stderr


def test_every_step_runs_and_the_first_failure_counts(dev: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    ran: list[str] = []

    def act(name: str, code: int) -> int:
        ran.append(name)
        if code == 9:
            raise dev.StepError("install the moon")
        return code

    steps = {name: functools.partial(act, name, code) for name, code in (("a", 0), ("b", 5), ("c", 9))}
    code = dev.run_steps(steps)

    output = capfd.readouterr().out
    assert (code, ran) == (5, ["a", "b", "c"])
    assert "install the moon" in output
    assert [line.split()[1:3] for line in output.splitlines()[-3:]] == [["ok", "a"], ["FAILED", "b"], ["FAILED", "c"]]


def test_digest_sees_names_and_bytes(dev: ModuleType, tmp_path: Path) -> None:
    digests = set()
    for name, content in [("a", b"1"), ("b", b"1"), ("a", b"2")]:
        path = tmp_path / name
        path.write_bytes(content)
        digests.add(dev.digest([path], tmp_path))

    assert len(digests) == 3


def test_ci_runs_the_readme_s_test_command() -> None:
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & 0o111
    assert script.read_text().splitlines()[-1] == "exec python3 packaging/dev.py test"
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
