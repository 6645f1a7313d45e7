"""Art prints of the second shop."""

from core.shops.demo.build import product, sizes, words

_A = sizes("a3", "a2")

PRINTS = (
    product(
        "northern-lights", "sky",
        words("Принт «Северное сияние»", "Northern Lights Print"),
        words(
            "Зелёные сполохи над озером в ту самую ночь, когда никто не захотел уходить в дом. "
            "Пигментная печать на хлопковой бумаге 310 г/м².",
            "Green light over a lake on the night when nobody wanted to go inside. Pigment print on 310 "
            "gsm cotton paper.",
        ),
        "постер сияние aurora print", "print-aurora", (_A,), "AURORA", 1990, "a3=12 a2=5@2990",
    ),
    product(
        "moon-phases", "sky",
        words("Принт «Фазы луны»", "Moon Phases Print"),
        words(
            "Пять лун над тихой водой – от тонкого серпа до полной и обратно. Хорошо смотрится над "
            "кроватью и помогает считать недели.",
            "Five moons above still water, from a thin crescent to full and back. It looks well above a "
            "bed and helps to count the weeks.",
        ),
        "постер луна moon print", "print-moons", (_A,), "MOONS", 1990, "a3=9 a2=0@2990",
    ),
    product(
        "reindeer-at-sunset", "animals",
        words("Принт «Олень на закате»", "Reindeer at Sunset Print"),
        words(
            "Олень остановился на холме, чтобы посмотреть, как садится солнце. Остановитесь и вы – хотя "
            "бы на минуту, проходя мимо.",
            "A reindeer has stopped on a hill to watch the sun go down. Stop as well when you pass by, "
            "if only for a minute.",
        ),
        "постер олень reindeer print", "print-deer", (_A,), "DEER", 1990, "a3=7 a2=3@2990",
    ),
    product(
        "first-snow-fox", "animals",
        words("Принт «Лиса и первый снег»", "First Snow Fox Print"),
        words(
            "Рыжая лиса делает вид, что снег её нисколько не удивил. Тёплый принт для детской, прихожей "
            "или дачи; печатаем в день заказа.",
            "A red fox pretends that the snow is no surprise at all. A warm print for a nursery, a "
            "hallway or a cabin; printed the day you order.",
        ),
        "постер лиса детская fox print", "print-fox", (_A,), "FOX", 1790, "a3=14 a2=6@2690<2990",
    ),
    product(
        "whale-below", "animals",
        words("Принт «Кит под лодкой»", "Whale Below Print"),
        words(
            "Маленькая лодка и очень большой сосед. Напоминание о том, что под поверхностью всегда есть "
            "что-то ещё. Формат A3, матовая бумага.",
            "A small boat and a very large neighbour. A reminder that there is always something more "
            "beneath the surface. A3, matte paper.",
        ),
        "постер кит море whale print", "print-whale", (), "WHALE-A3", 1990, "=10",
    ),
    product(
        "red-houses-fjord", "places",
        words("Принт «Красные домики»", "Red Houses Print"),
        words(
            "Рыбацкие домики на сваях у подножия гор: утро, тишина и запах кофе из крайнего окна. "
            "Формат A3, печать на хлопковой бумаге.",
            "Fishing cabins on stilts below the mountains: morning, silence and a smell of coffee from "
            "the last window. A3, cotton paper.",
        ),
        "постер фьорд домики fjord print", "print-fjord", (), "FJORD-A3", 1990, "=2",
    ),
    product(
        "misty-forest", "places",
        words("Принт «Туманный лес»", "Misty Forest Print"),
        words(
            "Пять планов ельника, каждый чуть темнее предыдущего. Чем дольше смотришь, тем дальше "
            "уходишь. Формат A3, матовая бумага.",
            "Five layers of spruce, each a little darker than the last. The longer you look, the "
            "further you walk. A3, matte paper.",
        ),
        "постер лес туман forest print", "print-forest", (), "FOREST-A3", 1790, "=8@1490<1790",
    ),
    product(
        "storm-lighthouse", "places",
        words("Принт «Маяк в шторм»", "Lighthouse in a Storm Print"),
        words(
            "Волны во весь рост, а свет горит ровно. Этот принт чаще всего дарят тем, кому сейчас "
            "непросто. Формат A3, хлопковая бумага.",
            "The waves stand tall, and the light burns steadily. People give this print to those who "
            "are having a hard time. A3, cotton paper.",
        ),
        "постер маяк шторм lighthouse print", "print-lighthouse", (), "STORM-A3", 1990, "=0",
    ),
)  # fmt: skip
