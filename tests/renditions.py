"""One small play in several languages, set in the ways in which plays are printed and scanned."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 72


@dataclass(frozen=True)
class Script:
    """A play: title, heading of the persons, persons with what they are, acts of scenes of (name, direction, words)."""

    title: str
    by: str
    persons: str
    cast: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    numbered_acts: tuple[str, ...]
    scenes: tuple[str, ...]
    numbered_scenes: tuple[str, ...]
    place: str
    on: tuple[tuple[str, ...], ...]
    speeches: tuple[tuple[str, str, str], ...]
    end: str


ITALIAN = Script(
    "La chiave del mulino",
    "di Anonimo",
    "Personaggi",
    (
        ("Lisetta", "figlia di Anselmo"),
        ("Anselmo", "mugnaio"),
        ("Don Fausto", "notaio"),
        ("Un servitore", ""),
    ),
    ("Atto primo", "Atto secondo"),
    ("Atto I", "Atto II"),
    ("Scena prima", "Scena seconda", "Scena terza"),
    ("Scena I", "Scena II", "Scena III"),
    "La scena è in un mulino, vicino al fiume.",
    (("Lisetta", "Anselmo"), ("Don Fausto", "Anselmo"), ("Lisetta", "Don Fausto", "Un servitore")),
    (
        ("Lisetta", "", "Chi ha chiuso la porta? Non trovo più la chiave, e fuori piove che pare il diluvio."),
        ("Anselmo", "ridendo", "Io no di certo. La chiave sta dove sta sempre, cioè dove nessuno la cerca."),
        ("Lisetta", "", "Bella risposta!"),
        ("Anselmo", "piano", "Zitta: viene qualcuno."),
        ("Lisetta", "da sé", "Sarà il notaio, che vuole i suoi denari."),
        ("Don Fausto", "entrando", "Buona sera a tutti. Sono venuto per il conto, e non me ne vado senza quello."),
        ("Anselmo", "", "Il conto è fatto, signor mio; manca soltanto il denaro."),
        ("Don Fausto", "", "Manca sempre la stessa cosa in questa casa."),
        ("Anselmo", "", "E perciò almeno non si perde."),
        ("Don Fausto", "con ironia", "Vi do tempo fino a domani, poi parleremo davanti al giudice."),
        ("Lisetta", "", "Domani è festa, signore."),
        ("Un servitore", "", "La carrozza è pronta."),
        ("Don Fausto", "", "Che aspetti. Io resto."),
        ("Lisetta", "a Don Fausto", "Restate pure, ma la cena è per due."),
        ("Un servitore", "", "Allora torno fra un'ora."),
        ("Lisetta", "", "Fra due, se non vi dispiace, perché il pane è ancora nel forno e il vino in cantina."),
    ),
    "Fine",
)

SPANISH = Script(
    "La llave del molino",
    "por un ingenio de esta corte",
    "Personas",
    (
        ("Inés", "hija de Anselmo"),
        ("Anselmo", "molinero"),
        ("Don Fadrique", "escribano"),
        ("Un criado", ""),
    ),
    ("Jornada primera", "Jornada segunda"),
    ("Acto I", "Acto II"),
    ("Escena primera", "Escena segunda", "Escena tercera"),
    ("Escena I", "Escena II", "Escena III"),
    "La escena es en un molino, cerca del río.",
    (("Inés", "Anselmo"), ("Don Fadrique", "Anselmo"), ("Inés", "Don Fadrique", "Un criado")),
    (
        ("Inés", "", "¿Quién ha cerrado la puerta? No encuentro la llave, y está lloviendo como si fuera el diluvio."),
        ("Anselmo", "riendo", "Yo no, por cierto. La llave está donde siempre, es decir, donde nadie la busca."),
        ("Inés", "", "¡Buena respuesta!"),
        ("Anselmo", "bajo", "Calla, que viene alguien."),
        ("Inés", "aparte", "Será el escribano, que quiere sus dineros."),
        ("Don Fadrique", "saliendo", "Buenas noches a todos. Vengo por la cuenta, y no me voy sin ella."),
        ("Anselmo", "", "La cuenta está hecha, señor; sólo falta el dinero."),
        ("Don Fadrique", "", "Siempre falta lo mismo en esta casa."),
        ("Anselmo", "", "Y así a lo menos no se pierde."),
        ("Don Fadrique", "con ironía", "Tenéis de plazo hasta mañana, y después hablaremos delante del juez."),
        ("Inés", "", "Mañana es fiesta, señor."),
        ("Un criado", "", "El coche está dispuesto."),
        ("Don Fadrique", "", "Que espere. Yo me quedo."),
        ("Inés", "a Don Fadrique", "Quedaos, pero la cena es para dos."),
        ("Un criado", "", "Entonces vuelvo dentro de una hora."),
        ("Inés", "", "De dos, si no os parece mal, porque el pan está en el horno y el vino en la bodega todavía."),
    ),
    "Fin",
)

RUSSIAN = Script(
    "Ключ от мельницы",
    "комедия",
    "Действующие лица",
    (
        ("Дуня", "дочь мельника"),
        ("Архип", "мельник"),
        ("Иван Кузьмич", "стряпчий"),
        ("Слуга", ""),
    ),
    ("Действие первое", "Действие второе"),
    ("Действие I", "Действие II"),
    ("Явление первое", "Явление второе", "Явление третье"),
    ("Явление I", "Явление II", "Явление III"),
    "Действие происходит на мельнице, недалеко от реки.",
    (("Дуня", "Архип"), ("Иван Кузьмич", "Архип"), ("Дуня", "Иван Кузьмич", "Слуга")),
    (
        ("Дуня", "", "Кто запер дверь? Никак не найду ключа, а на дворе такой дождь, что и собаку жалко выгнать."),
        ("Архип", "смеется", "Уж конечно не я. Ключ там, где он всегда, то есть там, где его никто не ищет."),
        ("Дуня", "", "Вот так ответ!"),
        ("Архип", "тихо", "Молчи, кто-то идет."),
        ("Дуня", "в сторону", "Верно, стряпчий пришел за своими деньгами."),
        ("Иван Кузьмич", "входя", "Добрый вечер всем. Я пришел за счетом и без него не уйду."),
        ("Архип", "", "Счет готов, батюшка, только денег нет."),
        ("Иван Кузьмич", "", "В этом доме всегда одного и того же нет."),
        ("Архип", "", "Зато ничего и не пропадает."),
        ("Иван Кузьмич", "строго", "Даю вам сроку до завтра, а потом будем говорить у судьи."),
        ("Дуня", "", "Завтра праздник, сударь."),
        ("Слуга", "", "Лошади готовы."),
        ("Иван Кузьмич", "", "Пусть подождут. Я остаюсь."),
        ("Дуня", "Ивану Кузьмичу", "Оставайтесь, только ужин у нас на двоих."),
        ("Слуга", "", "Так я приду через час."),
        ("Дуня", "", "Через два, если вам все равно, потому что хлеб еще в печи, а вино в погребе."),
    ),
    "Конец",
)

PLAYS = {"it": ITALIAN, "es": SPANISH, "ru": RUSSIAN}


def _wrapped(words: str) -> str:
    return textwrap.fill(words, WIDTH)


def capitals_alone(name: str, direction: str, words: str) -> str:
    """The label in capitals on a line of its own, the direction on the next."""
    aside = f"({direction})\n" if direction else ""
    return f"{name.upper()}\n{aside}{_wrapped(words)}"


def capitals_colon(name: str, direction: str, words: str) -> str:
    """ANSELMO (piano): Zitta."""
    return _wrapped(f"{name.upper()}{f' ({direction})' if direction else ''}: {words}")


def capitals_dash(name: str, direction: str, words: str) -> str:
    """ANSELMO, piano. — Zitta."""
    return _wrapped(f"{name.upper()}{f', {direction}' if direction else ''}. — {words}")


def title_stop(name: str, direction: str, words: str) -> str:
    """Anselmo (piano). Zitta."""
    return _wrapped(f"{name}{f' ({direction})' if direction else ''}. {words}")


def title_colon(name: str, direction: str, words: str) -> str:
    """Anselmo: (piano) Zitta."""
    return _wrapped(f"{name}: {f'({direction}) ' if direction else ''}{words}")


def capitals_stop_bracket(name: str, direction: str, words: str) -> str:
    """ANSELMO. [piano.] Zitta."""
    return _wrapped(f"{name.upper()}. {f'[{direction}.] ' if direction else ''}{words}")


def italics(name: str, direction: str, words: str) -> str:
    """_Anselmo_ (piano). Zitta."""
    return _wrapped(f"_{name}_{f' ({direction})' if direction else ''}. {words}")


def shortened(name: str, direction: str, words: str) -> str:
    """Ans. (piano) Zitta."""
    short = name.split()[-1][:3].upper()
    return _wrapped(f"{short}. {f'({direction}) ' if direction else ''}{words}")


Label = Callable[[str, str, str], str]
LABELS: tuple[Label, ...] = (
    capitals_alone, capitals_colon, capitals_dash, title_stop, title_colon, capitals_stop_bracket, italics, shortened,
)  # fmt: skip


def rendered(play: Script, label: Label, manner: int) -> str:
    """The play with its labels set in one way; `manner` 0 to 3 sets headings and persons."""
    upper = str.upper if manner % 2 == 0 else str
    acts, scenes = (play.acts, play.scenes) if manner < 2 else (play.numbered_acts, play.numbered_scenes)
    return "\n\n\n\n".join(["\n\n".join((upper(play.title), play.by)), _persons(play, manner),
                            *_action(play, label, [upper(one) for one in acts], [upper(one) for one in scenes], manner),
                            upper(play.end)]) + "\n"  # fmt: skip


def _persons(play: Script, manner: int) -> str:
    upper = str.upper if manner % 2 == 0 else str
    lines = (f"{upper(name)}{f', {what}' if what else ''}." for name, what in play.cast)
    return f"{upper(play.persons)}\n\n" + "\n".join(lines) + f"\n\n\n{play.place}"


def _action(play: Script, label: Label, acts: list[str], scenes: list[str], manner: int) -> Iterator[str]:
    cuts = ((0, 5), (5, 10), (10, 16))
    for act in acts:
        pieces = []
        for head, on, (first, last) in zip(scenes, play.on, cuts, strict=True):
            opening = f"{head}. {', '.join(on)}." if manner == 2 else f"{head}\n\n{', '.join(on)}."
            spoken = [label(*one) for one in play.speeches[first:last]]
            pieces.append("\n\n".join([opening, *spoken]))
        yield f"{act}\n\n\n" + "\n\n\n".join(pieces)


def heads(play: Script) -> int:
    """How many headings of acts, scenes and persons a rendition has."""
    return 2 * (1 + len(play.on)) + 1
