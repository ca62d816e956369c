// What a random person did and what was recorded of it, both as lines of text that can be compared. The rules by which
// several deeds make one step are here, as they are meant to be:
//
// - Clicks into a field that is then filled belong to the fill. All that is typed, pasted and cut in a field until
//   something else is done is one fill with its last value. A field that was empty and ends empty was not filled.
// - In a text that is edited in place, what is added later on is typed after what is there.
// - A click that ticks a box is only the ticking; one that opens a native list, only the choice. Choosing what is
//   chosen already is nothing.
// - In a list of many choices, choosing on is one choice.
// - The clicks of a double or triple click are one.
// - Tab, copying, and keys that move or edit within a field are nothing.

/** Keys held down, as a recording has them. */
const MODIFIERS = ['alt', 'control', 'meta', 'shift'];

export class Story {
  #steps = [];

  /** A deed that is a step of its own. `more`: words on how it was done. */
  add(kind, id, ...more) {
    this.#steps.push({ kind, id, more });
  }

  /** What came of the last step. */
  then(words) {
    this.#steps.at(-1).more.push(words);
  }

  /** A field holds `value`, where `before` was. */
  fill(id, before, value) {
    if (this.#clicksInto(id).kind === 'fill') this.#steps.at(-1).value = value;
    else this.#steps.push({ kind: 'fill', id, value, beganEmpty: before === '' });
  }

  /** A text that is edited in place holds `value`, where `before` was; `ours`: something was filled in already. */
  write(id, before, value, ours) {
    if (this.#clicksInto(id).kind === 'fill') this.#steps.at(-1).value = value;
    else this.#steps.push({ kind: 'fill', id, value, beganEmpty: before === '', after: ours ? before : undefined });
  }

  select(id, labels) {
    const last = this.#steps.at(-1);
    const goesOn = last.kind === 'select' && last.id === id && (labels.length > 1 || last.labels.length > 1);
    if (goesOn) last.labels = labels;
    else this.#steps.push({ kind: 'select', id, labels });
  }

  /** Takes back the clicks on it that lead up to something. Gives the step before them, if that was on it, too. */
  #clicksInto(id) {
    while (this.#steps.at(-1).kind === 'click' && this.#steps.at(-1).id === id) this.#steps.pop();
    const last = this.#steps.at(-1);
    return last.id === id ? last : {};
  }

  lines() {
    return this.#steps.filter((step) => !(step.beganEmpty && step.value === '')).map((step) => {
      const { kind, id, more, value, labels, after } = step;
      const goesOn = kind === 'fill' && after && value.startsWith(after);
      if (goesOn) return line('type', id, quoted(value.slice(after.length)));
      if (kind === 'fill') return line(kind, id, quoted(value));
      if (kind === 'select') return line(kind, id, labels.join(', '));
      return line(kind, id, ...more);
    });
  }
}

const line = (...words) => words.filter((word) => word !== undefined && word !== '').join(' ');
/** Null: a secret. */
const quoted = (value) => (value === null ? 'secret' : JSON.stringify(value));

/** Words for the keys that were held: `shift+control` in the order of a recording. */
export const held = (keys) => MODIFIERS.filter((name) => keys.includes(name)).join('+');

/** Words for a dialog and its answer. */
export const dialog = (kind, accepted, answer) =>
  line(kind, accepted ? 'accepted' : 'dismissed', typeof answer === 'string' ? quoted(answer) : '');

/** A recorded step as a line. `named`: gives what is called by a target's id; `dialogs`: events by id. */
export function recorded(step, named, dialogs) {
  const { action, target, opened, closes } = step;
  return line(
    ...deed(action, named(target), named),
    ...step.dialogs.map((id) => dialogs.get(id)).map((what) => dialog(what.dialog, what.accepted, what.answer?.text)),
    opened.length ? `opens ${opened.length}` : '',
    closes ? 'closes' : '',
  );
}

function deed(action, id, named) {
  const kind = action.action;
  if (kind === 'goto') return [kind, new URL(action.url).search];
  if (kind === 'click') {
    const { button, modifiers, clicks, held: ms } = action;
    const keys = held(MODIFIERS.filter((name) => modifiers[name]));
    return [kind, id, button === 'left' ? '' : button, keys, clicks > 1 ? `x${clicks}` : '', ms ? 'held' : ''];
  }
  if (kind === 'fill') return [kind, id, quoted(action.value.is === 'secret' ? null : action.value.text)];
  if (kind === 'type') return [kind, id, quoted(action.text)];
  if (kind === 'press') return [kind, id, action.keys];
  if (kind === 'select') return [kind, id, action.labels.join(', ')];
  if (kind === 'upload') return [kind, id, action.files.join(', '), action.dropped ? 'dropped' : ''];
  if (kind === 'drag') return [kind, id, named(action.onto)];
  return [kind, id];
}
