"""Who changed what, and what is wrong, in the chat; a bot of one's own says what it sees."""

import pytest

from tests.journeys.phone import plain
from tests.journeys.stage import Scene


async def test_changes_are_listed_found_and_taken_back(scene: Scene) -> None:
    olga = scene.olga
    await scene.kirill.says("/stock TEA +5")
    await olga.says("/price MUG-RED 990")

    seen = await olga.says("/audit")
    assert "Остатки: изменение" in seen.text
    assert "Цена: изменение" in seen.text
    assert "1 200 ₽ → 990 ₽" in plain(seen.text)
    found = await olga.says("/audit tea")
    assert "Цена" not in found.text
    await olga.tap("↩️ TEA", found.id)
    await scene.settled()
    assert await scene.stall.on_hand(scene.tea) == 10
    assert "(отменено)" in (await olga.says("/audit")).text


async def test_older_changes_are_a_page_further(scene: Scene) -> None:
    for number in range(12):
        await scene.kirill.says(f"/stock TEA +{number + 1}")
    seen = await scene.olga.says("/audit")
    assert "№ 1\n" not in seen.text
    await scene.olga.tap("‹ Раньше", seen.id)
    await scene.olga.screen("№ 2")


async def test_an_edited_record_is_said_aloud(scene: Scene) -> None:
    await scene.kirill.says("/stock TEA +5")
    async with scene.running.database.connection() as admin:
        await admin.execute("ALTER TABLE audit_log DISABLE TRIGGER append_only")
        shop_id = scene.stall.id
        before = await admin.fetchval("SELECT target FROM audit_log WHERE shop_id = $1 ORDER BY seq DESC", shop_id)
        await admin.execute("UPDATE audit_log SET target = 'MUG' WHERE shop_id = $1 AND target = $2", shop_id, before)
        try:
            assert "⚠️" in (await scene.olga.says("/audit")).text
            assert "в обход магазина" in (await scene.olga.says("/health")).text
        finally:
            await admin.execute(
                "UPDATE audit_log SET target = $2 WHERE shop_id = $1 AND target = 'MUG'", shop_id, before
            )
            await admin.execute("ALTER TABLE audit_log ENABLE TRIGGER append_only")
    assert "⚠️" not in (await scene.olga.says("/audit")).text


async def test_health_says_what_is_wrong_and_leads_there(scene: Scene) -> None:
    olga = scene.olga
    seen = await olga.says("/health")
    assert "бот" in seen.text
    await scene.stall.tell("UPDATE delivery_options SET active = false")
    await scene.stall.tell("UPDATE shops SET terms = '{}' WHERE id = :id", id=scene.stall.id)
    seen = await olga.says("/health")
    assert "оформить заказ нельзя" in seen.text
    await olga.tap("📜 Условия", seen.id)
    await olga.taps_through("📜 Условия", "🇷🇺 Русский")
    await olga.says("14 дней на возврат.")
    assert "условия продажи" not in (await olga.says("/health")).text


@pytest.mark.parametrize("who", ["kirill", "oleg", "anna"])
@pytest.mark.parametrize("command", ["/audit", "/health"])
async def test_others_may_not(scene: Scene, who: str, command: str) -> None:
    answer = await getattr(scene, who).says(command)
    assert "📒" not in answer.text
    assert "🩺" not in answer.text
