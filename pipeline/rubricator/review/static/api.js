// Questions and acts; every answer is plain data. An error is thrown with the sentences of the server.

const base = location.pathname;

export class Refused extends Error {
  constructor(messages) {
    super(messages.map((one) => one.remedy ? `${one.sentence} (${one.remedy})` : one.sentence).join(" "));
    this.messages = messages;
  }
}

async function answered(response) {
  const found = await response.json().catch(() => ({ error: [{ sentence: `${response.status}` }] }));
  if (found?.error) throw new Refused(found.error);
  return found;
}

export async function ask(name, values = {}) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "" && value != null));
  return answered(await fetch(`${base}${name}?${query}`));
}

export async function send(name, values = {}) {
  return answered(await fetch(base + name, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values),
  }));
}

// `told` is called with the number of each new state of the edition, whoever brought it about
export function listen(told, lost) {
  const events = new EventSource(`${base}events`);
  events.onmessage = (event) => told(Number(event.data));
  events.onerror = () => lost();
}
