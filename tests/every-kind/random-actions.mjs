// What can be done on the page of many plain widgets, each with what must be recorded of it. What a widget holds is
// always read from the page, so that nothing has to be known of what was done before.
//
// An action: `(hands, dice, story)`.

import { fileURLToPath } from 'node:url';
import { dialog, held } from './random-story.mjs';

const WORDS = ['teapot', 'Mug 7', 'two, "three"', "it's", 'a+b=c', 'Äpfel', 'x', '50%', 'ada@example.com', 'one two'];
const FIELDS = ['name', 'email', 'town', 'area', 'query'];
const PLAIN = ['ring', 'zoom', 'tile', 'title'];
const MANY = ['Basil', 'Capers', 'Olives', 'Onions'];
const HELD = [[], [], [], ['Shift'], ['Control'], ['Alt'], ['Meta'], ['Control', 'Shift']];
/** How a key is pressed, and how it is recorded. */
const HOT_KEYS = [
  ['j', 'j'], ['k', 'k'], ['Escape', 'Escape'], ['Delete', 'Delete'], ['Shift+?', 'Shift+?'],
  ['Control+s', 'Control+s'], ['Control+Shift+k', 'Control+Shift+K'], ['Alt+k', 'Alt+k'],
  ['Control+Enter', 'Control+Enter'], ['Enter', 'Enter'],
];
const FIELD_KEYS = ['Escape', 'Control+s', 'Enter', 'Control+Enter'];
/** A pointer rests for so long while something is looked at. */
const LOOK_MS = 400;
/** A hand is no quicker than that from a button to the tab's cross. */
const TO_CLOSE_MS = 250;
const HOLD_MS = 750;
/** From a slider's edge to the middle of its thumb at the end, in pixels. */
const THUMB = 8;

const t = (id) => `[data-testid="${id}"]`;
const path = (name) => fileURLToPath(new URL(`files/${name}`, import.meta.url));
const property = (hands, id, of) => hands.evaluate(`document.querySelector('${t(id)}').${of}`);
const valueOf = async (hands, query) => (await hands.spot(query)).text;

async function clickPlain(hands, dice, story) {
  const id = dice.one(PLAIN);
  const keys = dice.one(HELD);
  const button = dice.one(['left', 'left', 'left', 'right', 'middle']);
  const count = button === 'left' ? dice.one([1, 1, 1, 2, 3]) : 1;
  const texts = () => Promise.all(FIELDS.map((field) => valueOf(hands, t(field))));
  const before = await texts();
  await hands.click(t(id), { button, keys, count });
  const names = held(keys.map((key) => key.toLowerCase()));
  story.add('click', id, button === 'left' ? '' : button, names, count > 1 ? `x${count}` : '');
  // The middle button pastes what is selected, into whatever field had the focus.
  const after = await texts();
  FIELDS.forEach((field, at) => {
    if (after[at] !== before[at]) story.fill(field, before[at], after[at]);
  });
}

async function lookAround(hands, dice, story) {
  for (const id of ['ring', dice.one(['memo', 'next', 'tile'])]) {
    await hands.hover(t(id));
    await hands.pause(LOOK_MS);
  }
  await hands.click(t('zoom'));
  story.add('click', 'zoom');
}

async function hold(hands, dice, story) {
  const id = dice.one(['ring', 'tile']);
  await hands.click(t(id), { hold: HOLD_MS });
  story.add('click', id, 'held');
}

/** Does something in a field, and tells what it holds then. */
/** `typed`: typing the same again is typing, too. */
async function inField(hands, story, query, id, act, typed = false) {
  const before = await valueOf(hands, query);
  await act();
  const after = await valueOf(hands, query);
  if (typed || after !== before) story.fill(id, before, after);
}

async function typeIn(hands, dice, story) {
  const id = dice.one(FIELDS);
  story.add('click', id);
  await inField(hands, story, t(id), id, () => hands.fill(t(id), dice.one(WORDS)), true);
}

async function overwrite(hands, dice, story) {
  const id = dice.one(FIELDS);
  const before = await valueOf(hands, t(id));
  const text = dice.one(WORDS.filter((word) => word !== before));
  const byKeys = dice.one([true, false]);
  story.add('click', id, byKeys ? '' : 'x3');
  await inField(hands, story, t(id), id, async () => {
    await hands.click(t(id), { count: byKeys ? 1 : 3 });
    if (byKeys) await hands.press('Control+a');
    await hands.type(text);
  });
}

async function correct(hands, dice, story) {
  const id = dice.one(FIELDS);
  story.add('click', id);
  await inField(hands, story, t(id), id, async () => {
    await hands.click(t(id));
    await hands.type('worng');
    for (let back = 0; back < 4; back++) await hands.press('Backspace');
    await hands.type('rong');
  });
}

async function cut(hands, dice, story) {
  const id = dice.one(FIELDS);
  story.add('click', id);
  await inField(hands, story, t(id), id, async () => {
    await hands.click(t(id));
    await hands.press('Control+a');
    await hands.cut();
  });
}

async function paste(hands, dice, story) {
  const id = dice.one(FIELDS);
  await hands.click(t('words'), { count: 2 });
  story.add('click', 'words', 'x2');
  await hands.copy();
  story.add('click', id);
  await inField(hands, story, t(id), id, async () => {
    await hands.click(t(id));
    await hands.paste();
  });
}

async function tabOn(hands, dice, story) {
  story.add('click', 'name');
  await inField(hands, story, t('name'), 'name', () => hands.fill(t('name'), dice.one(WORDS)), true);
  await inField(hands, story, t('email'), 'email', async () => {
    await hands.press('Tab');
    await hands.type(dice.one(WORDS));
  }, true);
}

async function clickLabel(hands, dice, story) {
  await hands.click('label[for=name]');
  story.add('click', 'name');
  if (dice.one([true, false])) await inField(hands, story, t('name'), 'name', () => hands.type(dice.one(WORDS)), true);
}

async function secret(hands, dice, story) {
  await hands.fill(t('secret'), 'Correct-horse');
  story.add('click', 'secret');
  story.fill('secret', null, null);
}

async function note(hands, dice, story) {
  const ours = await property(hands, 'note', 'dataset.ours');
  const before = await property(hands, 'note', 'textContent');
  const text = dice.one(['tea', 'mug', 'pot']);
  story.add('click', 'note');
  await hands.click(t('note'));
  await hands.press('Control+End');
  await hands.type(text);
  await hands.evaluate(`void (document.querySelector('${t('note')}').dataset.ours = 'yes')`);
  story.write('note', before, before + text, Boolean(ours));
}

async function fieldKey(hands, dice, story) {
  const id = dice.one(['name', 'email', 'town', 'query']);
  const key = dice.one(FIELD_KEYS);
  story.add('click', id);
  await inField(hands, story, t(id), id, () => hands.fill(t(id), dice.one(WORDS)), true);
  await hands.press(key);
  story.add('press', id, key);
}

async function hotKey(hands, dice, story) {
  await hands.click(t('title'));
  story.add('click', 'title');
  for (let times = dice.one([1, 2]); times > 0; times--) {
    const [key, says] = dice.one(HOT_KEYS);
    await hands.press(key);
    story.add('press', undefined, says);
  }
}

async function keyOnButton(hands, dice, story) {
  const key = dice.one(['Enter', 'Space', 'j']);
  await hands.click(t('ring'));
  story.add('click', 'ring');
  await hands.press(key);
  story.add('press', 'ring', key);
}

async function selectOne(hands, dice, story) {
  const now = await property(hands, 'country', 'selectedIndex');
  const next = dice.one([0, 1, 2, 3]);
  await hands.click(t('country'));
  await hands.waitFor(`${t('country')}:open`);
  await hands.press('Home');
  for (let down = 0; down < next; down++) await hands.press('ArrowDown');
  await hands.press('Enter');
  await hands.until(async () => (await property(hands, 'country', 'selectedIndex')) === next, 'the choice');
  if (next !== now) story.select('country', [await property(hands, 'country', 'selectedOptions[0].label')]);
}

async function selectInList(hands, dice, story) {
  const now = await property(hands, 'size', 'value');
  const next = dice.one(['Small', 'Medium', 'Large']);
  await hands.click(`${t('size')} > option =${next}`);
  if (next !== now) story.select('size', [next]);
}

async function selectMany(hands, dice, story) {
  const label = dice.one(MANY);
  const keys = dice.one([[], ['Control']]);
  const chosen = () => hands.evaluate(
    `[...document.querySelector('${t('toppings')}').selectedOptions].map((option) => option.label)`,
  );
  const before = await chosen();
  await hands.click(`${t('toppings')} > option =${label}`, { keys });
  const after = await chosen();
  if (after.join() !== before.join()) story.select('toppings', after);
}

async function box(hands, dice, story) {
  const [id, query] = dice.one([
    ['news', t('news')], ['news', `label:has(${t('news')})`], ['gift', t('gift')], ['gift', 'label[for=gift]'],
  ]);
  await hands.click(query, { at: query.startsWith('label:') ? { x: 60 } : undefined });
  story.add((await property(hands, id, 'checked')) ? 'check' : 'uncheck', id);
}

async function boxByKey(hands, dice, story) {
  await hands.click(t('news'));
  story.add((await property(hands, 'news', 'checked')) ? 'check' : 'uncheck', 'news');
  await hands.press('Space');
  story.add((await property(hands, 'news', 'checked')) ? 'check' : 'uncheck', 'news');
}

async function radio(hands, dice, story) {
  const id = dice.one(['post', 'bike', 'shop']);
  const was = await property(hands, id, 'checked');
  await hands.click(dice.one([t(id), `label:has(${t(id)})`]));
  story.add(was ? 'click' : 'check', id);
}

async function radioByKey(hands, dice, story) {
  const was = await property(hands, 'post', 'checked');
  await hands.click(t('post'));
  story.add(was ? 'click' : 'check', 'post');
  await hands.press('ArrowDown');
  story.add('check', 'bike');
}

async function slider(hands, dice, story) {
  const now = Number(await property(hands, 'volume', 'value'));
  const next = dice.one([0, 1, 3, 4, 5, 6, 7, 9, 10].filter((value) => Math.abs(value - now) > 1));
  const width = await property(hands, 'volume', 'offsetWidth');
  await inField(hands, story, t('volume'), 'volume', async () => {
    await hands.click(t('volume'), { at: { x: THUMB + (next / 10) * (width - 2 * THUMB) } });
    for (let keys = dice.one([0, 0, 1, 3]); keys > 0; keys--) await hands.press(next > 5 ? 'ArrowLeft' : 'ArrowUp');
  }, true);
}

async function date(hands, dice, story) {
  const day = dice.one(['05212026', '12012027', '02282025']);
  const wanted = `${day.slice(4)}-${day.slice(0, 2)}-${day.slice(2, 4)}`;
  if ((await valueOf(hands, t('date'))) === wanted) return;
  story.add('click', 'date');
  await inField(hands, story, t('date'), 'date', async () => {
    await hands.click(t('date'), { at: { x: 18 } });
    await hands.type(day);
  });
}

async function number(hands, dice, story) {
  const byArrow = dice.one([true, false]);
  story.add('click', 'nights');
  await inField(hands, story, t('nights'), 'nights', async () => {
    await hands.click(t('nights'), { at: byArrow ? { x: -20, y: 12 } : { x: 20 } });
    if (!byArrow) await hands.press(dice.one(['ArrowUp', 'ArrowDown']));
  });
}

async function asked(hands, dice, story) {
  const kind = dice.one(['alert', 'confirm', 'prompt']);
  const accepted = kind === 'alert' || dice.one([true, false]);
  const answer = kind === 'prompt' && accepted ? dice.one(WORDS) : undefined;
  await hands.click(t(kind));
  await hands.answer(accepted, answer);
  story.add('click', kind, dialog(kind, accepted, answer));
}

async function travel(hands, dice, story) {
  const where = () => hands.until(() => hands.path(), 'the page');
  const before = await where();
  await hands.click(t('next'));
  story.add('click', 'next');
  await hands.until(async () => (await where()) !== before, 'the next page');
  const after = await where();
  if (dice.one([true, false])) return;
  await hands.back();
  await hands.arrived(before);
  story.add('back');
  if (dice.one([true, false])) return;
  await hands.forward();
  await hands.arrived(after);
  story.add('forward');
}

async function reload(hands, dice, story) {
  await hands.evaluate('void (window.old = true)');
  await hands.reload();
  await hands.until(() => hands.evaluate("!window.old && document.readyState === 'complete'"), 'the page again');
  story.add('reload');
}

async function drag(hands, dice, story) {
  const id = dice.one(['flour', 'bread']);
  const from = await property(hands, id, 'parentNode.dataset.testid');
  const onto = from === 'todo' ? 'done' : 'todo';
  await hands.drag(t(id), t(onto), { onto: { y: -10 } });
  await hands.until(async () => (await property(hands, id, 'parentNode.dataset.testid')) === onto, 'the card to land');
  story.add('drag', id, onto);
}

async function inside(hands, dice, story) {
  const at = dice.one(['near', 'far', 'open']);
  const query = `${t(at)} >> ${t(`${at}-note`)}`;
  story.add('click', `${at}-note`);
  await inField(hands, story, query, `${at}-note`, () => hands.fill(query, dice.one(WORDS)), true);
  await hands.click(`${t(at)} >> ${t(`${at}-keep`)}`);
  story.add('click', `${at}-keep`);
}

async function scroll(hands, dice, story) {
  const row = `row-${dice.one([2, 17, 39])}`;
  const query = `${t('rows')} > ${t(row)}`;
  const top = () => hands.evaluate(`Math.sign(document.querySelector('${query}').getBoundingClientRect().top
    - document.querySelector('${t('rows')}').getBoundingClientRect().top)`);
  await hands.wheelTo(t('rows'), query, { dy: 80 * (await top()) });
  await hands.click(query);
  story.add('click', row);
}

async function scrollVirtual(hands, dice, story) {
  const now = await property(hands, 'virtual', 'scrollTop');
  const at = Math.floor(now / 32) + dice.one([12, 25]);
  const query = `${t('virtual')} ${t(`row-${at + 101}`)}`;
  await hands.wheelTo(t('virtual'), query, { dy: 96 });
  await hands.click(query);
  story.add('scroll', 'virtual');
  story.add('click', `row-${at + 101}`);
}

async function menu(hands, dice, story) {
  const id = dice.one(['cut', 'glue']);
  await hands.hover(t('tools'));
  await hands.click(t(id));
  await hands.hover(t('title'));
  story.add('hover', 'tools');
  story.add('click', id);
}

async function details(hands, dice, story) {
  await hands.click(t('hours'));
  story.add('click', 'hours');
}

async function popup(hands, dice, story) {
  const main = hands.tab;
  const opener = dice.one(['memo', 'leaflet']);
  const opened = await hands.opened(() => hands.click(t(opener)));
  story.add('click', opener, 'opens 1');
  await hands.toTab(opened);
  story.add('click', 'popup-note');
  await inField(hands, story, t('popup-note'), 'popup-note', () => hands.fill(t('popup-note'), dice.one(WORDS)), true);
  if (opener === 'memo' && dice.one([true, false])) {
    await hands.click(t('popup-done'));
    await hands.until(() => !hands.tabs.has(opened.id), 'the popup to close');
    story.add('click', 'popup-done', 'closes');
    return hands.toTab(main);
  }
  await hands.click(t('popup-keep'));
  story.add('click', 'popup-keep');
  await hands.pause(TO_CLOSE_MS);
  await hands.closeTab(main);
  story.add('closeTab');
}

async function upload(hands, dice, story) {
  const [id, files] = dice.one([['one', ['mug.svg']], ['one', ['note.txt']], ['several', ['mug.svg', 'contacts.csv']]]);
  const names = () => hands.evaluate(`[...document.querySelector('${t(id)}').files].map(({ name }) => name).join()`);
  const before = await names();
  await hands.upload(t(id), files.map(path));
  // Choosing the same files again changes nothing.
  if (before === files.join()) story.add('click', id);
  else story.add('upload', id, files.join(', '));
}

async function dropFile(hands, dice, story) {
  await hands.dropFiles(t('zone'), [path('note.txt')]);
  story.add('upload', 'zone', 'note.txt', 'dropped');
}

/** Each as often as its number among all. */
const OFTEN = [
  [clickPlain, 4], [typeIn, 3], [overwrite, 2], [correct, 1], [cut, 1], [paste, 1], [tabOn, 1], [clickLabel, 1],
  [secret, 1], [note, 2], [fieldKey, 2], [hotKey, 2], [keyOnButton, 1], [selectOne, 2], [selectInList, 1],
  [selectMany, 2], [box, 3], [boxByKey, 1], [radio, 2], [radioByKey, 1], [slider, 1], [date, 1], [number, 2],
  [asked, 2], [travel, 1], [reload, 1], [drag, 1], [inside, 3], [scroll, 1], [scrollVirtual, 1], [menu, 1],
  [details, 1], [lookAround, 1], [popup, 1], [upload, 1], [dropFile, 1], [hold, 1],
];
export const ACTIONS = OFTEN.flatMap(([action, often]) => Array(often).fill(action));
