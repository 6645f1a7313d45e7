# Витрина: то, что сервер пишет на первой странице. Остальные слова – в miniapp/web/src/words.
store-search = Найти товар
store-popular = Популярное
store-shelves = Разделы
store-stories = Истории
store-look = Посмотреть
store-lead = Выбирают чаще всего
store-from = от { $price }
store-not-built = Витрина ещё не собрана. Запустите make setup и обновите страницу.
store-no-shop = Такого магазина здесь нет. Проверьте адрес.
