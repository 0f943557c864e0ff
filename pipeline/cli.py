"""The command line: parses, prints, exits. No logic."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import terminal
from pipeline.errors import PipelineError

app = typer.Typer(
    name="synthese",
    cls=terminal.FrenchGroup,
    help="D’un cycle d’ateliers à un projet de synthèse Word, hors ligne, avec la preuve de chaque phrase.",
    no_args_is_help=True,
    subcommand_metavar="COMMANDE …",
    add_completion=False,
    pretty_exceptions_enable=False,
)
gold = typer.Typer(
    name="gold",
    cls=terminal.FrenchGroup,
    help="Réponses de référence tirées des relectures.",
    no_args_is_help=True,
    subcommand_metavar="COMMANDE …",
)
app.add_typer(gold)

Cycle = Annotated[Path, typer.Argument(metavar="CYCLE", help="Dossier du cycle : un sous-dossier par atelier.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DOSSIER", help="Où écrire les résultats (outputs/<cycle> par défaut)."),
]
Only = Annotated[str | None, typer.Option("--only", metavar="ÉTAPE", help="N’exécuter que cette étape.")]
First = Annotated[str | None, typer.Option("--from", metavar="ÉTAPE", help="Exécuter à partir de cette étape.")]
Force = Annotated[bool, typer.Option("--force", metavar=terminal.NO_VALUE, help="Refaire même ce qui n’a pas changé.")]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", metavar=terminal.NO_VALUE, help="Montrer ce qui changerait, sans rien écrire."),
]
Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FICHIER", help="Réglages lus en dernier, après configs/<cycle>.toml."),
]

Who = Annotated[
    str | None,
    typer.Option("--relecteur", metavar="NOM", help="Qui signe les corrections (le nom de session par défaut)."),
]
Gold = Annotated[
    Path | None,
    typer.Option("--gold", metavar="DOSSIER", help="Les réponses de référence (près du cycle par défaut)."),
]
Yes = Annotated[bool, typer.Option("--oui", metavar=terminal.NO_VALUE, help="Inscrire sans demander confirmation.")]


@app.command(cls=terminal.FrenchCommand)
def run(
    cycle: Cycle,
    out: Out = None,
    only: Only = None,
    first: First = None,
    force: Force = False,
    dry_run: DryRun = False,
    config: Config = None,
) -> None:
    """Lit un cycle et en tire la synthèse Word, la page HTML, le classeur de relecture et les tables."""
    from pipeline import runner

    act = runner.rehearse if dry_run else runner.run
    report = act(cycle, out, only=only, first=first, force=force, extra_config=config, progress=terminal.Bars())
    terminal.summary(report)
    terminal.changes(report, dry_run)
    if dry_run:
        terminal.say("Essai seulement : rien n’a été écrit. Relancez sans « --dry-run » pour de bon.")
    for path in () if dry_run else (*report.files, report.folder / "tables"):
        terminal.say(f"→ {path}")


@app.command(cls=terminal.FrenchCommand)
def status(cycle: Cycle, out: Out = None, config: Config = None) -> None:
    """Dit ce qui est à jour et ce que la prochaine exécution referait, sans rien exécuter."""
    from pipeline import runner

    rows = [
        (line.name, line.title, line.reason if line.ran else "à jour") for line in runner.status(cycle, out, config)
    ]
    terminal.table("Étapes", ("Étape", "Ce qu’elle fait", "État"), rows)


@app.command(cls=terminal.FrenchCommand)
def explain(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Un identifiant lu dans une table ou la synthèse.")],
    cycle: Annotated[
        Path | None, typer.Option("--cycle", metavar="CYCLE", help="Le cycle, s’il y en a plusieurs dans outputs/.")
    ] = None,
    out: Out = None,
) -> None:
    """Remonte d’un thème, d’une proposition, d’un énoncé ou d’un segment au fichier, à la personne et aux mots."""
    from pipeline import explain as walk

    for line in walk.explain(identifier, walk.folders(cycle, out)):
        terminal.say(line)


@app.command(cls=terminal.FrenchCommand)
def models(
    build: Annotated[
        bool, typer.Option("--build", metavar=terminal.NO_VALUE, help="Prépare le modèle de phrases par défaut.")
    ] = False,
) -> None:
    """Montre les modèles installés et attendus ; prépare ou vérifie le modèle par défaut."""
    from pipeline.store import project_root
    from pipeline.vectors import models as known

    root = project_root()
    if build:
        known.build_default_model(root)
    terminal.table("Modèles", ("Modèle", "Rôle", "Version", "État"), known.installed_models(root))
    known.check_model(root)


@app.command(cls=terminal.FrenchCommand)
def review(
    cycle: Cycle,
    out: Out = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", help="Port de la page (un port libre par défaut).")
    ] = None,
    who: Who = None,
) -> None:
    """Ouvre la page de relecture, sur cette machine seulement."""
    from pipeline.desk.serve import serve

    serve(cycle, out, port, who)


@app.command("import", cls=terminal.FrenchCommand)
def import_workbook(
    workbooks: Annotated[
        list[Path],
        typer.Argument(metavar="CLASSEUR…", help="Un relecture.xlsx rempli, ou ceux de deux relecteurs."),
    ],
    cycle: Annotated[Path, typer.Option("--cycle", metavar="CYCLE", help="Dossier du cycle que le classeur corrige.")],
    who: Annotated[
        list[str] | None,
        typer.Option("--relecteur", metavar="NOM", help="Qui signe ; à répéter, dans l’ordre, pour deux classeurs."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Montre ce que des classeurs de relecture corrigent, puis l’inscrit au journal du cycle."""
    from pipeline import runner
    from pipeline.evaluation import reviewers
    from pipeline.stages.review import import_workbook as importing

    folder = runner.find(cycle).cycle
    names = importing.reviewers(workbooks, who or (), getpass.getuser())
    proposed = importing.propose(workbooks, folder, names)
    for line in reviewers.lines(proposed):
        terminal.say(line)
    if not proposed.changes:
        terminal.say("Rien de nouveau à inscrire.")
    elif yes or _agrees(f"Inscrire ces {len(proposed.changes)} corrections ? (oui/non)"):
        importing.accept(proposed, folder)
        terminal.say(f"Corrections inscrites : {len(proposed.changes)}. Relancez « synthese run » pour les appliquer.")
    else:
        terminal.say("Rien n’a été inscrit.")


@app.command(cls=terminal.FrenchCommand)
def double(
    cycle: Cycle,
    out: Out = None,
    size: Annotated[int, typer.Option("--taille", metavar="N", help="Phrases à tirer.", min=1)] = 120,
    seed: Annotated[int, typer.Option("--graine", metavar="N", help="Graine du tirage.")] = 0,
    coded: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            "--lire", metavar="A.xlsx B.xlsx", help="Comparer deux codages remplis, et le programme à chacun."
        ),
    ] = None,
    deciding: Annotated[
        Path | None,
        typer.Option("--arbitrage", metavar="CLASSEUR", help="Le classeur où les désaccords ont été tranchés."),
    ] = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--inscrire", metavar=terminal.NO_VALUE, help="Inscrire les types retenus au journal et aux références."
        ),
    ] = False,
    folder: Gold = None,
    who: Who = None,
    yes: Yes = False,
) -> None:
    """Fait coder un même tirage de phrases par deux personnes, à l’aveugle, puis mesure leur accord."""
    from pipeline.evaluation import double as coding

    if coded is None:
        for path in coding.write_copies(cycle, out, size, seed):
            terminal.say(f"→ {path}")
        return
    compared = coding.compare(cycle, out, coded, deciding)
    for line in compared.lines:
        terminal.say(line)
    if (left := coding.leave_to_decide(compared, coded[0])) is not None:
        terminal.say(f"→ {left}")
    if keep:
        changes = coding.corrections(compared)
        signed = who or "double codage"
        count, lines = coding.record(cycle, changes, signed)
        for line in lines:
            terminal.say(f"• {line}")
        if count and (yes or _agrees(f"Inscrire ces {count} corrections ? (oui/non)")):
            terminal.say(f"Corrections inscrites : {coding.accept(cycle, changes, signed)}.")
        terminal.say(f"→ {coding.export(compared, cycle, folder)}")


@app.command(cls=terminal.FrenchCommand)
def evaluate(
    cycle: Annotated[
        Path | None,
        typer.Argument(metavar="CYCLE", help="Un cycle qui a des réponses de référence (l’exemple par défaut)."),
    ] = None,
    out: Out = None,
    gold: Gold = None,
    config: Config = None,
) -> None:
    """Mesure la qualité d’un cycle sur ses réponses de référence, les pires exemples d’abord."""
    from pipeline.evaluation.command import report

    for line in report(cycle, out, gold, config, terminal.Bars()):
        terminal.say(line)


@gold.command("export", cls=terminal.FrenchCommand)
def gold_export(
    cycle: Cycle,
    out: Out = None,
    folder: Gold = None,
) -> None:
    """Tire des prises de parole entièrement relues des réponses de référence pour « evaluate »."""
    from pipeline.evaluation.export import export_gold

    terminal.say(export_gold(cycle, out, folder).sentence)


def _agrees(question: str) -> bool:
    answer: str = typer.prompt(question, default="non", show_default=False)
    return answer.strip().lower() in ("o", "oui")


def main() -> None:
    """Run the command line; a user's mistake gives one French sentence and exit code 2."""
    code = 0
    try:
        app(prog_name="synthese", standalone_mode=False)
    except typer.Exit as stop:
        code = stop.exit_code
    except PipelineError as error:
        terminal.complain(str(error))
        code = error.exit_code
    except typer.exceptions.TyperException as error:
        terminal.complain(terminal.usage_error(error))
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        terminal.complain("Interrompu ; ce qui était fini est gardé, relancez pour continuer.")
        code = 130
    sys.exit(code)
