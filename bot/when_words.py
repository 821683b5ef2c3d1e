"""The words in which people of other languages write hours, days and spans, put into English for ``bot/when.py``.

Names of weekdays are CLDR's, by Babel; whatever means two things in two languages is left out.
"""

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.dates import get_day_names

LOCALES = ("de", "es", "fr", "pt_BR", "ru", "zh_Hans")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MORE_DAY_NAMES = (
    "segunda segundas понедельникам", "terça terças вторникам", "quarta quartas среду средам",
    "quinta quintas четвергам", "sexta sextas пятницу пятницам", "sonnabend sonnabends субботу субботам",
    "воскресеньям",
)  # fmt: skip

# English words, and what stands for them; phrases before the words in them.
_PHRASES = {
    "every morning": "jeden morgen, cada mañana, chaque matin, tous les matins, toda manhã, каждое утро, 每天早上",
    "every evening": "jeden abend, cada noche, cada tarde, chaque soir, tous les soirs, toda noite, каждый вечер, "
    "每天晚上",
    "daily": "täglich, jeden tag, a diario, diariamente, diario, cada día, todos los días, quotidien, chaque jour, "
    "tous les jours, diário, todo dia, todos os dias, ежедневно, каждый день, 每天, 每日",
    "weekdays": "werktags, wochentags, unter der woche, entre semana, días laborables, en semaine, jours ouvrés, "
    "dias úteis, по будням, будни, 工作日",
    "weekend": "am wochenende, wochenende, fin de semana, fines de semana, le week-end, week-end, fim de semana, "
    "fins de semana, по выходным, выходные, 周末",
    "weekly": "wöchentlich, jede woche, semanal, cada semana, hebdomadaire, chaque semaine, toda semana, "
    "еженедельно, каждую неделю, раз в неделю",
    "at once": "sofort, al momento, de inmediato, tout de suite, na hora, imediatamente, сразу, 立即, 马上",
    "digest only": "nur überblick, nur im überblick, solo resumen, solo en resumen, récaps seulement, só resumo, "
    "só no resumo, apenas resumo, только дайджест, 仅简报, 只要简报, 只看简报",
    "off": "aus, nie, gar nicht, nada, nunca, rien, jamais, desligado, выкл, никогда, ничего, 关闭, 不发",
    "midnight": "mitternacht, medianoche, minuit, meia-noite, полночь, 午夜",
    "noon": "mittag, mediodía, midi, meio-dia, полдень, 中午",
    "every": "jeden, jede, cada, chaque, tous les, toda, todo, каждый, каждую, каждое, 每",
    "at": "um, gegen, a las, a la, às, à, ás, в, во",
    "on": "am, an, los, el, le, les, por, no, na, aos, по",
    "from": "von, desde las, desde, de las, de la, de, du, entre, das, с, 从",
    "and": "und, y, et, e, и, 和",
    "until": "bis, hasta las, hasta, jusqu'à, até as, até às, até, до, 到, 至",
    "1 week": "一周, 一星期, 一个星期",
    "1 day": "um dia, 一天",
    "1 hour": "一小时, 一个小时",
    "week": "woche, wochen, semana, semanas, semaine, semaines, неделя, неделю, недели, недель, 星期",
    "day": "tag, tage, tagen, día, días, jour, jours, dia, dias, день, дня, дней, 天",
    "hour": "stunde, stunden, hora, horas, heure, heures, час, часа, часов, 小时",
    "minute": "minuten, minuto, minutos, minutes, минута, минуту, минуты, минут, 分钟",
    "an": "ein, eine, einen, una, un, une, uma",
    "for": "für, durante, por, pendant, на",
}
_OCLOCK = re.compile(r"(\d{1,2})\s*(?:uhr|h(?:rs?)?|点|時|时|ч)\s*(\d{2})?分?(?![\da-zа-я])")
_HALVES = re.compile(r"(早上|上午|下午|晚上)(\d{1,2}(?::\d{2})?)")
_A_SPAN_OF_HOURS = re.compile(r"(?<=\d)\s+(?:a|à|as|às)\s+(?:las\s+)?(?=\d)")
_CJK = re.compile(r"([\u3400-\u9fff]+)")


def in_english(words: str) -> str:
    """Return words with those of other languages in English, as far as they are known."""
    words = _folded(words)
    words = re.sub(r"(\d{1,2})\s*(小时|天|周|星期|分钟)", lambda found: f"{found[1]} {_table()[found[2]]}", words)
    words = _OCLOCK.sub(lambda found: f"{int(found[1])}:{found[2] or '00'} ", words)
    words = _HALVES.sub(lambda found: f"{found[2]}{'am' if found[1] in '早上上午' else 'pm'} ", words)
    words = _A_SPAN_OF_HOURS.sub(" until ", words)
    words = _known().sub(lambda found: f" {_table()[found[0]]} ", words)
    words = " ".join(words.split())
    return re.sub(r"\b(every|on|at) (?=(?:every|on|at|daily|midnight|noon)\b)", "", words).replace(" ,", ",")


@cache
def _table() -> dict[str, str]:
    """What each word is in English."""
    found = {_folded(word): english for english, words in _PHRASES.items() for word in words.split(", ")}
    names: dict[str, set[int]] = {}
    for name, day in _day_names():
        names.setdefault(_folded(name), set()).add(day)
    found |= {name: _DAYS[min(days)] for name, days in names.items() if len(days) == 1 and name not in found}
    return found | {"周": "week"}


def _day_names() -> list[tuple[str, int]]:
    found = [(name, day) for day, names in enumerate(_MORE_DAY_NAMES) for name in names.split()]
    for locale in map(Locale.parse, LOCALES):
        for width in ("wide", "abbreviated", "short"):
            for context in ("format", "stand-alone"):
                for day, name in get_day_names(width, context, locale).items():
                    bare = name.strip(".")
                    found += [(bare, day), (f"{bare}s", day)]
    return found


@cache
def _known() -> re.Pattern[str]:
    """All of them, the longest first; Chinese ones stand without spaces."""
    words = sorted(_table(), key=len, reverse=True)
    apart = "|".join(re.escape(word) for word in words if not _CJK.match(word))
    joined = "|".join(re.escape(word) for word in words if _CJK.match(word))
    return re.compile(rf"(?<!\w)(?:{apart})(?!\w)|{joined}")


def _folded(words: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())
