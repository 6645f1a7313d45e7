# The storefront: what the server writes on the first page. All other words are in miniapp/web/src/words.
store-search = Find a product
store-popular = Popular
store-shelves = Departments
store-stories = Stories
store-look = Have a look
store-lead = Chosen most often
store-from = from { $price }
store-not-built = The storefront is not built yet. Run make setup and reload this page.
store-no-shop = There is no such shop here. Please check the address.
