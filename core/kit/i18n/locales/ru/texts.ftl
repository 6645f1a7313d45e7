# /texts: тексты бота словами магазина.
texts = ✏️ <b>Тексты бота</b>
    { $changed ->
        [0] Пока всё как было. Вот то, что читают чаще всего.
        [one] Ваш { $changed } текст.
        [few] Ваших { $changed } текста.
       *[many] Ваших { $changed } текстов.
    }
    Любой текст или кнопку можно найти по словам: <code>/texts корзина</code>
texts-page = ✏️ Все тексты, страница { $page } из { $pages }
texts-none = Ни в одном тексте бота нет «{ $asked }». Попробуйте короче: <code>/texts корз</code>
texts-found = Тексты со словами «{ $asked }»: { $count }
texts-card = ✏️ <b>{ $name }</b>
texts-said =

    { $language } — { $state ->
        [own] ваш текст
       *[usual] обычный
    }
texts-ask = Пришлите новый текст, { $language }. Сейчас:
texts-variables = Можно вставить: { $variables } — бот подставит значение.
texts-forms = Формы по числу пишутся через черту: <code>{"{"}count|one: # штука|few: # штуки|other: # штук{"}"}</code>, # — это число.
texts-preview = 👁 <b>Так это будет выглядеть</b>
texts-kept = Сохранено. Покупатели уже видят новый текст.
texts-restored = Вернули обычный текст.
usage-texts = Отправьте <code>/texts</code> или найдите текст: <code>/texts корзина</code>
button-texts-all = Все тексты
button-texts-write = ✏️ { $language }
button-texts-restore = ↩️ Вернуть обычный
button-texts-keep = ✅ Сохранить
button-texts-again = ✏️ Ещё раз
error-text = { $why ->
        [length] В тексте должно быть от 1 до { $part } знаков.
        [line] У кнопки одна строка.
        [plain] Этот текст — без оформления: уберите «{ $part }».
        [tags] Telegram такое не покажет: { $part }. Можно b, i, u, s, code, pre, a и blockquote, и каждый закрыть.
        [forms] Здесь у формы нет названия: { $part }. Пишите так: one: # штука
        [other] Нет формы other: { $part }
        [unknown] { $part } здесь не подставляется. Возьмите одно из названий выше.
       *[braces] Скобки здесь не сходятся: { $part }
    }
