"""Russian words in Latin letters, for addresses and SKUs: `Лавка` → `lavka` (pure)."""

_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya".split(),
        strict=True,
    )
)


def latin(text: str) -> str:
    """Return the text in lower case with Russian letters transliterated; others stay."""
    return "".join(_LETTERS.get(letter, letter) for letter in text.lower()).replace("_", "")
