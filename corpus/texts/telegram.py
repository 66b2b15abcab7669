"""What the bot says at Telegram; HTML, as far as Telegram knows it."""

# Answering
SEARCHING = "Ich sehe in den Dokumenten nach …"
