"""Does a passage prove a sentence? Judged without a model, in a millisecond or two."""
