# Conversations of customers with the shop.

error-too-many-messages = You write faster than we can read. Please wait a minute: all you have sent has reached us.
