# The HTTP edge: landing page and the refusals that only machines meet.
web-title = A shop in Telegram
web-bots = Everything happens in the chat: the catalogue, the cart, payment and delivery. Pick a bot and press Start.
web-no-bots = No shop is open here yet.
web-shops = Shops
error-unsigned = The caller did not prove who it is.
error-malformed = The body of the request cannot be read.
error-too-large = The body of the request is too large.
error-wrong-method = This address does not take that method.
menu-button-shop = Shop
button-in-app = 📱 In the app
button-dashboard = 🖥 Dashboard
command-dashboard = Dashboard
dashboard = 🖥 The dashboard: orders, returns and stock on a big screen, or right here in Telegram.
dashboard-in-private = 🖥 The dashboard opens from our private chat: /dashboard
dashboard-needs-address = 🖥 To open the dashboard, the application needs an address that the internet can see: the PUBLIC_URL setting.
