"""Reports that come by themselves."""

from sqlalchemy import Column, Date, ForeignKey, Table

from db.models.base import big, check, metadata, number, one_of, shop_column, shop_key, words
from db.types.enums import ReportSpan

report_times = Table(
    "report_times",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    words("span"),
    number("hour"),  # of the shop's own day
    Column("sent_for", Date, nullable=False),  # the shop's day until which it has been sent
    shop_key("person_id", "span"),
    one_of("span", ReportSpan),
    check("hour_of_a_day", "hour BETWEEN 0 AND 23"),
)
