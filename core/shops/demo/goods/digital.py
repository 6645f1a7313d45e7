"""What arrives in the chat, sold for Stars."""

from dataclasses import replace

from core.shops.demo.build import product, words
from core.shops.demo.model import DemoDigital

DIGITAL = (
    replace(
        product(
            "tea-evening-code", "digital",
            words("Вечер чая онлайн: личный код", "Online Tea Evening: a Personal Code"),
            words(
                "Час с чайным мастером по видео: завариваем улун, учимся слышать воду. Код приходит в чат сразу "
                "после оплаты и пускает одного гостя.",
                "An hour with our tea master by video: we brew oolong and learn to listen to the water. The code "
                "arrives in the chat right after payment and lets one guest in.",
            ),
            "код вечер чай онлайн code evening tea", "teapot-sea", (), "TEA-EVENING", 390, "=12",
        ),
        digital=DemoDigital(stars=150),
    ),
    replace(
        product(
            "lighthouse-wallpaper", "digital",
            words("Обои «Маяк в тумане»", "“Lighthouse in the Mist” Wallpaper"),
            words(
                "Рисунок с нашей вывески для экрана компьютера: маяк, лодки и тихая вода. Файл приходит в чат "
                "сразу после оплаты, скачать можно снова в любой момент.",
                "The drawing from our sign for a computer screen: the lighthouse, boats and quiet water. The file "
                "arrives in the chat right after payment and can be opened again at any time.",
            ),
            "обои рисунок файл маяк wallpaper file", "print-lighthouse", (), "WALLPAPER", 130, "=100000",
        ),
        digital=DemoDigital(stars=50, file_of="cover-lighthouse", name="lighthouse.jpg"),
    ),
)  # fmt: skip
