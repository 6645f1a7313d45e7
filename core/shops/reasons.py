"""Why stock changes: five reasons people name in many words, and any other as it was typed (pure)."""

REASONS: dict[str, frozenset[str]] = {
    "broken": frozenset(
        {"broken", "damaged", "defect", "бой", "брак", "битый", "битые", "битая", "разбилось", "разбили", "сломано",
         "испорчено"}
    ),
    "lost": frozenset(
        {"lost", "missing", "stolen", "потеря", "потеряли", "потерялось", "пропало", "украли", "недостача"}
    ),
    "found": frozenset({"found", "нашли", "нашлось", "найдено", "излишек"}),
    "count": frozenset({"count", "counted", "recount", "пересчёт", "пересчет", "инвентаризация", "пересчитали"}),
    "supply": frozenset(
        {"supply", "delivery", "arrived", "received", "приход", "поставка", "привезли", "пришло", "закупка"}
    ),
}  # fmt: skip


def read_reason(typed: str) -> str:
    """Return one of the reasons' names when that is meant, else what was typed."""
    said = " ".join(typed.split())
    word = said.lower().strip(" .,!()")
    return next((name for name, words in REASONS.items() if word == name or word in words), said)
