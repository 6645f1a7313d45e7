# Оплата, возвраты денег и товаров.

invoice-tax = Налог
invoice-rounding = Округление
invoice-rest = Другие товары
transfer-title = <b>Переведите деньги</b>
transfer-field = { $name }: <code>{ $value }</code>
transfer-proof = Когда переведёте, пришлите сюда снимок чека. Мы проверим его и подтвердим заказ.
transfer-watched = Мы увидим деньги сами, обычно в течение минуты. Комментарий должен быть ровно таким.
button-open-wallet = Открыть кошелёк
