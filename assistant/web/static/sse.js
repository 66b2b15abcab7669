// Server-sent events from a fetch: EventSource cannot POST.

/** Yield {event, data} for every event of a response body; data is parsed JSON. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const pieces = (rest + value).split("\n\n");
    rest = pieces.pop();
    for (const piece of pieces) {
      const event = parse(piece);
      if (event) yield event;
    }
  }
}

function parse(piece) {
  let event = "message";
  const data = [];
  for (const line of piece.split("\n")) {
    if (line.startsWith("event: ")) event = line.slice(7);
    if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null;
}
