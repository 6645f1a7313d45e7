# Answers to frequent questions.

command-faq = Ready answers
# Words that questions begin with.
faq-question-words = how where when why what who which can could do does is are may
faq-title = <b>Ready answers</b>
    The bot gives them by itself, by keywords and the words of the question. The order is that of /help.
faq-none = <b>Ready answers</b>
    Nothing here yet. Add what people ask most: delivery, returns, opening hours.
faq-entry = 👍 { $helped } · 👎 { $not_helped }
faq-keywords = <i>Keywords: { $keywords ->
    [none] none
   *[other] { $keywords }
}</i>
faq-ask-new = What do people ask? For example: “How much is delivery?”
faq-ask-try = Type a question as a customer would: I show what I would answer.
faq-ask-question = How does the question go ({ $language })?
faq-ask-answer = Send the answer ({ $language }). Bold, italics and links are kept.
faq-ask-keywords = Keywords with commas ({ $language }), for example: delivery, courier, ship. Forms of words are found by themselves.
faq-remove-sure = Delete the question “{ $question }”?
faq-tried = A customer would be answered:
faq-tried-none = There is no answer to that: I would look for goods, then offer to write to a person.
faq-glad = Glad it helped!
faq-sorry = Sorry about that. Write to us and a person will answer.
faq-questions = Frequent questions:
button-faq-new = ➕ Question
button-faq-try = 🧪 Try it
button-faq-edit = ✎ Change
button-faq-question = Question { $language }
button-faq-answer = Answer { $language }
button-faq-keywords = Keywords { $language }
button-faq-remove = 🗑
button-faq-remove-sure = Yes, delete
button-faq-helped = 👍 It helped
button-faq-not-helped = 👎 No
error-too-many-answers = No more than { $limit } questions fit. Delete one you do not need.
