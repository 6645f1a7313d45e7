"""The words of pay pages, in both languages."""

WORDS = {
    "ru": {
        "title": "Оплата", "test": "тестовый шлюз", "sum": "К оплате", "sum-done": "Сумма", "pay": "Оплатить",
        "decline": "Отклонить", "leave": "Вернуться без оплаты", "outcome": "Чем закончится оплата",
        "success": "Успешно", "declined": "Карта отклонена", "insufficient_funds": "Недостаточно средств",
        "3ds_failed": "Проверка 3-D Secure не пройдена", "state-paid": "Оплачено",
        "state-failed": "Платёж не прошёл", "state-expired": "Время оплаты истекло",
        "state-refunded": "Деньги возвращены", "back": "Вернуться в Telegram", "go-back": "Вернуться в магазин",
        "close": "Эту страницу можно закрыть.", "again": "Этот счёт уже закрыт: второй раз заплатить нельзя.",
        "said-declined": "Карта отклонена. Попробуйте другую.",
        "said-insufficient_funds": "Недостаточно средств. Попробуйте другую карту.",
        "said-3ds_failed": "Проверка 3-D Secure не пройдена. Попробуйте ещё раз.",
        "said-left": "Вы ушли без оплаты. Счёт ещё можно оплатить.", "said-sent": "Перевод отправлен.",
        "missing": "Такого счёта нет", "note": "Настоящих карт и денег здесь нет: выберите исход и нажмите кнопку.",
        "crypto-note": "Настоящих монет здесь нет.", "wallet": "Тестовый кошелёк TON",
        "wallet-note": "Настоящих монет здесь нет: можно отправить любую сумму с любым комментарием.",
        "address": "Адрес", "amount-ton": "Сумма, TON", "comment": "Комментарий", "send": "Отправить",
        "wrong-sum": "Такую сумму отправить нельзя.", "wrong-address": "Это не адрес TON.",
        "message": "Сообщение", "language": "Язык",
    },
    "en": {
        "title": "Payment", "test": "test gateway", "sum": "To pay", "sum-done": "Amount", "pay": "Pay",
        "decline": "Decline", "leave": "Leave without paying", "outcome": "How the payment ends",
        "success": "Success", "declined": "Card declined", "insufficient_funds": "Insufficient funds",
        "3ds_failed": "3-D Secure failed", "state-paid": "Paid", "state-failed": "The payment failed",
        "state-expired": "The time to pay is over", "state-refunded": "The money was returned",
        "back": "Return to Telegram", "go-back": "Return to the shop", "close": "You can close this page.",
        "again": "This invoice is closed: it cannot be paid twice.",
        "said-declined": "The card was declined. Try another one.",
        "said-insufficient_funds": "Insufficient funds. Try another card.",
        "said-3ds_failed": "3-D Secure failed. Try again.",
        "said-left": "You left without paying. The invoice can still be paid.", "said-sent": "The transfer was sent.",
        "missing": "There is no such invoice",
        "note": "No real cards or money here: choose an outcome and press the button.",
        "crypto-note": "No real coins here.", "wallet": "TON test wallet",
        "wallet-note": "No real coins here: send any amount with any comment.",
        "address": "Address", "amount-ton": "Amount, TON", "comment": "Comment", "send": "Send",
        "wrong-sum": "This amount cannot be sent.", "wrong-address": "This is not a TON address.",
        "message": "Message", "language": "Language",
    },
}  # fmt: skip


def language(asked: str, accepted: str, locale: str = "") -> str:
    """By the address, else the merchant's wish, else the first known language of the browser."""
    for wish in (asked, locale, *accepted.split(",")):
        code = wish.strip()[:2].lower()
        if code in WORDS:
            return code
    return "en" if accepted.strip() else "ru"
