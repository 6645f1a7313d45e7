# Товары файлом и выгрузки, для сотрудников.

command-import = Товары файлом: CSV или Excel
command-export = Выгрузить товары или заказы

import-explain = <b>📥 Товары файлом</b>

    Пришлите сюда таблицу CSV или Excel (XLSX). Первая строка — названия столбцов: артикул, название, цена, старая цена, остаток, категория, описание. Ещё можно цвет, размер и «Опция: вкус».

    Сначала я покажу, что изменится. Без вашего «Применить» не поменяется ничего. Пустая ячейка ничего не меняет.
import-not-table = Это не таблица. Пришлите файл CSV или XLSX.
import-title = <b>📥 { $file }</b>
import-found = Строк: <b>{ $total }</b>
    🆕 Новых: { $added }
    ✏️ Изменятся: { $changed }
    ＝ Без изменений: { $same }
    ⚠️ С ошибками: { $failed }
import-shelves = 🗂 Появятся новые полки ({ $count }): { $names }
import-unknown = Эти столбцы я не понимаю и пропущу: { $names }
import-left-out = Ваша роль не меняет эти столбцы, пропущу: { $names }
import-problems = <b>Первые ошибки</b>
import-problem = Строка { $number }, <code>{ $sku }</code>: { $why }
import-problem-no-sku = нет артикула
import-problem-bad-sku = артикул «{ $value }» не подходит: латинские буквы, цифры, точка, дефис и подчёркивание, до 32 знаков
import-problem-twice = такой артикул уже есть в строке { $value }
import-problem-bad-price = не похоже на цену: «{ $value }». Пример: 1 990,50
import-problem-bad-old-price = не похоже на старую цену: «{ $value }». Пример: 2 490
import-problem-old-price-lower = старая цена должна быть выше новой
import-problem-bad-stock = не похоже на остаток: «{ $value }». Пример: 12
import-problem-no-name = товара с таким артикулом нет, а для нового нужно название
import-problem-no-price = товара с таким артикулом нет, а для нового нужна цена
import-problem-unknown = в магазине нет такого артикула
import-problem-held = заказы держат { $value } шт., меньше поставить нельзя
import-problem-keys = это ключи: их остаток считается сам
import-problem-shelf-name = не похоже на название полки: «{ $value }»
import-problem-other-options = у товара другие варианты. Их меняют в /edit
import-progress = { $bar }
    Готово { $ended } из { $whole }. Можно заниматься другими делами.
import-cancelled = Отменено. Ничего не изменилось.
import-done = ✅ Готово. Применено строк: <b>{ $done }</b>. Без изменений: { $same }.
import-done-wrong = ⚠️ Не применено: { $count }. Поправьте их и пришлите файл ещё раз — уже сделанное не повторится.
import-errors-sent = Ошибок: { $count }. Файл ниже.
import-errors-file = ошибки
import-errors-row = Строка
import-errors-sku = Артикул
import-errors-why = Что не так
import-column-sku = Артикул
import-column-name = Название
import-column-price = Цена
import-column-old_price = Старая цена
import-column-stock = Остаток
import-column-category = Категория
import-column-description = Описание
import-column-options = Варианты
import-template-option = Цвет
import-template-first = MUG-RED|Кружка «Туман»|1 200|1 500|12|Посуда|Керамика, 350 мл|красная
import-template-second = MUG-BLUE|Кружка «Туман»|1 200||7|Посуда|Керамика, 350 мл|синяя
import-template-file = товары
import-template-sent = Вот образец. Строки с одним названием и разным цветом — это варианты одного товара.
button-import-go = ✅ Применить · { $count }
button-import-stop = Отмена
button-import-errors = ⚠️ Все ошибки файлом
button-import-look = 🔄 Обновить
button-import-template = 📄 Образец таблицы
button-export = 📤 Файлы
button-stock = 📦 Остатки

count-title = <b>🧮 Пересчёт</b>
count-found = Посчитано артикулов: <b>{ $total }</b>
    ✏️ Расходятся с учётом: { $changed }
    ＝ Сходятся: { $same }
    ⚠️ Не получилось прочитать: { $failed }
count-difference = <code>{ $sku }</code>: { $before } → <b>{ $after }</b>
movement-import = файл
movement-count = пересчёт полок

export-choose = <b>📤 Что выгрузить?</b>
    Таблицу товаров можно поправить и прислать обратно.
export-private-only = В заказах имена и адреса покупателей. Такой файл я пришлю только в личный чат.
export-sent = Строк в файле: { $count }.
export-option = Опция: { $name }
export-file-goods = товары
export-file-orders = заказы
export-column-number = Заказ
export-column-date = Дата
export-column-status = Статус
export-column-customer = Покупатель
export-column-phone = Телефон
export-column-delivery = Доставка
export-column-address = Адрес
export-column-payment = Оплата
export-column-lines = Товары
export-column-goods = Сумма товаров
export-column-delivered = За доставку
export-column-discount = Скидка
export-column-total = Итого
export-column-paid = Оплачено
export-column-currency = Валюта
export-column-tracking = Трек-номер
export-column-comment = Комментарий
button-export-goods = Товары · { $form }
button-export-orders-7 = Заказы за неделю · { $form }
button-export-orders-31 = Заказы за месяц · { $form }
button-export-orders-366 = Заказы за год · { $form }
usage-export = Не понял. Примеры: <code>/export products</code>, <code>/export orders csv month</code>. Или выберите:

error-table = { $why ->
    [size] Файл слишком большой: до 10 МБ, пожалуйста. Ничего не изменено.
    [rows] В таблице больше 20 000 строк. Разделите её на части. Ничего не изменено.
    [columns] В таблице больше 60 столбцов. Уберите лишние. Ничего не изменено.
    [head] Не нашёл столбец «Артикул» или хотя бы один столбец рядом с ним. Образец таблицы — в /import.
   *[format] Не получилось прочитать таблицу. Нужен файл CSV или XLSX. Образец — в /import.
}
error-import-over = Этот файл уже применён или отменён.
