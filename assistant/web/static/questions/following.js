// Following an answer to its end: a connection that breaks is taken up again after the last event.
import { send } from "../sending.js";
import { events } from "./sse.js";

const WAITS = [500, 1000, 2000, 4000, 8000]; // milliseconds before each further try
const LAST = new Set(["done", "stopped", "error"]);
const STREAM = { accept: "text/event-stream" };

/** The server said no; `message` is its own sentence. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Yield the events of a question that is asked now. Throws Refused, or any error when the connection is lost. */
export function asking(question, signal) {
  const body = JSON.stringify(question);
  const headers = { "content-type": "application/json", ...STREAM };
  return following(() => send("/api/v1/questions", { method: "POST", headers, body, signal }), null, signal);
}

/** Yield the events of an answer that is being made already, from the first on. Throws like `asking`. */
export function resuming(id, signal) {
  return following(() => attach(id, 0, signal), id, signal);
}

async function* following(begin, id, signal) {
  let last = 0;
  let tries = 0;
  let request = begin;
  for (;;) {
    let lost = new Error("lost");
    try {
      const response = await request();
      if (!response.ok && (!id || response.status < 500)) throw new Refused((await response.json()).detail, response.status);
      for await (const event of response.ok ? events(response.body) : []) {
        if (event.event === "turn") id = event.data.id;
        if (event.id) {
          last = event.id;
          tries = 0;
        }
        yield event;
        if (LAST.has(event.event)) return;
      }
    } catch (error) {
      lost = error;
    }
    if (!id || signal.aborted || lost instanceof Refused || tries === WAITS.length) throw lost;
    await new Promise((resolve) => setTimeout(resolve, WAITS[tries++]));
    request = () => attach(id, last, signal);
  }
}

function attach(id, last, signal) {
  return fetch(`/api/v1/answers/${id}/events`, { headers: { ...STREAM, "last-event-id": last }, signal });
}
