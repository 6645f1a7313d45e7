"""Who bought in the demo shops before the doors opened: made-up people with numbers and streets of nobody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A buyer of the past; Telegram knows none of them, so nobody is ever written to."""

    telegram_id: int
    first_name: str
    last_name: str
    language: str
    phone: str
    address: str

    @property
    def name(self) -> str:
        """Return how orders call them."""
        return f"{self.first_name} {self.last_name}"


def _people(*told: tuple[str, str, str, str]) -> tuple[DemoCustomer, ...]:
    return tuple(
        DemoCustomer(700_000_100 + number, first, last, language, f"+790000001{number:02}", address)
        for number, (first, last, language, address) in enumerate(told, start=1)
    )


CUSTOMERS = _people(
    ("Ольга", "Лебедева", "ru", "Москва, Покровка, дом 12, кв. 8"),
    ("Павел", "Громов", "ru", "Москва, Ленинский проспект, дом 40, кв. 115"),
    ("Ирина", "Соколова", "ru", "Москва, улица Правды, дом 5, кв. 31"),
    ("Дмитрий", "Юдин", "ru", "Химки, Юбилейный проспект, дом 20, кв. 64"),
    ("Екатерина", "Белова", "ru", "Москва, Большая Полянка, дом 28, кв. 3"),
    ("Emma", "Clarke", "en", "Moscow, Sretenka 14, flat 22"),
    ("Сергей", "Ильин", "ru", "Мытищи, улица Мира, дом 7, кв. 90"),
    ("Наталья", "Зорина", "ru", "Москва, Малая Бронная, дом 19, кв. 12"),
    ("Алексей", "Крылов", "ru", "Москва, улица Удальцова, дом 51, кв. 207"),
    ("Юлия", "Морозова", "ru", "Москва, Шаболовка, дом 30, кв. 44"),
    ("James", "Reed", "en", "Moscow, Arbat 33, flat 6"),
    ("Виктор", "Панов", "ru", "Красногорск, улица Ленина, дом 44, кв. 18"),
    ("Дарья", "Волкова", "ru", "Москва, проспект Мира, дом 99, кв. 70"),
    ("Артём", "Сидоренко", "ru", "Москва, улица Гиляровского, дом 8, кв. 25"),
    ("Лидия", "Осипова", "ru", "Москва, Сивцев Вражек, дом 15, кв. 9"),
    ("Максим", "Рощин", "ru", "Одинцово, улица Чикина, дом 3, кв. 52"),
)
