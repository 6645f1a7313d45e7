"""A TON Center v3 for one wallet: incoming transfers with comments, blocks to count confirmations by."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways import defaults
from sandbox.gateways.calls import Call, Control, Refusal, Reply, Route
from sandbox.gateways.gateway import Gateway, origin, same
from sandbox.gateways.rows import Account, Payment, Refund
from sandbox.gateways.ton_cells import BadAddress, comment_body, friendly, raw_address
from sandbox.gateways.views import Page, PaymentView, RefundView, refund_view
from sandbox.jsontypes import JsonObject

_FIRST_LT = 40_000_000_000_001
_FIRST_SEQNO = 30_000_000
_EPOCH = 1_700_000_000
_FEE = 2_400_000
_LARGEST_PAGE = 1000
_SHARD = "8000000000000000"
_KNOWN = "account start_utime end_utime start_lt end_lt hash lt limit offset sort api_key".split()


def _hash(*parts: object) -> str:
    return base64.b64encode(hashlib.sha256("/".join(map(str, parts)).encode()).digest()).decode()


def _error(status: int, text: str) -> Refusal:
    return Refusal(status, {"error": text})


class Ton(Gateway):
    name = "ton"
    pending = "unseen"
    paid = "confirmed"
    signs = False

    def default_account(self) -> Account:
        # Without block_seconds only ``mine`` makes blocks.
        options: JsonObject = {"address": defaults.TON_ADDRESS, "block_seconds": 5, "mined": 0}
        return Account("default", defaults.TON_KEY, options=options)

    def routes(self) -> tuple[Route, ...]:
        return (
            Route("GET", "/api/v3/transactions", "get", self._transactions),
            Route("GET", "/api/v3/masterchainInfo", "masterchain", self._masterchain),
        )

    async def read(self, request: web.Request, route: Route) -> Call:
        key = request.headers.get("X-API-Key") or request.query.get("api_key", "")
        account = self.accounts.rows["default"]
        if account.key and not same(account.key, key):
            raise _error(401, "API key does not exist")
        values: JsonObject = {**request.query, "account": request.query.getall("account", [])}
        return Call(account, route.name, request.path, "", values, b"", request.headers, origin(request))

    def trouble(self, status: int, seconds: float) -> Refusal:
        words = {404: "not found", 405: "method not allowed", 429: "Ratelimit exceed"}
        refusal = _error(status, words.get(status, "internal server error"))
        if status == 429:
            refusal.headers["Retry-After"] = str(int(seconds))
        return refusal

    # Blocks

    def seqno(self) -> int:
        """The last block of the masterchain."""
        options = self.accounts.rows["default"].options
        seconds = float(options["block_seconds"])
        passed = int((self.now() - _EPOCH) / seconds) if seconds else 0
        return _FIRST_SEQNO + passed + int(options["mined"])

    def mine(self, blocks: int = 1) -> int:
        """Make blocks at once; the answer is the last one."""
        self.account(mined=int(self.accounts.rows["default"].options["mined"]) + blocks)
        return self.seqno()

    def _block(self, seqno: int) -> JsonObject:
        return {
            "workchain": -1, "shard": _SHARD, "seqno": seqno, "root_hash": _hash("root", seqno),
            "file_hash": _hash("file", seqno), "global_id": -239, "gen_utime": str(int(self.now())),
        }  # fmt: skip

    def _masterchain(self, call: Call) -> Reply:  # noqa: ARG002
        return Reply({"last": self._block(self.seqno()), "first": self._block(1)})

    # Transactions

    def _number(self, call: Call, name: str, default: int, most: int = 2**62) -> int:
        text = str(call.values.get(name, default))
        if not text.isdigit() or int(text) > most:
            raise _error(422, f"failed to decode: {name}")
        return int(text)

    def _transactions(self, call: Call) -> Reply:
        given = call.values
        for name in given:
            if name not in _KNOWN:
                raise _error(422, f"unknown parameter {name}")
        sort = given.get("sort", "desc")
        if sort not in {"asc", "desc"}:
            raise _error(422, "failed to decode: sort")
        limit, offset = self._number(call, "limit", 10, _LARGEST_PAGE), self._number(call, "offset", 0)
        rows = sorted(self._chosen(call), key=lambda row: int(row.more["lt"]), reverse=sort == "desc")
        shown = self._lied(rows)[offset : offset + limit]
        book = {row.more["account"]: {"user_friendly": friendly(row.more["account"]), "domain": None} for row in shown}
        return Reply({"transactions": [self.native(row) for row in shown], "address_book": book})

    def _chosen(self, call: Call) -> list[Payment]:
        given = call.values
        try:
            accounts = {raw_address(one) for text in given["account"] for one in str(text).split(",")}
        except BadAddress as wrong:
            raise _error(422, f"invalid account {wrong}") from None
        first, last = self._number(call, "start_utime", 0), self._number(call, "end_utime", 2**62)
        least, most = self._number(call, "start_lt", 0), self._number(call, "end_lt", 2**62)
        exact = {"id": given.get("hash"), "lt": given.get("lt")}
        return [
            row
            for row in self.rows.all()
            if (not accounts or row.more["account"] in accounts)
            and first <= int(row.created) <= last
            and least <= int(row.more["lt"]) <= most
            and exact["id"] in (None, row.id)
            and exact["lt"] in (None, row.more["lt"])
        ]

    def _lied(self, rows: list[Payment]) -> list[Payment]:
        """Faults strike the newest transaction: it is not there yet, or its value is wrong."""
        fault = self.faults.take(("wrong_amount", "stale"), "get") if rows else None
        if fault is None:
            return rows
        newest = max(rows, key=lambda row: int(row.more["lt"]))
        if fault.kind == "stale":
            return [row for row in rows if row is not newest]
        return [self.as_worth(row, fault.delta) if row is newest else row for row in rows]

    def transfer(
        self, amount: int, comment: str | None = None, *, destination: str = "", source: str = "",
        aborted: bool = False, bounced: bool = False, forwards: bool = False,
    ) -> PaymentView:  # fmt: skip
        """A coin transfer in nanotons to the wallet (or to another one), in the current block.

        ``aborted``: its compute phase failed; ``bounced``: a bounced message that came back;
        ``forwards``: the transaction sent messages on, so the money did not stay.
        """
        if amount <= 0:
            raise PersonError("a transfer is more than nothing")
        try:
            to = raw_address(destination or str(self.accounts.rows["default"].options["address"]))
            sender = raw_address(source) if source else f"0:{secrets.token_hex(32).upper()}"
        except BadAddress as wrong:
            raise PersonError(f"{wrong} is not an address") from None
        stays = not (aborted or forwards)
        more: JsonObject = {"account": to, "source": sender, "comment": comment, "aborted": aborted,
                            "bounced": bounced, "forwards": forwards, "out": None}  # fmt: skip
        return self._land(amount, comment or "", more, received=amount if stays else 0)

    def _land(self, amount: int, reference: str, more: JsonObject, received: int) -> PaymentView:
        number = len(self.rows.rows)
        more |= {"lt": str(_FIRST_LT + 2_000_000 * number), "seqno": self.seqno()}
        payment = Payment(
            _hash("transaction", number, secrets.token_hex(8)), "default", self.paid, amount, "TON", self.now(),
            reference=reference, received=received, paid_at=self.now(), more=more,
        )  # fmt: skip
        return self.save(payment)

    def send_out(self, amount: int, destination: str, comment: str | None = None) -> PaymentView:
        """The owner of the wallet pays somebody: a transaction with an outgoing message."""
        wallet = raw_address(str(self.accounts.rows["default"].options["address"]))
        more: JsonObject = {"account": wallet, "source": None, "comment": comment, "aborted": False, "bounced": False,
                            "forwards": False, "out": raw_address(destination)}  # fmt: skip
        return self._land(amount, comment or "", more, received=-amount)

    # Shapes

    def native(self, payment: Payment) -> JsonObject:
        more = payment.more
        seqno, aborted = more["seqno"], more["aborted"]
        return {
            "account": more["account"],
            "hash": payment.id,
            "lt": more["lt"],
            "now": int(payment.created),
            "mc_block_seqno": seqno,
            "trace_id": _hash("trace", payment.id),
            "prev_trans_hash": _hash("before", payment.id),
            "prev_trans_lt": str(int(more["lt"]) - 1),
            "orig_status": "active",
            "end_status": "active",
            "total_fees": str(_FEE),
            "emulated": False,
            "description": {
                "type": "ord",
                "aborted": aborted,
                "destroyed": False,
                "credit_first": False,
                "compute_ph": {"skipped": False, "success": not aborted, "exit_code": 9 if aborted else 0},
            },
            "block_ref": {"workchain": 0, "shard": _SHARD, "seqno": seqno + 5_000_000},
            "in_msg": self._in_message(payment),
            "out_msgs": self._out_messages(payment),
        }

    def _message(
        self, payment: Payment, kind: str, source: str | None, destination: str | None, value: int | None,
        comment: str | None,
    ) -> JsonObject:  # fmt: skip
        body_hash, body = comment_body(comment)
        return {
            "hash": _hash(kind, payment.id),
            "source": source,
            "destination": destination,
            "value": None if value is None else str(value),
            "fwd_fee": "266669",
            "ihr_fee": "0",
            "created_lt": str(int(payment.more["lt"]) - 1),
            "created_at": str(int(payment.created)),
            "opcode": None if comment is None else "0x00000000",
            "ihr_disabled": True,
            "bounce": False,
            "bounced": bool(payment.more["bounced"]) and kind == "in",
            "import_fee": None,
            "message_content": {
                "hash": body_hash,
                "body": body,
                "decoded": None if comment is None else {"type": "text_comment", "comment": comment},
            },
            "init_state": None,
        }

    def _in_message(self, payment: Payment) -> JsonObject:
        more = payment.more
        if more["out"]:
            return self._message(payment, "in", None, more["account"], None, None)
        return self._message(payment, "in", more["source"], more["account"], payment.amount, more["comment"])

    def _out_messages(self, payment: Payment) -> list[JsonObject]:
        more = payment.more
        if more["out"]:
            return [self._message(payment, "out", more["account"], more["out"], payment.amount, more["comment"])]
        if more["forwards"]:
            return [self._message(payment, "out", more["account"], more["source"], payment.amount, more["comment"])]
        return []

    def notice(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> JsonObject:  # noqa: ARG002
        return self.native(payment)

    def sign(self, account: Account, body: bytes, forged: bool) -> Mapping[str, str]:  # noqa: ARG002 - no webhooks
        return {}

    # What a chain does not have

    def pay(self, payment_id: str, outcome: str = "success") -> PaymentView:
        raise PersonError(f"nobody asked the chain for {payment_id}: use transfer ({outcome=})")

    def expire(self, payment_id: str) -> PaymentView:
        raise PersonError(f"a transaction does not expire: {payment_id}")

    def lie(self, payment_id: str) -> None:
        raise PersonError(f"a chain sends no notices: {payment_id}")

    def refund(self, payment_id: str, amount: int | None = None) -> RefundView:
        """The owner sends coins back to who paid."""
        payment = self.row(payment_id)
        left = payment.received - payment.refunded
        wanted = left if amount is None else amount
        if not 0 < wanted <= left:
            raise PersonError(f"{left} of payment {payment_id} can be sent back")
        sent = self.send_out(wanted, str(payment.more["source"]), f"refund {payment.reference}".strip())
        self.save(replace(self.row(sent.id), received=0))
        self.save(replace(payment, refunded=payment.refunded + wanted))
        refund = Refund(sent.id, payment_id, "default", "sent", wanted, "TON", self.now())
        self.refund_rows.put(refund.id, refund)
        return refund_view(self.name, refund)

    def controls(self) -> dict[str, Control]:
        def transfer(gateway: "Ton", given: JsonObject) -> object:
            fields = {name: value for name, value in given.items() if name not in {"amount", "comment"}}
            return asdict(gateway.transfer(int(given["amount"]), given.get("comment"), **fields))

        def mine(gateway: "Ton", given: JsonObject) -> object:
            return {"seqno": gateway.mine(int(given.get("blocks") or 1))}

        return {"transfer": transfer, "mine": mine}

    def page(self, payment: Payment) -> Page:
        return Page("TON", "paid", payment.amount, "TON", payment.reference, "", "", cards=False)
