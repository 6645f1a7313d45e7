// Talks to the control API and listens to the stream of events.

export class Refused extends Error {}

export async function call(path, fields = {}) {
  const answer = await fetch(`/sandbox/api/${path}`, { method: "POST", body: JSON.stringify(fields) });
  const result = await answer.json();
  if (!answer.ok) throw new Refused(result.error ?? String(answer.status));
  return result;
}

export const act = (verb, person, fields = {}) => call(`act/${verb}`, { person, ...fields });

export function listen(onEvent, onState) {
  let lost = false;
  const source = new EventSource("/sandbox/api/events");
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.type === "hello") {
      onState(true, lost);
      lost = false;
    } else onEvent(event);
  };
  source.onerror = () => { lost = true; onState(false, true); };
}
