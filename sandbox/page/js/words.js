// The sandbox's own words, in the person's language.

const RU = {
  chats: "Чаты", bot: "бот", message: "Сообщение", start: "НАЧАТЬ", unblock: "РАЗБЛОКИРОВАТЬ", block: "Заблокировать бота",
  back: "Назад", close: "Закрыть", send: "Отправить", attach: "Прикрепить", menu: "Меню", more: "Ещё", commands: "Команды",
  photo: "Фото", file: "Файл", contact: "Контакт", location: "Геопозиция", sticker: "Стикер", reply: "Ответить", copy: "Копировать",
  forward: "Переслать", remove: "Удалить", edit: "Изменить", edited: "изменено", forwarded: "Переслано от", via: "через",
  typing: "печатает", uploading: "отправляет файл", noChats: "Здесь пока нет чатов", noMessages: "Нет сообщений",
  unanswered: "нет ответа", unansweredHint: "Бот не ответил на нажатие (answerCallbackQuery)", today: "Сегодня", yesterday: "Вчера",
  pay: "Оплатить", payWord: "Заплатить", paid: "Оплачено", receipt: "Чек", decline: "Банк откажет", card: "Тестовая карта",
  payment: "Оплата", total: "Итого", tip: "Чаевые", checking: "Проверяем заказ…", success: "Оплата прошла", stars: "звёзд",
  balance: "Баланс", starsTitle: "Подтверждение покупки", name: "Имя", phone: "Телефон", email: "Почта", address: "Адрес",
  shipping: "Доставка", retry: "Понятно", test: "Тестовый платёж: деньги не списываются",
  BOT_PRECHECKOUT_TIMEOUT: "Платёж не прошёл: бот не ответил за 10 секунд. Деньги не списаны.",
  CARD_DECLINED: "Банк отклонил карту. Деньги не списаны.", BALANCE_TOO_LOW: "Не хватает звёзд.",
  paidService: (sum, what) => `Вы успешно оплатили ${sum}${what ? ` за «${what}»` : ""}`,
  refundService: (sum) => `Вам возвращено ${sum}`, invoice: "СЧЁТ", members: (n) => `${n} ${plural(n, "участник", "участника", "участников")}`,
  pinned: "Закреплённое сообщение", pinnedService: "закрепил(а) сообщение", joined: "добавлен в группу", topicMade: (n) => `создана тема «${n}»`,
  topicClosed: "тема закрыта", topicReopened: "тема открыта снова", topicRenamed: (n) => `тема переименована в «${n}»`, dataSent: (n) => `Данные из приложения отправлены: «${n}»`,
  writeAllowed: "Вы разрешили боту писать вам", copied: "Скопировано", forwardTo: "Переслать в…", you: "Вы", allTopics: "Все", addPerson: "Добавить человека",
  theme: "Тема", log: "Журнал API", removePane: "Убрать", openedLink: "Ссылка открылась бы в браузере", sharePhone: "Отправить боту ваш номер?",
  allow: "Разрешить", cancel: "Отмена", leave: "Закрыть приложение? Изменения могут не сохраниться.", whatCanBotDo: "Что умеет этот бот?",
  loading: "Загрузка…", lost: "Нет связи с песочницей…", noResults: "Ничего не найдено", keyboard: "Клавиатура бота", welcome: "Нажмите «Начать», чтобы написать боту",
  empty: "В песочнице пока никого нет", emptyHint: "Добавьте бота и людей через управляющий API или запустите демо: make demo",
  photoWord: "Фотография", newMessage: "Новое сообщение", openApp: "Открыть", disabled: "Кнопка отключена", language: "Язык",
  general: "Общая", noName: "Без имени", save: "Сохранить", settings: "Настройки", blockedYou: "Бот заблокирован",
  inspector: "Мини-приложение изнутри", reload: "Загрузить заново", minimise: "Свернуть", leaveFullscreen: "Выйти из полного экрана",
  light: "Светлая", dark: "Тёмная", height: "Высота", half: "Половина", whole: "Вся", screen: "Экран", width: "Ширина", edges: "Края экрана", square: "Ровные", notch: "Вырез",
  visible: "На экране", inFront: "Открыто", below: "Внизу", version: "Версия клиента", asksToClose: "Перед закрытием спросит", closesAtOnce: "Закроется сразу",
  onHome: "На главном экране", notOnHome: "Не на главном экране", haptics: "Вибрация", noHaptics: "Пока тихо", bridge: "События", fromApp: "от приложения", toApp: "приложению",
  unknownEvent: "неизвестно", sinceVersion: (v) => `с версии ${v}`, allowWriting: "Разрешить боту писать вам?", sharePlace: "Показать боту, где вы находитесь?",
  addHome: "Добавить значок на главный экран?", add: "Добавить", newStory: "Новая история", publish: "Опубликовать", published: "История опубликована",
  downloadFile: (n) => `Скачать файл «${n}»?`, placeForgotten: "Бот больше не знает, где вы",
};

const EN = {
  chats: "Chats", bot: "bot", message: "Message", start: "START", unblock: "UNBLOCK", block: "Block bot",
  back: "Back", close: "Close", send: "Send", attach: "Attach", menu: "Menu", more: "More", commands: "Commands",
  photo: "Photo", file: "File", contact: "Contact", location: "Location", sticker: "Sticker", reply: "Reply", copy: "Copy",
  forward: "Forward", remove: "Delete", edit: "Edit", edited: "edited", forwarded: "Forwarded from", via: "via",
  typing: "typing", uploading: "sending a file", noChats: "No chats yet", noMessages: "No messages yet",
  unanswered: "no answer", unansweredHint: "The bot did not answer this press (answerCallbackQuery)", today: "Today", yesterday: "Yesterday",
  pay: "Pay", payWord: "Pay", paid: "Paid", receipt: "Receipt", decline: "Bank declines", card: "Test card",
  payment: "Checkout", total: "Total", tip: "Tip", checking: "Checking the order…", success: "Payment successful", stars: "Stars",
  balance: "Balance", starsTitle: "Confirm your purchase", name: "Name", phone: "Phone", email: "Email", address: "Address",
  shipping: "Shipping", retry: "OK", test: "Test payment: no money moves",
  BOT_PRECHECKOUT_TIMEOUT: "Payment failed: the bot did not answer within 10 seconds. You were not charged.",
  CARD_DECLINED: "The bank declined the card. You were not charged.", BALANCE_TOO_LOW: "Not enough Stars.",
  paidService: (sum, what) => `You have successfully transferred ${sum}${what ? ` for “${what}”` : ""}`,
  refundService: (sum) => `You were refunded ${sum}`, invoice: "INVOICE", members: (n) => `${n} member${n === 1 ? "" : "s"}`,
  pinned: "Pinned message", pinnedService: "pinned a message", joined: "was added", topicMade: (n) => `topic “${n}” created`,
  topicClosed: "topic closed", topicReopened: "topic reopened", topicRenamed: (n) => `topic renamed to “${n}”`, dataSent: (n) => `Data from “${n}” was sent to the bot`,
  writeAllowed: "You allowed this bot to message you", copied: "Copied", forwardTo: "Forward to…", you: "You", allTopics: "All", addPerson: "Add a person",
  theme: "Theme", log: "API log", removePane: "Remove", openedLink: "This link would open in the browser", sharePhone: "Share your phone number with the bot?",
  allow: "Allow", cancel: "Cancel", leave: "Close the app? Changes may not be saved.", whatCanBotDo: "What can this bot do?",
  loading: "Loading…", lost: "The sandbox is not reachable…", noResults: "Nothing found", keyboard: "Bot keyboard", welcome: "Press Start to write to the bot",
  empty: "Nobody lives in this sandbox yet", emptyHint: "Add a bot and people over the control API, or run the demo: make demo",
  photoWord: "Photo", newMessage: "New message", openApp: "Open", disabled: "The button is disabled", language: "Language",
  general: "General", noName: "No name", save: "Save", settings: "Settings", blockedYou: "Bot blocked",
  inspector: "Inside the Mini App", reload: "Reload", minimise: "Minimise", leaveFullscreen: "Leave full screen",
  light: "Light", dark: "Dark", height: "Height", half: "Half", whole: "Full", screen: "Screen", width: "Width", edges: "Screen edges", square: "Square", notch: "Notch",
  visible: "Shown", inFront: "Open", below: "Below", version: "Client version", asksToClose: "Asks before closing", closesAtOnce: "Closes at once",
  onHome: "On the home screen", notOnHome: "Not on the home screen", haptics: "Haptics", noHaptics: "Quiet so far", bridge: "Events", fromApp: "from the app", toApp: "to the app",
  unknownEvent: "unknown", sinceVersion: (v) => `since ${v}`, allowWriting: "Allow the bot to message you?", sharePlace: "Show the bot where you are?",
  addHome: "Add an icon to the home screen?", add: "Add", newStory: "New story", publish: "Publish", published: "The story is out",
  downloadFile: (n) => `Download “${n}”?`, placeForgotten: "The bot no longer knows where you are",
};

function plural(n, one, few, many) {
  const rule = new Intl.PluralRules("ru").select(n);
  return { one, few }[rule] ?? many;
}

export const words = (language) => (language?.startsWith("ru") ? RU : EN);
export const locale = (language) => (language?.startsWith("ru") ? "ru-RU" : "en-GB");

export function money(amount, currency, language) {
  if (currency === "XTR") return `${amount.toLocaleString(locale(language))} ⭐`;
  const whole = new Set(["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"]).has(currency);
  const value = whole ? amount : amount / 100;
  const digits = Number.isInteger(value) ? 0 : 2;
  return value.toLocaleString(locale(language), {
    style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
}

export const clock = (seconds) => new Date(seconds * 1000).toTimeString().slice(0, 5);

export function day(seconds, language) {
  const date = new Date(seconds * 1000);
  const w = words(language);
  const distance = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (distance === 0) return w.today;
  if (distance === 1) return w.yesterday;
  return date.toLocaleDateString(locale(language), { day: "numeric", month: "long" });
}
