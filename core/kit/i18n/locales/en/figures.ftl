# /sales and /report: what was sold, in figures.
sales-title = 📈 <b>{ $span }</b>
    { $sum }
sales-none = Nothing was sold.
sales-placed = Placed: { $placed }, of them { $expired } never paid
sales-orders = { $orders ->
        [one] { $orders } order
       *[other] { $orders } orders
    } (before: { $before }), { $pieces ->
        [one] { $pieces } piece
       *[other] { $pieces } pieces
    }
sales-average = Average order: { $average }
sales-buyers = { $buyers ->
        [one] { $buyers } buyer
       *[other] { $buyers } buyers
    }, { $new } for the first time
sales-given-back = Sold for { $sold }, given back { $back }
sales-other = And in another currency: { $sum }
sales-top = <b>Best sellers</b>
sales-top-row = { $place }. { $title } – { $pieces ->
        [one] { $pieces } pc
       *[other] { $pieces } pcs
    }, { $sum }
usage-sales = That is no span. Send <code>/sales</code> for the last seven days, or <code>/sales today</code>, <code>/sales month</code>, <code>/sales year</code>.

span-today = Day
span-week = 7 days
span-month = 30 days
span-year = Year
button-earlier = ‹ Earlier
button-later = Later ›
button-sheet = 📄 Excel
button-sales = 📈 Sales
button-report-settings = ⏰ Reports
sheet-ready = 📄 The sheet follows: a summary, the days, the products and each order.

figures-change = { $sign }{ $percent } %
chart-now = this time
chart-before = the time before
short-units = { NUMBER($number, maximumFractionDigits: 2) }
short-thousands = { NUMBER($number, maximumFractionDigits: 1) }K
short-millions = { NUMBER($number, maximumFractionDigits: 1) }M

figures-sheet-summary = Summary
figures-sheet-days = Days
figures-sheet-products = Products
figures-sheet-orders = Orders
figures-net = Earned
figures-sold = Sold
figures-given-back = Given back
figures-net-before = Earned the time before
figures-orders = Orders
figures-average = Average order
figures-pieces = Pieces
figures-buyers = Buyers
figures-new-buyers = New buyers
figures-currency = Currency
figures-column-what = Figure
figures-column-value = Value
figures-column-when = When
figures-column-product = Product
figures-column-sum = Sum
figures-column-number = Order
figures-column-status = Status
figures-column-customer = Customer
figures-column-pieces = Pieces
figures-column-currency = Currency

# Reports that come by themselves.
report-settings = ⏰ <b>Reports that come by themselves</b>
    Only to you, in this chat.
report-daily = Every day about the day before – { $state ->
        [on] <b>at { $hour }</b>
       *[off] off
    }
report-weekly = On Mondays about the last seven days – { $state ->
        [on] <b>at { $hour }</b>
       *[off] off
    }
report-monthly = On the first of a month about thirty days – { $state ->
        [on] <b>at { $hour }</b>
       *[off] off
    }
button-report-daily = Every day
button-report-weekly = Every week
button-report-monthly = Every month
button-report-now = 👁 Look
button-report-off = Switch off
report-ask-daily = At what hour should the report of the day before come? Or type <code>/report daily 9</code>.
report-ask-weekly = At what hour on Mondays? Or type <code>/report weekly 9</code>.
report-ask-monthly = At what hour on the first of a month? Or type <code>/report monthly 9</code>.
usage-report = Type which report and its hour: <code>/report daily 9</code>, <code>/report weekly 18</code>, <code>/report monthly off</code>.
report-title-daily = ☀️ <b>{ $shop }: yesterday</b>
report-title-weekly = 🗓 <b>{ $shop }: seven days</b>
report-title-monthly = 🗓 <b>{ $shop }: thirty days</b>
report-low = <b>Running low</b>
report-low-row = { $name } (<code>{ $sku }</code>): { $left ->
        [0] sold out
       *[other] { $left } left
    }

forecast-runs-out = runs out { $days ->
        [0] today
        [one] in { $days } day
       *[other] in { $days } days
    }
forecast-runs-out-between = runs out in about { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ({ $earliest }–{ $latest })
