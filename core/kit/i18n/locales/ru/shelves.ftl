# Дерево полок, для сотрудников.

shelves-title = <b>Полки</b>
    Число – сколько на полке товаров. ○ скрыта от покупателей
shelves-none = Полок пока нет.
shelf-view = <b>{ $name }</b>{ $state ->
    [hidden] { " " }(скрыта)
   *[shown] { "" }
}
    Товаров: { $products }. Полок внутри: { $shelves }.
shelf-ask-new = Как назвать новую полку? Эмодзи впереди встанет на кнопку: «🍵 Чай».
shelf-ask-name = Как назвать теперь?
button-shelf-new = ➕ Новая полка
button-shelf-name = ✎ Название
button-shelf-first = ⤒ Вперёд
button-shelf-hide = Скрыть
button-shelf-show = Показать
button-shelf-inside = ➕ Полка внутри
button-shelf-remove = Убрать
error-shelf-not-empty = На этой полке что-то лежит: сначала освободите её.
error-shelf-too-deep = Глубже { $limit } уровней полки не ставят.
