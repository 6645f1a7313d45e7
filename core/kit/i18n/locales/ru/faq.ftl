# Ответы на частые вопросы.

command-faq = Ответы на частые вопросы
# Слова, с которых начинают вопрос.
faq-question-words = как где когда почему зачем сколько кто что какой какая какие можно можете есть ли во сколько куда чем
faq-title = <b>Ответы на вопросы</b>
    Бот отвечает ими сам, по ключевым словам и словам вопроса. Порядок – как в /help.
faq-none = <b>Ответы на вопросы</b>
    Пока пусто. Добавьте, о чём спрашивают чаще всего: доставка, возврат, часы работы.
faq-entry = 👍 { $helped } · 👎 { $not_helped }
faq-keywords = <i>Ключевые слова: { $keywords ->
    [none] нет
   *[other] { $keywords }
}</i>
faq-ask-new = Какой вопрос задают? Например: «Сколько стоит доставка?»
faq-ask-try = Напишите вопрос так, как написал бы покупатель: покажу, что бы я ответил.
faq-ask-question = Как звучит вопрос ({ $language })?
faq-ask-answer = Пришлите ответ ({ $language }). Жирный, курсив и ссылки сохранятся.
faq-ask-keywords = Ключевые слова через запятую ({ $language }), например: доставка, курьер, привезти. Формы слов подбирать не нужно.
faq-remove-sure = Удалить вопрос «{ $question }»?
faq-tried = Покупателю бы ответили так:
faq-tried-none = На это ответа нет: я бы поискал товар, а потом предложил написать человеку.
faq-glad = Рады, что помогло!
faq-sorry = Жаль. Напишите нам – ответит человек.
faq-questions = Частые вопросы:
button-faq-new = ➕ Вопрос
button-faq-try = 🧪 Проверить
button-faq-edit = ✎ Изменить
button-faq-question = Вопрос { $language }
button-faq-answer = Ответ { $language }
button-faq-keywords = Слова { $language }
button-faq-remove = 🗑
button-faq-remove-sure = Да, удалить
button-faq-helped = 👍 Помогло
button-faq-not-helped = 👎 Нет
error-too-many-answers = Больше { $limit } вопросов не помещается. Удалите лишний.
