// What changes something carries the token of the page; after signing in elsewhere there is a new one.
const HEADER = "x-csrf-token";
let token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/** The header that a request which changes something needs. */
export function proof() {
  return { [HEADER]: token };
}

/** Take the new token from an answer's header, for the forms too -> whether there is one. */
export function learn(fresh) {
  if (!fresh || fresh === token) return false;
  token = fresh;
  for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = fresh;
  return true;
}

/** Fetch what changes something; once more where the page was made before somebody signed in anew. */
export async function send(address, options) {
  const sent = () => fetch(address, { ...options, headers: { ...options.headers, ...proof() } });
  const response = await sent();
  return learn(response.headers.get(HEADER)) && response.status === 403 ? sent() : response;
}
