"""Talking to people: support, answers, broadcasts, scenarios, posts."""

from db.migrations.step import Step

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[str, ...]] = {
    "faq_entries": (
        """
        CREATE TABLE faq_entries (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            position INTEGER DEFAULT '0' NOT NULL,
            question JSONB NOT NULL,
            answer JSONB NOT NULL,
            keywords JSONB DEFAULT '{}' NOT NULL,
            helped INTEGER DEFAULT '0' NOT NULL,
            not_helped INTEGER DEFAULT '0' NOT NULL,
            CONSTRAINT pk_faq_entries PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_faq_entries_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "scenario_caps": (
        """
        CREATE TABLE scenario_caps (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            last_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_scenario_caps PRIMARY KEY (shop_id, person_id),
            CONSTRAINT fk_scenario_caps_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_scenario_caps_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "shop_channels": (
        """
        CREATE TABLE shop_channels (
            shop_id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            title TEXT NOT NULL,
            kind TEXT NOT NULL,
            username TEXT,
            linked_by BIGINT,
            linked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_shop_channels PRIMARY KEY (shop_id, chat_id),
            CONSTRAINT ck_shop_channels_kind_known CHECK (kind IN ('channel', 'group', 'supergroup')),
            CONSTRAINT fk_shop_channels_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_shop_channels_linked_by FOREIGN KEY(linked_by) REFERENCES people (id)
        )
        """,
    ),
    "campaigns": (
        """
        CREATE TABLE campaigns (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            kind TEXT NOT NULL,
            code TEXT,
            state TEXT NOT NULL,
            texts JSONB DEFAULT '{}' NOT NULL,
            media_id BIGINT,
            button JSONB,
            audience TEXT,
            conditions JSONB DEFAULT '{}' NOT NULL,
            promo_code TEXT,
            trigger TEXT,
            delay_minutes INTEGER DEFAULT '0' NOT NULL,
            cap_days INTEGER DEFAULT '0' NOT NULL,
            quiet_from INTEGER,
            quiet_to INTEGER,
            starts_at TIMESTAMP WITH TIME ZONE,
            started_at TIMESTAMP WITH TIME ZONE,
            finished_at TIMESTAMP WITH TIME ZONE,
            created_by BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            progress_chat_id BIGINT,
            progress_message_id BIGINT,
            progress_language TEXT,
            progress_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_campaigns PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_campaigns_shop_id_media_id FOREIGN KEY(shop_id, media_id) REFERENCES media (shop_id, id),
            CONSTRAINT uq_campaigns_shop_id_code UNIQUE (shop_id, code),
            CONSTRAINT ck_campaigns_kind_known CHECK (kind IN ('broadcast', 'scenario')),
            CONSTRAINT ck_campaigns_state_known CHECK (state IN ('draft', 'scheduled', 'sending', 'paused', 'done', 'cancelled', 'off', 'on')),
            CONSTRAINT ck_campaigns_trigger_known CHECK (trigger IN ('opened', 'viewed', 'cart_left', 'paid', 'delivered')),
            CONSTRAINT ck_campaigns_audience_known CHECK (audience IN ('all', 'buyers', 'lapsed', 'bought', 'category', 'cart')),
            CONSTRAINT ck_campaigns_a_scenario_has_a_trigger CHECK ((kind = 'scenario') = (trigger IS NOT NULL)),
            CONSTRAINT ck_campaigns_states_of_its_kind CHECK ((kind = 'scenario') = (state IN ('on', 'off'))),
            CONSTRAINT ck_campaigns_quiet_hours CHECK (quiet_from BETWEEN 0 AND 23 AND quiet_to BETWEEN 0 AND 23),
            CONSTRAINT ck_campaigns_not_negative CHECK (delay_minutes >= 0 AND cap_days >= 0),
            CONSTRAINT fk_campaigns_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_campaigns_created_by FOREIGN KEY(created_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_campaigns_at_work ON campaigns (state) WHERE state IN ('scheduled', 'sending', 'on')""",
    ),
    "campaign_messages": (
        """
        CREATE TABLE campaign_messages (
            shop_id BIGINT NOT NULL,
            campaign_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            occasion TEXT DEFAULT '' NOT NULL,
            telegram_id BIGINT NOT NULL,
            name TEXT NOT NULL,
            language TEXT NOT NULL,
            state TEXT DEFAULT 'waiting' NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            claimed_at TIMESTAMP WITH TIME ZONE,
            done_at TIMESTAMP WITH TIME ZONE,
            why TEXT,
            CONSTRAINT pk_campaign_messages PRIMARY KEY (shop_id, campaign_id, person_id, occasion),
            CONSTRAINT fk_campaign_messages_shop_id_campaign_id FOREIGN KEY(shop_id, campaign_id) REFERENCES campaigns (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_campaign_messages_state_known CHECK (state IN ('waiting', 'claimed', 'sent', 'blocked', 'failed', 'skipped', 'unknown')),
            CONSTRAINT fk_campaign_messages_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_campaign_messages_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_campaign_messages_due ON campaign_messages (shop_id, campaign_id, due_at, person_id) WHERE state = 'waiting'""",
        """CREATE INDEX ix_campaign_messages_in_hand ON campaign_messages (claimed_at) WHERE state = 'claimed'""",
    ),
    "product_views": (
        """
        CREATE TABLE product_views (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            product_id BIGINT NOT NULL,
            viewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_product_views PRIMARY KEY (shop_id, person_id),
            CONSTRAINT fk_product_views_shop_id_product_id FOREIGN KEY(shop_id, product_id) REFERENCES products (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_product_views_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_product_views_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_product_views_at ON product_views (shop_id, viewed_at)""",
    ),
    "talks": (
        """
        CREATE TABLE talks (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            order_id BIGINT,
            bot_id BIGINT NOT NULL,
            state TEXT DEFAULT 'open' NOT NULL,
            assigned_to BIGINT,
            answered_by BIGINT,
            waiting_since TIMESTAMP WITH TIME ZONE,
            opened_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_talks PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_talks_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_talks_shop_id_person_id_order_id UNIQUE NULLS NOT DISTINCT (shop_id, person_id, order_id),
            CONSTRAINT ck_talks_state_known CHECK (state IN ('open', 'closed')),
            CONSTRAINT fk_talks_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_talks_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_talks_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id),
            CONSTRAINT fk_talks_assigned_to FOREIGN KEY(assigned_to) REFERENCES people (id),
            CONSTRAINT fk_talks_answered_by FOREIGN KEY(answered_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_talks_waiting ON talks (shop_id, waiting_since) WHERE state = 'open'""",
    ),
    "product_posts": (
        """
        CREATE TABLE product_posts (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            variant_id BIGINT NOT NULL,
            bot_id BIGINT NOT NULL,
            message_id BIGINT,
            state TEXT NOT NULL,
            language TEXT NOT NULL,
            shown TEXT DEFAULT '' NOT NULL,
            created_by BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_product_posts PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_product_posts_shop_id_variant_id FOREIGN KEY(shop_id, variant_id) REFERENCES variants (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_product_posts_state_known CHECK (state IN ('claimed', 'live', 'gone', 'unknown')),
            CONSTRAINT fk_product_posts_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_product_posts_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id),
            CONSTRAINT fk_product_posts_created_by FOREIGN KEY(created_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_product_posts_live ON product_posts (shop_id, variant_id) WHERE state = 'live'""",
        """CREATE UNIQUE INDEX uq_product_posts_standing ON product_posts (shop_id, chat_id, variant_id) WHERE state IN ('claimed', 'live')""",
    ),
    "talk_copies": (
        """
        CREATE TABLE talk_copies (
            shop_id BIGINT NOT NULL,
            talk_id BIGINT NOT NULL,
            talk_message_id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            thread_id BIGINT,
            message_id BIGINT,
            state TEXT NOT NULL,
            language TEXT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_talk_copies PRIMARY KEY (shop_id, talk_id, talk_message_id, chat_id),
            CONSTRAINT fk_talk_copies_shop_id_talk_id FOREIGN KEY(shop_id, talk_id) REFERENCES talks (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_talk_copies_state_known CHECK (state IN ('claimed', 'sent', 'failed', 'unknown')),
            CONSTRAINT fk_talk_copies_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_talk_copies_message ON talk_copies (shop_id, chat_id, message_id)""",
    ),
    "talk_messages": (
        """
        CREATE TABLE talk_messages (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            talk_id BIGINT NOT NULL,
            side TEXT NOT NULL,
            author_id BIGINT NOT NULL,
            kind TEXT NOT NULL,
            text TEXT DEFAULT '' NOT NULL,
            album TEXT,
            bot_id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            message_id BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            edited_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_talk_messages PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_talk_messages_shop_id_talk_id FOREIGN KEY(shop_id, talk_id) REFERENCES talks (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_talk_messages_shop_id_bot_id_chat_id_message_id UNIQUE (shop_id, bot_id, chat_id, message_id),
            CONSTRAINT ck_talk_messages_side_known CHECK (side IN ('customer', 'shop')),
            CONSTRAINT fk_talk_messages_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_talk_messages_author_id FOREIGN KEY(author_id) REFERENCES people (id),
            CONSTRAINT fk_talk_messages_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id)
        )
        """,
        """CREATE INDEX ix_talk_messages_talk ON talk_messages (shop_id, talk_id, id)""",
    ),
}
INDEXES = {
    "ix_order_journal_reached": "CREATE INDEX ix_order_journal_reached ON order_journal (shop_id, to_status, at)"
    " WHERE to_status IN ('confirmed', 'delivered')",
}

STEP = Step(tables=TABLES, indexes=INDEXES)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
