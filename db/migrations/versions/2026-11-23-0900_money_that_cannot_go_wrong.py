"""Money that cannot go wrong: promotions, credit notes, returns, digital goods, cash, risk, reconciliation."""

from alembic import op

from db.migrations.step import Step

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# In the order they are made; each with its indexes.
TABLES: dict[str, tuple[str, ...]] = {
    "cash_handovers": (
        """
        CREATE TABLE cash_handovers (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            courier_id BIGINT NOT NULL,
            expected BIGINT NOT NULL,
            counted BIGINT NOT NULL,
            currency TEXT NOT NULL,
            counted_by BIGINT NOT NULL,
            key TEXT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_cash_handovers PRIMARY KEY (shop_id, id),
            CONSTRAINT uq_cash_handovers_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_cash_handovers_not_negative CHECK (expected >= 0 AND counted >= 0),
            CONSTRAINT fk_cash_handovers_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_cash_handovers_courier_id FOREIGN KEY(courier_id) REFERENCES people (id),
            CONSTRAINT fk_cash_handovers_counted_by FOREIGN KEY(counted_by) REFERENCES people (id)
        )
        """,
    ),
    "gift_cards": (
        """
        CREATE TABLE gift_cards (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            code_hash TEXT NOT NULL,
            code_cipher BYTEA NOT NULL,
            hint TEXT NOT NULL,
            currency TEXT NOT NULL,
            initial BIGINT NOT NULL,
            balance BIGINT NOT NULL,
            person_id BIGINT,
            issued_by BIGINT,
            reason TEXT DEFAULT '' NOT NULL,
            active BOOLEAN DEFAULT true NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_gift_cards PRIMARY KEY (shop_id, id),
            CONSTRAINT uq_gift_cards_shop_id_code_hash UNIQUE (shop_id, code_hash),
            CONSTRAINT ck_gift_cards_balance_within CHECK (balance >= 0 AND balance <= initial AND initial > 0),
            CONSTRAINT fk_gift_cards_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_gift_cards_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_gift_cards_issued_by FOREIGN KEY(issued_by) REFERENCES people (id)
        )
        """,
    ),
    "point_accounts": (
        """
        CREATE TABLE point_accounts (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            balance BIGINT DEFAULT '0' NOT NULL,
            CONSTRAINT pk_point_accounts PRIMARY KEY (shop_id, person_id),
            CONSTRAINT ck_point_accounts_balance_not_negative CHECK (balance >= 0),
            CONSTRAINT fk_point_accounts_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_point_accounts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "promos": (
        """
        CREATE TABLE promos (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            code TEXT NOT NULL,
            title JSONB DEFAULT '{}' NOT NULL,
            kind TEXT NOT NULL,
            value BIGINT DEFAULT '0' NOT NULL,
            min_goods BIGINT DEFAULT '0' NOT NULL,
            first_order BOOLEAN DEFAULT false NOT NULL,
            starts_at TIMESTAMP WITH TIME ZONE,
            ends_at TIMESTAMP WITH TIME ZONE,
            max_uses INTEGER,
            per_customer INTEGER,
            used INTEGER DEFAULT '0' NOT NULL,
            active BOOLEAN DEFAULT true NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_promos PRIMARY KEY (shop_id, id),
            CONSTRAINT uq_promos_shop_id_code UNIQUE (shop_id, code),
            CONSTRAINT ck_promos_kind_known CHECK (kind IN ('percent', 'sum', 'free_delivery')),
            CONSTRAINT ck_promos_code_shape CHECK (code = upper(code) AND length(code) BETWEEN 2 AND 32),
            CONSTRAINT ck_promos_value_fits CHECK (value >= 0 AND (kind <> 'percent' OR value <= 10000)),
            CONSTRAINT ck_promos_used_within_cap CHECK (used >= 0 AND (max_uses IS NULL OR used <= max_uses)),
            CONSTRAINT fk_promos_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "reconciliations": (
        """
        CREATE TABLE reconciliations (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            provider TEXT NOT NULL,
            since TIMESTAMP WITH TIME ZONE NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            finished_at TIMESTAMP WITH TIME ZONE,
            seen INTEGER DEFAULT '0' NOT NULL,
            pulled INTEGER DEFAULT '0' NOT NULL,
            differences INTEGER DEFAULT '0' NOT NULL,
            failure TEXT,
            CONSTRAINT pk_reconciliations PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_reconciliations_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_reconciliations_shop_id_provider ON reconciliations (shop_id, provider, id)""",
    ),
    "shop_rates": (
        """
        CREATE TABLE shop_rates (
            shop_id BIGINT NOT NULL,
            currency TEXT NOT NULL,
            rate TEXT NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_shop_rates PRIMARY KEY (shop_id, currency),
            CONSTRAINT ck_shop_rates_rate_shape CHECK (rate ~ '^[0-9]{1,12}([.][0-9]{1,12})?$'),
            CONSTRAINT fk_shop_rates_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "staff_invites": (
        """
        CREATE TABLE staff_invites (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            token_hash TEXT NOT NULL,
            role TEXT NOT NULL,
            created_by BIGINT NOT NULL,
            used_by BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_staff_invites PRIMARY KEY (shop_id, id),
            CONSTRAINT ck_staff_invites_role_known CHECK (role IN ('owner', 'manager', 'operator', 'stock_keeper', 'courier', 'analyst')),
            CONSTRAINT uq_staff_invites_shop_id_token_hash UNIQUE (shop_id, token_hash),
            CONSTRAINT fk_staff_invites_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_staff_invites_created_by FOREIGN KEY(created_by) REFERENCES people (id),
            CONSTRAINT fk_staff_invites_used_by FOREIGN KEY(used_by) REFERENCES people (id)
        )
        """,
    ),
    "promo_customers": (
        """
        CREATE TABLE promo_customers (
            shop_id BIGINT NOT NULL,
            promo_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            used INTEGER DEFAULT '0' NOT NULL,
            cap INTEGER,
            CONSTRAINT pk_promo_customers PRIMARY KEY (shop_id, promo_id, person_id),
            CONSTRAINT fk_promo_customers_shop_id_promo_id FOREIGN KEY(shop_id, promo_id) REFERENCES promos (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_promo_customers_used_within_cap CHECK (used >= 0 AND (cap IS NULL OR used <= cap)),
            CONSTRAINT fk_promo_customers_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_promo_customers_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "cash_collections": (
        """
        CREATE TABLE cash_collections (
            shop_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            courier_id BIGINT,
            due BIGINT NOT NULL,
            collected BIGINT DEFAULT '0' NOT NULL,
            currency TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT,
            handover_id BIGINT,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_cash_collections PRIMARY KEY (shop_id, order_id),
            CONSTRAINT fk_cash_collections_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_cash_collections_shop_id_handover_id FOREIGN KEY(shop_id, handover_id) REFERENCES cash_handovers (shop_id, id),
            CONSTRAINT ck_cash_collections_state_known CHECK (state IN ('cash_due', 'collected', 'short', 'refused', 'reconciled')),
            CONSTRAINT ck_cash_collections_collected_within CHECK (collected BETWEEN 0 AND due),
            CONSTRAINT fk_cash_collections_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_cash_collections_courier_id FOREIGN KEY(courier_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_cash_collections_courier ON cash_collections (shop_id, courier_id, state)""",
    ),
    "gift_card_moves": (
        """
        CREATE TABLE gift_card_moves (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            gift_card_id BIGINT NOT NULL,
            order_id BIGINT,
            delta BIGINT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_gift_card_moves PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_gift_card_moves_shop_id_gift_card_id FOREIGN KEY(shop_id, gift_card_id) REFERENCES gift_cards (shop_id, id),
            CONSTRAINT fk_gift_card_moves_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_gift_card_moves_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_gift_card_moves_kind_known CHECK (kind IN ('issue', 'earn', 'spend', 'return', 'revoke', 'expire')),
            CONSTRAINT ck_gift_card_moves_delta_not_zero CHECK (delta <> 0),
            CONSTRAINT fk_gift_card_moves_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_gift_card_moves_shop_id_gift_card_id ON gift_card_moves (shop_id, gift_card_id, id)""",
        """CREATE INDEX ix_gift_card_moves_shop_id_order_id ON gift_card_moves (shop_id, order_id)""",
    ),
    "payment_differences": (
        """
        CREATE TABLE payment_differences (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            provider TEXT NOT NULL,
            external_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            ours BIGINT,
            theirs BIGINT,
            currency TEXT NOT NULL,
            order_id BIGINT,
            state TEXT NOT NULL,
            resolution TEXT,
            resolved_by BIGINT,
            found_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            resolved_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_payment_differences PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_payment_differences_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_payment_differences_shop_id_provider_external_id_kind UNIQUE (shop_id, provider, external_id, kind),
            CONSTRAINT ck_payment_differences_state_known CHECK (state IN ('open', 'resolved', 'ignored')),
            CONSTRAINT fk_payment_differences_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_payment_differences_resolved_by FOREIGN KEY(resolved_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_payment_differences_open ON payment_differences (shop_id) WHERE state = 'open'""",
    ),
    "point_moves": (
        """
        CREATE TABLE point_moves (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            order_id BIGINT,
            delta BIGINT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_point_moves PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_point_moves_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_point_moves_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_point_moves_kind_known CHECK (kind IN ('issue', 'earn', 'spend', 'return', 'revoke', 'expire')),
            CONSTRAINT ck_point_moves_delta_not_zero CHECK (delta <> 0),
            CONSTRAINT fk_point_moves_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_point_moves_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_point_moves_shop_id_order_id ON point_moves (shop_id, order_id)""",
        """CREATE INDEX ix_point_moves_shop_id_person_id ON point_moves (shop_id, person_id, id)""",
    ),
    "promo_uses": (
        """
        CREATE TABLE promo_uses (
            shop_id BIGINT NOT NULL,
            promo_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            amount BIGINT NOT NULL,
            released BOOLEAN DEFAULT false NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_promo_uses PRIMARY KEY (shop_id, promo_id, order_id),
            CONSTRAINT fk_promo_uses_shop_id_promo_id FOREIGN KEY(shop_id, promo_id) REFERENCES promos (shop_id, id),
            CONSTRAINT fk_promo_uses_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_promo_uses_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_promo_uses_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_promo_uses_shop_id_order_id ON promo_uses (shop_id, order_id)""",
    ),
    "return_drafts": (
        """
        CREATE TABLE return_drafts (
            shop_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            answers JSONB DEFAULT '{}' NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_return_drafts PRIMARY KEY (shop_id, order_id),
            CONSTRAINT fk_return_drafts_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_return_drafts_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_return_drafts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "returns": (
        """
        CREATE TABLE returns (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            comment TEXT,
            outcome TEXT NOT NULL,
            answer TEXT,
            tracking TEXT,
            decided_by BIGINT,
            closing_by BIGINT,
            closing_as TEXT,
            exchange_order_id BIGINT,
            gift_card_id BIGINT,
            key TEXT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_returns PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_returns_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_returns_shop_id_exchange_order_id FOREIGN KEY(shop_id, exchange_order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_returns_shop_id_gift_card_id FOREIGN KEY(shop_id, gift_card_id) REFERENCES gift_cards (shop_id, id),
            CONSTRAINT uq_returns_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_returns_state_known CHECK (state IN ('requested', 'approved', 'rejected', 'closed', 'cancelled')),
            CONSTRAINT ck_returns_outcome_known CHECK (outcome IN ('refund', 'credit', 'exchange')),
            CONSTRAINT fk_returns_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_returns_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_returns_decided_by FOREIGN KEY(decided_by) REFERENCES people (id),
            CONSTRAINT fk_returns_closing_by FOREIGN KEY(closing_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_returns_by_state ON returns (shop_id, state, id)""",
        """CREATE INDEX ix_returns_shop_id_order_id ON returns (shop_id, order_id)""",
    ),
    "risk_checks": (
        """
        CREATE TABLE risk_checks (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            stage TEXT NOT NULL,
            score INTEGER NOT NULL,
            reasons JSONB DEFAULT '[]' NOT NULL,
            decision TEXT NOT NULL,
            decided_by BIGINT,
            decided_at TIMESTAMP WITH TIME ZONE,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_risk_checks PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_risk_checks_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_risk_checks_shop_id_order_id_stage UNIQUE (shop_id, order_id, stage),
            CONSTRAINT ck_risk_checks_decision_known CHECK (decision IN ('none', 'pending', 'approved', 'rejected')),
            CONSTRAINT ck_risk_checks_score_range CHECK (score BETWEEN 0 AND 100),
            CONSTRAINT fk_risk_checks_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_risk_checks_decided_by FOREIGN KEY(decided_by) REFERENCES people (id)
        )
        """,
    ),
    "credit_notes": (
        """
        CREATE TABLE credit_notes (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            key TEXT NOT NULL,
            state TEXT NOT NULL,
            amount BIGINT NOT NULL,
            gift_amount BIGINT DEFAULT '0' NOT NULL,
            points_amount BIGINT DEFAULT '0' NOT NULL,
            credit_amount BIGINT DEFAULT '0' NOT NULL,
            delivery_amount BIGINT DEFAULT '0' NOT NULL,
            tax_amount BIGINT DEFAULT '0' NOT NULL,
            lines JSONB DEFAULT '[]' NOT NULL,
            reason TEXT NOT NULL,
            return_id BIGINT,
            requested_by BIGINT,
            decided_by BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            decided_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_credit_notes PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_credit_notes_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_credit_notes_shop_id_return_id FOREIGN KEY(shop_id, return_id) REFERENCES returns (shop_id, id),
            CONSTRAINT uq_credit_notes_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_credit_notes_state_known CHECK (state IN ('waiting', 'approved', 'rejected')),
            CONSTRAINT ck_credit_notes_amount_positive CHECK (amount > 0),
            CONSTRAINT ck_credit_notes_parts_not_negative CHECK (gift_amount >= 0 AND points_amount >= 0 AND credit_amount >= 0),
            CONSTRAINT ck_credit_notes_parts_within CHECK (gift_amount + points_amount + credit_amount <= amount),
            CONSTRAINT fk_credit_notes_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_credit_notes_requested_by FOREIGN KEY(requested_by) REFERENCES people (id),
            CONSTRAINT fk_credit_notes_decided_by FOREIGN KEY(decided_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_credit_notes_shop_id_order_id ON credit_notes (shop_id, order_id)""",
    ),
    "digital_contents": (
        """
        CREATE TABLE digital_contents (
            shop_id BIGINT NOT NULL,
            variant_id BIGINT NOT NULL,
            name TEXT DEFAULT '' NOT NULL,
            mime TEXT DEFAULT '' NOT NULL,
            content_cipher BYTEA NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_digital_contents PRIMARY KEY (shop_id, variant_id),
            CONSTRAINT fk_digital_contents_shop_id_variant_id FOREIGN KEY(shop_id, variant_id) REFERENCES variants (shop_id, id),
            CONSTRAINT fk_digital_contents_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "digital_keys": (
        """
        CREATE TABLE digital_keys (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            variant_id BIGINT NOT NULL,
            content_hash TEXT NOT NULL,
            content_cipher BYTEA NOT NULL,
            order_id BIGINT,
            position INTEGER,
            claimed_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_digital_keys PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_digital_keys_shop_id_variant_id FOREIGN KEY(shop_id, variant_id) REFERENCES variants (shop_id, id),
            CONSTRAINT fk_digital_keys_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_digital_keys_shop_id_variant_id_content_hash UNIQUE (shop_id, variant_id, content_hash),
            CONSTRAINT ck_digital_keys_claimed_whole CHECK ((order_id IS NULL) = (position IS NULL)),
            CONSTRAINT fk_digital_keys_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_digital_keys_free ON digital_keys (shop_id, variant_id, id) WHERE order_id IS NULL""",
        """CREATE INDEX ix_digital_keys_shop_id_order_id ON digital_keys (shop_id, order_id)""",
    ),
    "return_cards": (
        """
        CREATE TABLE return_cards (
            shop_id BIGINT NOT NULL,
            return_id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            audience TEXT NOT NULL,
            bot_id BIGINT NOT NULL,
            message_id BIGINT,
            language TEXT NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_return_cards PRIMARY KEY (shop_id, return_id, chat_id, audience),
            CONSTRAINT fk_return_cards_shop_id_return_id FOREIGN KEY(shop_id, return_id) REFERENCES returns (shop_id, id),
            CONSTRAINT ck_return_cards_audience_known CHECK (audience IN ('customer', 'staff')),
            CONSTRAINT fk_return_cards_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_return_cards_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id) ON DELETE CASCADE
        )
        """,
    ),
    "return_journal": (
        """
        CREATE TABLE return_journal (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            return_id BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            event TEXT NOT NULL,
            from_state TEXT,
            to_state TEXT,
            actor TEXT NOT NULL,
            actor_id BIGINT,
            reason TEXT,
            CONSTRAINT pk_return_journal PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_return_journal_shop_id_return_id FOREIGN KEY(shop_id, return_id) REFERENCES returns (shop_id, id),
            CONSTRAINT fk_return_journal_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_return_journal_actor_id FOREIGN KEY(actor_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_return_journal_shop_id_return_id ON return_journal (shop_id, return_id, id)""",
    ),
    "return_lines": (
        """
        CREATE TABLE return_lines (
            shop_id BIGINT NOT NULL,
            return_id BIGINT NOT NULL,
            position INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            reception TEXT NOT NULL,
            received INTEGER DEFAULT '0' NOT NULL,
            acceptance TEXT NOT NULL,
            accepted INTEGER DEFAULT '0' NOT NULL,
            verdict TEXT,
            exchange_variant_id BIGINT,
            CONSTRAINT pk_return_lines PRIMARY KEY (shop_id, return_id, position),
            CONSTRAINT fk_return_lines_shop_id_return_id FOREIGN KEY(shop_id, return_id) REFERENCES returns (shop_id, id),
            CONSTRAINT fk_return_lines_shop_id_exchange_variant_id FOREIGN KEY(shop_id, exchange_variant_id) REFERENCES variants (shop_id, id),
            CONSTRAINT ck_return_lines_reception_known CHECK (reception IN ('awaiting', 'received', 'short', 'wrong_item', 'lost')),
            CONSTRAINT ck_return_lines_acceptance_known CHECK (acceptance IN ('pending', 'accepted', 'partly', 'rejected')),
            CONSTRAINT ck_return_lines_verdict_known CHECK (verdict IN ('restock', 'quarantine', 'write_off', 'keep')),
            CONSTRAINT ck_return_lines_quantity_positive CHECK (quantity > 0),
            CONSTRAINT ck_return_lines_received_within CHECK (received BETWEEN 0 AND quantity),
            CONSTRAINT ck_return_lines_accepted_within CHECK (accepted BETWEEN 0 AND received),
            CONSTRAINT fk_return_lines_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "return_photos": (
        """
        CREATE TABLE return_photos (
            shop_id BIGINT NOT NULL,
            return_id BIGINT NOT NULL,
            position INTEGER NOT NULL,
            media_id BIGINT NOT NULL,
            CONSTRAINT pk_return_photos PRIMARY KEY (shop_id, return_id, position),
            CONSTRAINT fk_return_photos_shop_id_return_id FOREIGN KEY(shop_id, return_id) REFERENCES returns (shop_id, id),
            CONSTRAINT fk_return_photos_shop_id_media_id FOREIGN KEY(shop_id, media_id) REFERENCES media (shop_id, id),
            CONSTRAINT fk_return_photos_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "subscriptions": (
        """
        CREATE TABLE subscriptions (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            variant_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            bot_id BIGINT,
            charge_external_id TEXT NOT NULL,
            state TEXT NOT NULL,
            amount BIGINT NOT NULL,
            currency TEXT NOT NULL,
            paid_until TIMESTAMP WITH TIME ZONE NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_subscriptions PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_subscriptions_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_subscriptions_shop_id_variant_id FOREIGN KEY(shop_id, variant_id) REFERENCES variants (shop_id, id),
            CONSTRAINT uq_subscriptions_shop_id_order_id UNIQUE (shop_id, order_id),
            CONSTRAINT ck_subscriptions_state_known CHECK (state IN ('active', 'cancelled', 'failed', 'expired')),
            CONSTRAINT fk_subscriptions_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_subscriptions_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_subscriptions_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id)
        )
        """,
        """CREATE INDEX ix_subscriptions_paid_until ON subscriptions (paid_until) WHERE state <> 'expired'""",
        """CREATE INDEX ix_subscriptions_shop_id_person_id ON subscriptions (shop_id, person_id)""",
    ),
    "transfer_proofs": (
        """
        CREATE TABLE transfer_proofs (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            intent_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            media_id BIGINT,
            note TEXT DEFAULT '' NOT NULL,
            state TEXT NOT NULL,
            reason TEXT,
            decided_by BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            decided_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_transfer_proofs PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_transfer_proofs_shop_id_intent_id FOREIGN KEY(shop_id, intent_id) REFERENCES payment_intents (shop_id, id),
            CONSTRAINT fk_transfer_proofs_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_transfer_proofs_shop_id_media_id FOREIGN KEY(shop_id, media_id) REFERENCES media (shop_id, id),
            CONSTRAINT ck_transfer_proofs_state_known CHECK (state IN ('waiting', 'approved', 'rejected')),
            CONSTRAINT fk_transfer_proofs_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_transfer_proofs_decided_by FOREIGN KEY(decided_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_transfer_proofs_shop_id_order_id ON transfer_proofs (shop_id, order_id)""",
        """CREATE UNIQUE INDEX uq_transfer_proofs_one_waiting ON transfer_proofs (shop_id, order_id) WHERE state = 'waiting'""",
    ),
    "variant_prices": (
        """
        CREATE TABLE variant_prices (
            shop_id BIGINT NOT NULL,
            variant_id BIGINT NOT NULL,
            currency TEXT NOT NULL,
            price BIGINT NOT NULL,
            CONSTRAINT pk_variant_prices PRIMARY KEY (shop_id, variant_id, currency),
            CONSTRAINT fk_variant_prices_shop_id_variant_id FOREIGN KEY(shop_id, variant_id) REFERENCES variants (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_variant_prices_price_not_negative CHECK (price >= 0),
            CONSTRAINT fk_variant_prices_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "disputes": (
        """
        CREATE TABLE disputes (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            charge_id BIGINT NOT NULL,
            order_id BIGINT,
            provider TEXT NOT NULL,
            external_id TEXT NOT NULL,
            state TEXT NOT NULL,
            amount BIGINT NOT NULL,
            currency TEXT NOT NULL,
            reason TEXT DEFAULT '' NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE,
            opened_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_disputes PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_disputes_shop_id_charge_id FOREIGN KEY(shop_id, charge_id) REFERENCES charges (shop_id, id),
            CONSTRAINT fk_disputes_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_disputes_shop_id_provider_external_id UNIQUE (shop_id, provider, external_id),
            CONSTRAINT ck_disputes_state_known CHECK (state IN ('warning', 'open', 'won', 'lost')),
            CONSTRAINT fk_disputes_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_disputes_shop_id_order_id ON disputes (shop_id, order_id)""",
    ),
}

APPEND_ONLY = ("gift_card_moves", "point_moves")

COLUMNS: dict[str, tuple[str, ...]] = {
    "products": (
        "kind TEXT DEFAULT 'goods' NOT NULL",
        "tax_class TEXT",
    ),
    "carts": (
        "promo_code TEXT",
        "gift_card_id BIGINT",
        "use_points BOOLEAN DEFAULT false NOT NULL",
        "currency TEXT",
    ),
    "customers": (
        "cash_refused INTEGER DEFAULT '0' NOT NULL",
        "address_key TEXT GENERATED ALWAYS AS (lower(address)) STORED",
    ),
    "orders": (
        "tax_total BIGINT DEFAULT '0' NOT NULL",
        "tax_added BIGINT DEFAULT '0' NOT NULL",
        "rounding BIGINT DEFAULT '0' NOT NULL",
        "gift_total BIGINT DEFAULT '0' NOT NULL",
        "points_total BIGINT DEFAULT '0' NOT NULL",
        "promo_id BIGINT",
        "promo_code TEXT",
        "rate TEXT",
        "held_from TEXT",
        "exchange_of BIGINT",
        "renewal_of BIGINT",
    ),
    "order_lines": (
        "line_total BIGINT",
        "tax_bp INTEGER DEFAULT '0' NOT NULL",
        "digital BOOLEAN DEFAULT false NOT NULL",
        "refunded INTEGER DEFAULT '0' NOT NULL",
        "in_return INTEGER DEFAULT '0' NOT NULL",
    ),
    "payment_intents": (
        "url TEXT",
        "url_until TIMESTAMP WITH TIME ZONE",
        "pay_amount BIGINT",
        "pay_currency TEXT",
        "details JSONB DEFAULT '{}' NOT NULL",
        "tip_max BIGINT DEFAULT '0' NOT NULL",
        "check_at TIMESTAMP WITH TIME ZONE",
        "checks INTEGER DEFAULT '0' NOT NULL",
    ),
    "charges": ("tip BIGINT DEFAULT '0' NOT NULL", "fee BIGINT DEFAULT '0' NOT NULL", "card_hash TEXT"),
    "refunds": (
        "credit_note_id BIGINT",
        "needs_approval BOOLEAN DEFAULT false NOT NULL",
        "approved_by BIGINT CONSTRAINT fk_refunds_approved_by REFERENCES people (id)",
    ),
}

# Table, name, what it says.
CONSTRAINTS = (
    (
        "carts",
        "fk_carts_shop_id_gift_card_id",
        "FOREIGN KEY (shop_id, gift_card_id) REFERENCES gift_cards (shop_id, id)",
    ),
    ("orders", "fk_orders_shop_id_promo_id", "FOREIGN KEY (shop_id, promo_id) REFERENCES promos (shop_id, id)"),
    (
        "orders",
        "ck_orders_covered_by_total",
        "CHECK (gift_total >= 0 AND points_total >= 0 AND gift_total + points_total <= total)",
    ),
    (
        "products",
        "ck_products_kind_known",
        "CHECK (kind IN ('goods', 'keys', 'file', 'text', 'subscription'))",
    ),
    ("order_lines", "ck_order_lines_refunded_within", "CHECK (refunded BETWEEN 0 AND quantity)"),
    ("order_lines", "ck_order_lines_in_return_within", "CHECK (in_return BETWEEN 0 AND quantity - refunded)"),
    (
        "refunds",
        "fk_refunds_shop_id_credit_note_id",
        "FOREIGN KEY (shop_id, credit_note_id) REFERENCES credit_notes (shop_id, id)",
    ),
    ("refunds", "ck_refunds_two_people", "CHECK (approved_by IS DISTINCT FROM requested_by OR approved_by IS NULL)"),
)
# Name, table, the CHECK as it becomes, the CHECK as it was.
CHECKS = (
    (
        "ck_orders_total_adds_up",
        "orders",
        "total = goods_total + delivery_total - discount_total + tax_added + rounding",
        "total = goods_total + delivery_total - discount_total",
    ),
    (
        "ck_orders_total_not_negative",
        "orders",
        "total >= 0 AND discount_total >= 0 AND tax_total >= tax_added AND tax_added >= 0",
        "total >= 0 AND discount_total >= 0",
    ),
    (
        "ck_order_lines_price_not_negative",
        "order_lines",
        "unit_price >= 0 AND line_total >= 0",
        "unit_price >= 0",
    ),
    (
        "ck_orders_delivery_kind_known",
        "orders",
        "delivery_kind IN ('pickup', 'courier', 'digital')",
        "delivery_kind IN ('pickup', 'courier')",
    ),
    (
        "ck_delivery_options_kind_known",
        "delivery_options",
        "kind IN ('pickup', 'courier', 'digital')",
        "kind IN ('pickup', 'courier')",
    ),
    (
        "ck_stock_movements_kind_known",
        "stock_movements",
        "kind IN ('initial', 'set', 'adjust', 'sale', 'return', 'undo', 'keys')",
        "kind IN ('initial', 'set', 'adjust', 'sale', 'return', 'undo')",
    ),
    (
        "ck_message_cards_audience_known",
        "message_cards",
        "audience IN ('customer', 'staff', 'proof')",
        "audience IN ('customer', 'staff')",
    ),
)
INDEXES = {
    "uq_payment_intents_external_id": "CREATE UNIQUE INDEX uq_payment_intents_external_id ON payment_intents"
    " (shop_id, provider, external_id) WHERE external_id IS NOT NULL",
    "ix_payment_intents_check_at": "CREATE INDEX ix_payment_intents_check_at ON payment_intents (check_at)"
    " WHERE check_at IS NOT NULL",
    "ix_payment_intents_waited_for": "CREATE INDEX ix_payment_intents_waited_for ON payment_intents (shop_id)"
    " WHERE state IN ('processing', 'authorized', 'unknown')",
    "ix_refunds_shop_id_order_id": "CREATE INDEX ix_refunds_shop_id_order_id ON refunds (shop_id, order_id)",
    "ix_refunds_external_id": "CREATE INDEX ix_refunds_external_id ON refunds (shop_id, external_id)"
    " WHERE external_id IS NOT NULL",
    "ix_refunds_note": "CREATE INDEX ix_refunds_note ON refunds (shop_id, credit_note_id)"
    " WHERE credit_note_id IS NOT NULL",
    "ix_customers_phone": "CREATE INDEX ix_customers_phone ON customers (shop_id, phone)",
    "ix_customers_address": "CREATE INDEX ix_customers_address ON customers (shop_id, address_key)",
    "ix_charges_card_hash": "CREATE INDEX ix_charges_card_hash ON charges (shop_id, card_hash)"
    " WHERE card_hash IS NOT NULL",
}
DUE = "CREATE INDEX ix_refunds_due ON refunds (next_attempt_at) WHERE {}"
DUE_NOW = "state IN ('approved', 'submitted', 'unknown') OR state = 'requested' AND NOT needs_approval"
DUE_BEFORE = "state IN ('requested', 'approved', 'submitted', 'unknown')"


STEP = Step(TABLES, COLUMNS, CONSTRAINTS, CHECKS, INDEXES, APPEND_ONLY)


def upgrade() -> None:
    STEP.up()
    op.execute("UPDATE order_lines SET line_total = unit_price * quantity")
    op.execute("ALTER TABLE order_lines ALTER COLUMN line_total SET NOT NULL")
    op.execute("DROP INDEX ix_refunds_due")
    op.execute(DUE.format(DUE_NOW))


def downgrade() -> None:
    op.execute("DROP INDEX ix_refunds_due")
    # Before its columns go: it stands on none of them.
    op.execute(DUE.format(DUE_BEFORE))
    STEP.down()
