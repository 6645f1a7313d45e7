invoice-title = Order { $number }
invoice-description = { $shop }: { $pieces }
invoice-discount = Discount
