"""Numbers, shares and sizes, as each language writes them. All are plain text."""

from bot.messages.texts import Voice

_STEP = 1_000


def number(count: int, voice: Voice) -> str:
    """Return a whole number, its thousands apart."""
    return voice.label("measure-number", count=count)


def share(part: int, whole: int, voice: Voice) -> str:
    """Return a part in percent, rounded down to a tenth: what is not all of it is never called so."""
    tenths = part * 1_000 // whole if whole else 0
    text = number(tenths // 10, voice)
    return voice.label("measure-percent", percent=f"{text}.{tenths % 10}" if tenths % 10 else text)


def change(count: int, voice: Voice) -> str:
    """Return how many more there are, or fewer, with a sign."""
    sign = "+" if count > 0 else "−" if count < 0 else ""
    return sign + number(abs(count), voice)


def file_size(size: int, voice: Voice) -> str:
    """Return a size that is given in bytes: in kB, MB or GB."""
    if size < _STEP**2:
        return voice.label("measure-kilobytes", amount=_amount(size / _STEP))
    if size < _STEP**3:
        return voice.label("measure-megabytes", amount=_amount(size / _STEP**2))
    return voice.label("measure-gigabytes", amount=_amount(size / _STEP**3))


def _amount(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
