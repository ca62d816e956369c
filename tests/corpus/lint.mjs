// Holds the labels of a session against the stored pages: a label that its page does not bear out measures nothing.

import { KINDS, NO_ELEMENT } from './judge.mjs';
import { pagesAfter, stepOf, times } from './sessions.mjs';

const CLASSES = ['action', 'expectation', 'actionAndExpectation', 'dataRule', 'aside', 'correction'];
const fold = (text) => String(text).replace(/\s+/g, ' ').trim();

/** What is wrong with it, a line each. */
export async function lint(session, flow, pages) {
  const wrong = [];
  const last = flow.steps.length - 1;
  const isStep = (number) => Number.isInteger(number) && number >= 0 && number <= last;
  for (const [at, sentence] of session.sentences.entries()) {
    const say = (what) => wrong.push(`sentence ${at + 1}, “${sentence.text}”: ${what}`);
    const { about, checks = [] } = sentence;
    if (!CLASSES.includes(sentence.class)) say(`there is no class “${sentence.class}”`);
    const numbers = about === 'nothing' ? [] : Array.isArray(about) ? about : [about?.after];
    const labels = checks.flatMap((one) => [one, ...(one.or ?? [])]);
    if (!numbers.every(isStep) || (about !== 'nothing' && !numbers.length)) {
      say(`about ${JSON.stringify(about)} names no step`);
    } else if (checks.length && about === 'nothing') say('it has checks and is about nothing');
    else for (const label of labels) await lintLabel(label, sentence, flow, pages, say);
    if (!isStep(sentence.at?.step)) return [...wrong, `sentence ${at + 1}: “at” names no step`];
    if (!(sentence.lasts > 0)) say('it lasts no time');
  }
  const when = times(session, flow);
  when.slice(1).forEach(({ from }, at) => {
    const over = (when[at].to - from) / 1000;
    if (over > 0) wrong.push(`sentence ${at + 2} begins ${over.toFixed(1)} s before the one before it ends`);
  });
  return wrong;
}

async function lintLabel(label, sentence, flow, pages, say) {
  const { kind, on, value } = label;
  if (!KINDS.includes(kind)) return say(`there is no kind “${kind}”`);
  const number = stepOf(sentence);
  const after = pagesAfter(flow, number);
  const seen = flow.events.filter(({ what }) => what.kind === 'seen').map(({ what }) => what);
  if (kind === 'pageTitle') {
    const titles = after.map((page) => seen.find((one) => one.page === page).title);
    if (!titles.some((title) => title.includes(value))) say(`the titles are ${titles.join(' | ')}`);
  } else if (kind === 'pageUrl') {
    const urls = after.map((page) => seen.find((one) => one.page === page).url);
    if (!urls.some((url) => url.includes(value))) say(`the addresses are ${urls.join(' | ')}`);
  } else if (!NO_ELEMENT.includes(kind)) {
    if (!on) return say(`${kind} needs “on”`);
    if (kind === 'hidden') return lintHidden(on, flow, after, seen, pages, say);
    const trouble = [];
    for (const page of after) {
      const found = await pages.select(flow.folder, page, on);
      const fault = faultOf(label, found);
      if (!fault) return;
      trouble.push(fault);
    }
    say(`${kind} of ${on}: ${[...new Set(trouble)].join(' | ') || 'no page was stored after this step'}`);
  }
}

async function lintHidden(on, flow, after, seen, pages, say) {
  const isShown = async (page) => {
    const found = await pages.select(flow.folder, page, on);
    // An error that was emptied can't be seen any more.
    return found.some(({ off, text, value }) => !off && (text || value !== undefined));
  };
  let before = false;
  for (const { page } of seen) before ||= await isShown(page);
  if (!before) say(`${on} is never there`);
  else if (after.length && (await isShown(after[0]))) say(`${on} is still there after it`);
}

/** How the elements found are not what the label says; nothing when they are. */
function faultOf({ kind, on, value, name }, found) {
  const shown = found.filter(({ off }) => !off);
  if (kind === 'count') return shown.length === Number(value) ? undefined : `there are ${shown.length}`;
  if (kind === 'order') {
    if (!Array.isArray(value)) return 'the value must be a list of texts';
    const texts = shown.map(({ text }) => text);
    return value.every((text, at) => texts[at] === fold(text)) ? undefined : `they are ${JSON.stringify(texts)}`;
  }
  if (shown.length !== 1) return `${on} finds ${shown.length} that can be seen`;
  const [one] = shown;
  const is = {
    text: () => one.text === fold(value),
    containsText: () => one.text.includes(fold(value)),
    visible: () => true,
    value: () => one.value === value || one.chosen?.includes(value),
    checked: () => (one.checked ?? one.attributes['aria-checked'] === 'true') === (value ?? true),
    enabled: () => !one.disabled,
    disabled: () => one.disabled === true,
    attribute: () => one.attributes[name] === value,
  };
  return is[kind]() ? undefined : `it is ${JSON.stringify({ ...one, node: undefined, around: undefined })}`;
}
