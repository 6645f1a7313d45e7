# Goods by file and files to take away, for staff.

command-import = Goods by file: CSV or Excel
command-export = Export goods or orders

import-explain = <b>📥 Goods by file</b>

    Send a CSV or Excel (XLSX) table here. Its first row names the columns: SKU, name, price, old price, stock, category, description. Colour, size and “Option: flavour” work too.

    I show what would change first. Nothing changes until you press Apply. An empty cell changes nothing.
import-not-table = This is no table. Please send a CSV or XLSX file.
import-title = <b>📥 { $file }</b>
import-found = Rows: <b>{ $total }</b>
    🆕 New: { $added }
    ✏️ Will change: { $changed }
    ＝ The same: { $same }
    ⚠️ With errors: { $failed }
import-shelves = 🗂 New shelves ({ $count }): { $names }
import-unknown = I do not know these columns and leave them out: { $names }
import-left-out = Your role does not change these columns, left out: { $names }
import-problems = <b>First errors</b>
import-problem = Row { $number }, <code>{ $sku }</code>: { $why }
import-problem-no-sku = there is no SKU
import-problem-bad-sku = “{ $value }” does not work as a SKU: Latin letters, digits, dot, hyphen and underscore, up to 32 characters
import-problem-twice = row { $value } has this SKU already
import-problem-bad-price = “{ $value }” is no price. Example: 1990.50
import-problem-bad-old-price = “{ $value }” is no old price. Example: 2490
import-problem-old-price-lower = the old price must be higher than the new one
import-problem-bad-stock = “{ $value }” is no stock. Example: 12
import-problem-no-name = no product has this SKU, and a new one needs a name
import-problem-no-price = no product has this SKU, and a new one needs a price
import-problem-unknown = the shop has no such SKU
import-problem-held = orders hold { $value }, it cannot be less
import-problem-keys = these are keys: their stock counts itself
import-problem-shelf-name = “{ $value }” does not work as the name of a shelf
import-problem-other-options = the product has other options. Change them in /edit
import-progress = { $bar }
    { $ended } of { $whole } done. You can go on with other things.
import-cancelled = Cancelled. Nothing was changed.
import-done = ✅ Done. Rows applied: <b>{ $done }</b>. The same as before: { $same }.
import-done-wrong = ⚠️ Not applied: { $count }. Mend them and send the file again — what is done is not done twice.
import-errors-sent = Errors: { $count }. The file is below.
import-errors-file = errors
import-errors-row = Row
import-errors-sku = SKU
import-errors-why = What is wrong
import-column-sku = SKU
import-column-name = Name
import-column-price = Price
import-column-old_price = Old price
import-column-stock = Stock
import-column-category = Category
import-column-description = Description
import-column-options = Options
import-template-option = Colour
import-template-first = MUG-RED|Mug “Fog”|1200|1500|12|Cups|Ceramic, 350 ml|red
import-template-second = MUG-BLUE|Mug “Fog”|1200||7|Cups|Ceramic, 350 ml|blue
import-template-file = goods
import-template-sent = Here is a template. Rows with one name and different colours are variants of one product.
button-import-go = ✅ Apply · { $count }
button-import-stop = Cancel
button-import-errors = ⚠️ All errors as a file
button-import-look = 🔄 Refresh
button-import-template = 📄 Table template
button-export = 📤 Export
button-stock = 📦 Stock

count-title = <b>🧮 Count</b>
count-found = SKUs counted: <b>{ $total }</b>
    ✏️ Differ from the books: { $changed }
    ＝ As in the books: { $same }
    ⚠️ Could not be read: { $failed }
count-difference = <code>{ $sku }</code>: { $before } → <b>{ $after }</b>
movement-import = file
movement-count = shelf count

export-choose = <b>📤 What shall I export?</b>
    You can edit the table of goods and send it back.
export-private-only = Orders hold people’s names and addresses. I send that file to a private chat only.
export-sent = Rows in the file: { $count }.
export-option = Option: { $name }
export-file-goods = goods
export-file-orders = orders
export-column-number = Order
export-column-date = Date
export-column-status = Status
export-column-customer = Customer
export-column-phone = Phone
export-column-delivery = Delivery
export-column-address = Address
export-column-payment = Payment
export-column-lines = Goods
export-column-goods = Sum of goods
export-column-delivered = For delivery
export-column-discount = Discount
export-column-total = Total
export-column-paid = Paid
export-column-currency = Currency
export-column-tracking = Tracking number
export-column-comment = Comment
button-export-goods = Goods · { $form }
button-export-orders-7 = Orders, a week · { $form }
button-export-orders-31 = Orders, a month · { $form }
button-export-orders-366 = Orders, a year · { $form }
usage-export = I did not get that. Examples: <code>/export products</code>, <code>/export orders csv month</code>. Or choose:

error-table = { $why ->
    [size] The file is too large: up to 10 MB, please. Nothing was changed.
    [rows] The table has more than 20,000 rows. Please split it. Nothing was changed.
    [columns] The table has more than 60 columns. Please remove some. Nothing was changed.
    [head] I found no “SKU” column, or nothing beside it. A template is in /import.
   *[format] I could not read the table. It must be a CSV or XLSX file. A template is in /import.
}
error-import-over = This file was applied or cancelled already.
