dashboard-not-built = Панель управления ещё не собрана. Запустите make setup и обновите страницу.
