"""The rooms where people sign in, look after their account, and are administered."""
