// Shows the page, tells the server what came of an action, and shows that beside the control. Outcomes, not events:
// whoever does the same in another way reports the same.

// A page keeps what it shows in a template, so that nothing is there before the script that listens to it: whoever is
// fast would act in vain. This runs in one go with what imports it.
const template = document.querySelector('template');
template?.replaceWith(template.content);

const asked = new URLSearchParams(location.search).get('run');
const kept = /(?:^|; )run=([^;]+)/.exec(document.cookie)?.[1];

/** Which browser context this is. A frame of the other site is told by its address: it may have no cookie. */
export const run = asked ?? kept;

function send(report) {
  const at = performance.timeOrigin + performance.now();
  // A beacon outlives the page that sends it.
  navigator.sendBeacon('/state', JSON.stringify({ run, at, ...report }));
}

/** What `key` is now. `root`: the shadow root whose `<output>` shows it. */
export function report(key, value, root = document) {
  send({ key, value });
  for (const output of root.querySelectorAll(`output[data-key="${key}"]`)) output.value = String(value);
}

/** One more of what `key` has: several tabs may add. */
export function add(key, value) {
  send({ key, value, add: true });
}

export const byId = (id) => document.getElementById(id);

/** Reports the field's value as it changes. */
export function reportValue(field, key, of = (field) => field.value) {
  for (const type of ['input', 'change']) field.addEventListener(type, () => report(key, of(field)));
}
