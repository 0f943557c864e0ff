"""The terminal's French: Typer's words, progress bars, the closing summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rich import box
from rich.console import Console
from rich.table import Table
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from pipeline.runner import RunReport

T = TypeVar("T")

out = Console()
err = Console(stderr=True)

# Typer writes these words itself and offers no setting for them.
rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
rich_utils.ERRORS_PANEL_TITLE = "Erreur"
rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
rich_utils.DEFAULT_STRING = "[par défaut : {}]"


# A flag takes no value; without this Typer shows « <bool> ».
NO_VALUE = " "


def _french_help(option: Any) -> Any:  # noqa: ANN401
    if option is not None:
        option.help = "Affiche cette aide."
        option.metavar = NO_VALUE
    return option


class FrenchCommand(TyperCommand):
    """A command whose ``--help`` is described in French."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Return Typer's help option with its French sentence."""
        return _french_help(super().get_help_option(ctx))


class FrenchGroup(TyperGroup):
    """A group whose ``--help`` is described in French."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Return Typer's help option with its French sentence."""
        return _french_help(super().get_help_option(ctx))


def usage_error(error: Exception) -> str:
    """Return a mistake on the command line as a French sentence.

    Typer's exceptions are told apart by class name: their module is private.
    """
    name = type(error).__name__
    param = getattr(error, "param", None)
    label = (getattr(param, "metavar", None) or getattr(param, "name", "") or "").upper()
    said = getattr(error, "message", str(error))
    if name == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or [])
        hint = f" ; vouliez-vous dire « {near} » ?" if near else ""
        sentence = f"Option inconnue : « {getattr(error, 'option_name', said)} »{hint}"
    elif name == "MissingParameter":
        sentence = f"Il manque l’argument {label}."
    elif name == "BadParameter":
        sentence = f"La valeur donnée à {label} ne convient pas."
    elif "No such command" in said:
        quoted = re.findall(r"'([^']*)'", said)
        hint = f" ; vouliez-vous dire « {quoted[1]} » ?" if len(quoted) > 1 else "."
        sentence = f"Commande inconnue : « {quoted[0]} »{hint}"
    elif "unexpected extra argument" in said:
        sentence = f"Argument en trop : {said[said.find('(') + 1 : said.rfind(')')]}."
    elif "Missing command" in said:
        sentence = "Il manque une commande."
    else:
        sentence = f"Commande mal formée ({said})"
    return f"{sentence} « synthese --help » montre l’usage."


class Bars:
    """Progress bars with rates on a terminal; nothing elsewhere."""

    def track(self, items: Sequence[T], label: str, unit: str) -> Iterable[T]:
        """Yield ``items`` while a bar advances."""
        if not out.is_terminal:
            yield from items
            return
        yield from self._draw(items, label, unit)

    def _draw(self, items: Sequence[T], label: str, unit: str) -> Iterator[T]:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        rate = TextColumn("{task.fields[rate]}")
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
        with Progress(*columns, console=out, transient=True) as progress:
            task = progress.add_task(label, total=len(items), rate="")
            for item in items:
                yield item
                progress.advance(task)
                speed = progress.tasks[task].speed
                progress.update(task, rate=f"{speed:,.0f} {unit}/s".replace(",", " ") if speed else "")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> None:
    """Print a table; the columns named in ``numbers`` are set to the right."""
    drawn = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False)
    for column in columns:
        drawn.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    out.print(drawn)


def complain(message: str) -> None:
    """Print an error."""
    err.print(f"[bold red]Erreur[/] : {_escape(message)}", highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """Print a sentence as it is: a file name in brackets is no markup."""
    out.print(_escape(message), highlight=False, soft_wrap=True)


def _escape(message: str) -> str:
    from rich.markup import escape

    return escape(message)


_COUNTS = (
    ("ateliers", "Ateliers"),
    ("mots", "Mots"),
    ("locuteurs", "Locuteurs"),
    ("segments", "Segments"),
    ("segments_retenus", "dont retenus"),
    ("themes", "Thèmes"),
    ("enonces", "Énoncés"),
    ("propositions", "Propositions"),
    ("corrections", "Corrections de relecteurs"),
)


def summary(report: RunReport) -> None:
    """Print what became of each stage, the figures, and what the user must read."""
    skipped = [line for line in report.stages if not line.ran]
    rows = [(line.title, f"{line.seconds:.1f} s" if line.ran else "—", line.reason) for line in report.stages]
    table("Étapes", ("Étape", "Durée", "Pourquoi"), rows, numbers=("Durée",))
    counts = [(label, f"{report.counts[name]:,}".replace(",", " ")) for name, label in _COUNTS if name in report.counts]
    table("Bilan", ("", "Nombre"), counts, numbers=("Nombre",))
    for message in report.messages:
        say(f"• {message}")
    if skipped:
        say(f"{len(skipped)} étape(s) sur {len(report.stages)} non refaite(s) : rien n’avait changé.")


def changes(report: RunReport, dry_run: bool) -> None:
    """Say what the run changed, or would change, in the answer."""
    if report.changes is None or not any(line.ran for line in report.stages):
        return
    if not report.changes:
        say("Rien ne changerait dans les résultats." if dry_run else "Rien n’a changé dans les résultats.")
        return
    say(f"Ce qui {'changerait' if dry_run else 'a changé'} depuis la dernière exécution :")
    for sentence in report.changes:
        say(f"• {sentence}")
