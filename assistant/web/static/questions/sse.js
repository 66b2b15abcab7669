// Server-sent events from a fetch: EventSource cannot POST.

const SILENCE = 45_000; // milliseconds; the server is heard every 15 s, if only by a comment

/** Yield {id, event, data} for every event of a response body; data is parsed JSON. Throws when nothing is heard. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read());
      if (done) return;
      const pieces = (rest + value).split("\n\n");
      rest = pieces.pop();
      for (const piece of pieces) {
        const event = parse(piece);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function inTime(promise) {
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("silence")), SILENCE);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}

function parse(piece) {
  const found = { id: null, event: "message" };
  const data = [];
  for (const line of piece.split("\n")) {
    if (line.startsWith("id: ")) found.id = line.slice(4);
    if (line.startsWith("event: ")) found.event = line.slice(7);
    if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  return data.length ? { ...found, data: JSON.parse(data.join("\n")) } : null;
}
