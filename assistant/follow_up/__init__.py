"""Follow-up questions -> standalone questions: from German grammar alone, or by a chat model."""
