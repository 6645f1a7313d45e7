"""Notebooks and stationery."""

from core.shops.demo.build import choice, colours, product, words

_RULING = choice(
    "ruling",
    words("Разлиновка", "Ruling"),
    dots=words("Точки", "Dots"),
    lines=words("Линейка", "Lines"),
)

PAPER = (
    product(
        "logbook-a5", "notebooks",
        words("Блокнот «Судовой журнал», A5", "Ship's Log Notebook, A5"),
        words(
            "Твёрдая обложка, 192 страницы кремовой бумаги 100 г/м², ляссе и резинка. Перьевая ручка не "
            "просвечивает – проверено чернилами.",
            "Hard cover, 192 cream pages of 100 gsm paper, a ribbon and an elastic band. Fountain pen "
            "ink does not show through: we checked.",
        ),
        "блокнот ежедневник notebook paper", "notebook-{colour}",
        (colours("ink", "coral", "moss", "lilac"), _RULING), "NOTE", 890,
        "ink/dots=15 ink/lines=12 coral/dots=8 coral/lines=2 moss/dots=10 moss/lines=9 lilac/dots=0 "
        "lilac/lines=6",
    ),
    product(
        "fountain-pen", "writing",
        words("Перьевая ручка «Бриг»", "Brig Fountain Pen"),
        words(
            "Стальное перо F, латунная отделка и конвертер в комплекте. Пишет мягко с первого касания и "
            "делает красивыми даже списки покупок.",
            "A steel F nib, brass trim and a converter included. It writes smoothly from the first "
            "touch and makes even shopping lists handsome.",
        ),
        "ручка перо письмо pen fountain", "pen-{colour}",
        (colours("ink", "coral", "moss"),), "PEN", 2490, "ink=7 coral=4 moss=3",
    ),
    product(
        "six-colour-pencils", "writing",
        words("Карандаши, 6 цветов моря", "Pencils in Six Sea Colours"),
        words(
            "Шесть кедровых карандашей с мягким насыщенным грифелем: волна, коралл, песок, водоросли, "
            "сумерки и глубина. В бумажном чехле.",
            "Six cedar pencils with soft, rich leads: wave, coral, sand, seaweed, dusk and the deep. "
            "They come in a paper sleeve.",
        ),
        "карандаши рисование pencils drawing", "pencils", (), "PENCILS-6", 590, "=19",
    ),
    product(
        "sticker-pack", "cards",
        words("Набор наклеек «Побережье»", "Coastline Sticker Pack"),
        words(
            "Двенадцать виниловых наклеек: маяк, кит, чашка, листья и волны. Не боятся воды – клейте на "
            "ноутбук, термос или велосипед.",
            "Twelve vinyl stickers: lighthouse, whale, cup, leaves and waves. They are waterproof, so "
            "put them on a laptop, a flask or a bike.",
        ),
        "наклейки стикеры stickers подарок", "stickers", (), "STICKERS-12", 350, "=48",
    ),
    product(
        "postcard-set", "cards",
        words("Открытки «Письма с моря», 8 шт.", "Letters from the Sea, 8 Postcards"),
        words(
            "Восемь открыток на плотном хлопковом картоне с нашими рисунками. Напишите кому-нибудь "
            "настоящее письмо – ему будет приятно.",
            "Eight postcards with our drawings on thick cotton board. Write somebody a real letter; "
            "they will be glad of it.",
        ),
        "открытки письма postcards letters", "postcards", (), "POSTCARDS-8", 450, "=31@390<450",
    ),
    product(
        "wall-calendar", "cards",
        words("Настенный календарь «12 маяков»", "Twelve Lighthouses Wall Calendar"),
        words(
            "Двенадцать месяцев – двенадцать маяков с разных берегов. Бессрочная сетка: впишите дни "
            "сами и пользуйтесь хоть каждый год.",
            "Twelve months, twelve lighthouses from different shores. The grid is perpetual: fill in "
            "the days and use it any year.",
        ),
        "календарь декор calendar decor", "calendar", (), "CALENDAR-12", 990, "=2",
    ),
)  # fmt: skip
