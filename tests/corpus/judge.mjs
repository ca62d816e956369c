// Compares what was made of a session with its labels. Runs nothing and prints nothing.

import { pagesAfter, stepOf } from './sessions.mjs';

/** Attached to nothing, where the label says somewhere: better than somewhere else. */
const ABSTAINED = 0.5;
const fold = (text) => String(text).replace(/\s+/g, ' ').trim();
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Where a sentence was attached: `right` and `exact`, each 1 for the right place, 0 for a wrong one. Right is also a
 * run that goes on over steps of which nobody speaks: they have to belong to some sentence. Exact is the label's alone.
 */
export function placed({ about }, attached, flow, spoken) {
  if (about === 'nothing') return alike(Number(attached.to === 'nothing'));
  if (attached.to === 'nothing') return alike(ABSTAINED);
  const numbers = new Map(flow.steps.map(({ id }, number) => [id, number]));
  const number = (id) => numbers.get(id) ?? 0;
  const isRun = Array.isArray(about);
  const wanted = isRun ? about : [about.after];
  const last = wanted.at(-1);
  const got = attached.to === 'after' ? [number(attached.step)] : attached.steps.map(number);
  // What holds after a step and the step itself are the same place: which of them it is, the class tells.
  const meets = got.at(-1) === last;
  if (attached.to === 'after') return { right: Number(meets), exact: Number(meets && !isRun) };
  if (!isRun) return { right: Number(meets), exact: 0 };
  const more = got.filter((one) => !wanted.includes(one));
  const right = wanted.every((one) => got.includes(one)) && !more.some((one) => spoken.has(one));
  return { right: Number(right), exact: Number(right && !more.length) };
}

const alike = (score) => ({ right: score, exact: score });

/** The parts of a text that is expected: literal ones, and such as vary. */
function partsOf(pattern) {
  return typeof pattern === 'string' ? [{ part: 'literal', text: pattern }] : pattern?.parts ?? pattern ?? [];
}

const VARYING = { digits: '\\d+', anything: '.+' };

/** Is this the whole of a text that is expected? */
function isWhole(pattern, text) {
  const source = partsOf(pattern).map((one) => VARYING[one.part] ?? escape(one.text.replace(/\s+/g, ' ')));
  return new RegExp(`^${source.join('').trim()}$`).test(fold(text));
}

/** A text that is expected, 0 for what varies. */
function plain(pattern) {
  return fold(partsOf(pattern).map(({ text }) => text ?? '0').join(''));
}

const isPart = (pattern, text) => plain(pattern).includes(fold(text));

/** Does a locator look for this text, whole or as a part of what it looks for? */
function looksFor(locator, text) {
  const words = JSON.stringify(locator ?? '', (key, value) => (key === 'css' ? undefined : value));
  return words.toLowerCase().includes(JSON.stringify(text).slice(1, -1).toLowerCase());
}

const isText = ({ expect }) => expect === 'text' || expect === 'containsText';

/**
 * Does what a check expects fulfil a label, by kind and value? `got` is the plan's expectation. The kinds that are no
 * expectation of a plan yet (`hidden`, `enabled` …) are taken by these names and fields when they come.
 */
const FULFILS = {
  text: (label, got, locator) => {
    if (got.expect === 'text') return isWhole(got.text, label.value);
    if (got.expect === 'containsText') return plain(got.text) === fold(label.value);
    return got.expect === 'visible' && looksFor(locator, fold(label.value));
  },
  containsText: (label, got, locator) => {
    return FULFILS.text(label, got, locator) || (isText(got) && isPart(got.text, label.value));
  },
  visible: (label, got) => got.expect === 'visible' || isText(got),
  hidden: (label, got) => {
    // Where an error is emptied, not taken away, that it says nothing is the same.
    return got.expect === 'hidden' || (got.expect === 'count' && got.count === 0) || (isText(got) && !plain(got.text));
  },
  value: (label, got) => got.expect === 'value' && isWhole(got.text, label.value),
  checked: (label, got) => got.expect === 'checked' && got.checked === (label.value ?? true),
  enabled: (label, got) => got.expect === 'enabled' && (got.enabled ?? true),
  disabled: (label, got) => got.expect === 'disabled' || (got.expect === 'enabled' && got.enabled === false),
  count: (label, got) => got.expect === 'count' && got.count === Number(label.value),
  pageTitle: (label, got) => {
    return got.expect === 'pageTitle' && (isWhole(got.text, label.value) || isPart(got.text, label.value));
  },
  pageUrl: (label, got) => {
    return got.expect === 'pageUrl' && (isWhole(got.text, label.value) || isPart(got.text, label.value));
  },
  attribute: (label, got) => {
    return got.expect === 'attribute' && got.name === label.name && isWhole(got.text ?? got.value, label.value);
  },
  order: (label, got) => {
    const texts = got.texts ?? got.items;
    return Array.isArray(texts) && texts.map(plain).join('\n').startsWith(label.value.map(fold).join('\n'));
  },
  download: (label, got) => got.expect === 'download' && (!label.value || plain(got.file ?? got.text) === label.value),
  newTab: (label, got) => got.expect === 'newTab' || got.expect === 'popup',
};
export const KINDS = Object.keys(FULFILS);
/** Kinds that speak of no element. */
export const NO_ELEMENT = ['pageTitle', 'pageUrl', 'download', 'newTab'];
/** Kinds for which something around the element, or in it, is as good when it has the same text. */
const BY_TEXT = ['text', 'containsText', 'visible', 'hidden'];

function same(one, other, kind) {
  if (one.node === other.node) return true;
  const near = one.around.includes(other.node) || other.around.includes(one.node);
  return BY_TEXT.includes(kind) && near && one.text === other.text;
}

/** Are these as many, and each in or around one of the others? So a count may count rows by their links. */
function sameSet(some, others) {
  const near = (one, other) => one.around.includes(other.node) || other.around.includes(one.node);
  const touches = (one, other) => one.node === other.node || near(one, other);
  return some.length === others.length && some.every((one) => others.some((other) => touches(one, other)));
}

/** Is a check of the plan what a label (or one of those in its `or`) wants? */
export async function wants(label, check, sentence, flow, pages) {
  for (const one of [label, ...(label.or ?? [])]) {
    if (!FULFILS[one.kind](one, check.expectation, check.locator?.locator)) continue;
    if (NO_ELEMENT.includes(one.kind) || (await sameElement(one, check, sentence, flow, pages))) return true;
  }
  return false;
}

async function sameElement({ kind, on }, check, sentence, flow, pages) {
  const { evidence, locator } = check;
  const all = [...new Set(flow.events.filter(({ what }) => what.kind === 'seen').map(({ what }) => what.page))];
  const after = stepOf(sentence) === undefined ? [] : pagesAfter(flow, stepOf(sentence));
  // What is gone was there before, on whichever page.
  const where = kind === 'hidden' ? all : evidence ? [evidence[0]] : after;
  for (const page of where) {
    const wanted = await pages.select(flow.folder, page, on);
    if (!wanted.length) continue;
    const found = locator ? await pages.locate(flow.folder, page, locator.locator) : [];
    if (kind === 'count' || kind === 'order') {
      if (sameSet(wanted.filter(({ off }) => !off), found)) return true;
      continue;
    }
    // The plan's own evidence decides where the locator alone does not.
    const alone = found.length === 1 || !evidence;
    const shown = alone ? found : await pages.select(flow.folder, page, `[data-sw="${evidence[1]}"]`);
    if (shown.length === 1 && wanted.some((one) => same(one, shown[0], kind))) return true;
  }
  return false;
}
