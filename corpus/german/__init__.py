"""German text, understood the same way in passages and in questions: words, stems, compound parts, sentences."""
