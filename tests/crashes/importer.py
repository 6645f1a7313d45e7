"""A process that carries out an import and can die at any commit."""

import asyncio
import sys

from core.kit.uow import UnitOfWork
from core.shops.apply_import import ApplyImport
from db.session import make_engine
from db.types.enums import ImportState
from db.types.ids import ShopId
from tests.factories.clock import MovableClock


async def main(url: str, shop_id: int, import_id: int) -> None:
    """Carry out what is left."""
    engine = make_engine(url, pool_size=2)
    apply = ApplyImport(UnitOfWork(engine), MovableClock())
    while True:
        step = await apply(ShopId(shop_id), import_id, batch=20)
        if step is None or step.view.state is not ImportState.APPLYING:
            break
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
