"""What people do in their chats: write, press, pay, share, block; each action is what a phone would send."""
