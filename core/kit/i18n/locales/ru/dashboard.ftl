dashboard-not-built = Панель магазина ещё не собрана. Запустите make setup и обновите страницу.
