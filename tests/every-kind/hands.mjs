// A person at mouse and keyboard. Every input is real: it comes from the browser, not from the page. What DevTools
// can't press (the browser's own buttons and dialogs) it tells the browser to do.
//
// What `hands-x11.mjs` does otherwise stands below `// The devices`.

import { setTimeout as sleep } from 'node:timers/promises';
import { Eyes } from './eyes.mjs';
import { keyFor, MODIFIERS } from './keyboard.mjs';

const KEY_MS = 8;
/** How long a list may take to open and to close, and how often it is tried. */
const LIST_MS = 1500;
/** How long a person waits for the caret, which is elsewhere in some fields. */
const CARET_MS = 1000;
const MOST_TRIES = 4;
/** A place beside everything, to turn the wheel over. */
const MARGIN = { x: 204, y: 300 };
const BUTTONS = { left: 1, right: 2, middle: 4 };

export class Hands extends Eyes {
  at = { x: 1, y: 1 };
  /** How many milliseconds a hand rests before it lets go. */
  rest = 50;
  #held = 0;
  #buttons = 0;

  /** Waits until the element is there, at rest, in view and uncovered, and gives the place. Scrolls the page to it. */
  async reach(query, at = {}) {
    let before;
    return this.until(async () => {
      const spot = await this.spot(query, at);
      const rests = spot && !spot.moves && before && spot.x === before.x && spot.y === before.y;
      before = spot;
      if (!spot) throw new Error('it is not there');
      if (!rests) throw new Error('it moves');
      if (!spot.enabled) throw new Error('it is disabled');
      const height = await this.evaluate('innerHeight');
      if (spot.y > 4 && spot.y < height - 4) {
        if (!spot.hits) throw new Error('something covers it');
        return spot;
      }
      await this.pointAt(MARGIN);
      await this.turnWheel(0, spot.y - height / 2);
      throw new Error(`it is at ${spot.y} of ${height}`);
    }, `${query} to be within reach`);
  }

  /** Moves there as a hand does, over what lies between. */
  async pointAt({ x, y }, steps) {
    const from = this.at;
    const many = steps ?? Math.min(6, 1 + Math.ceil(Math.hypot(x - from.x, y - from.y) / 80));
    for (let step = 1; step <= many; step++) {
      const share = step / many;
      await this.moveMouse(from.x + (x - from.x) * share, from.y + (y - from.y) * share);
    }
  }

  async hover(query, at) {
    await this.pointAt(await this.reach(query, at));
  }

  /** `count`: 2 for a double click. `hold`: for how many milliseconds. `keys`: held meanwhile. `at`: { x, y } in pixels
   * from the element's left and top, or from its right and bottom when negative. */
  async click(query, { button = 'left', count = 1, hold = 0, keys = [], at } = {}) {
    await this.hover(query, at);
    for (const key of keys) await this.keyDown(key);
    for (let click = 1; click <= count; click++) {
      if (!hold) {
        await this.tap(button, click);
        continue;
      }
      await this.buttonDown(button, click);
      await sleep(hold);
      await this.buttonUp(button, click);
    }
    for (const key of keys.toReversed()) await this.keyUp(key);
  }

  /** From a place on one element to a place on another (or the same). */
  async drag(from, to, { at, onto } = {}) {
    await this.hover(from, at);
    await this.buttonDown('left', 1);
    const spot = await this.spot(to, onto);
    await this.pointAt(spot, 8);
    // A hand trembles before it lets go. X11 needs that: whether a drop is taken it learns of the last move but one.
    for (const tremble of [1, 2]) {
      await sleep(this.rest);
      await this.pointAt({ x: spot.x + tremble, y: spot.y }, 1);
    }
    await sleep(this.rest);
    await this.buttonUp('left', 1);
  }

  /** Types into whatever has the focus. */
  async type(text, pause = KEY_MS) {
    for (const character of text) {
      const key = character === '\n' ? 'Enter' : character === '\t' ? 'Tab' : character;
      if (keyFor(key)?.shift) await this.press(`Shift+${key}`);
      else await this.press(key);
      if (pause) await sleep(pause);
    }
  }

  /** A key or a chord: `Control+s`. */
  async press(chord) {
    await this.strike(chord === '+' ? ['+'] : chord.split(/\+(?=.)/));
  }

  /** Clicks into a field and types, when the caret is there: in a frame of another process that takes its time. */
  async fill(query, text, options) {
    await this.click(query, options);
    await this.until(async () => (await this.spot(query))?.focused, 'the caret to be there', CARET_MS).catch(() => {});
    await this.type(text);
  }

  /** Opens a list of the browser's own and chooses by keys, as often as it takes: nothing tells when it listens. */
  async choose(query, label) {
    const list = `document.querySelector(${JSON.stringify(query)})`;
    const place = `[...${list}.options].findIndex((option) => option.label === ${JSON.stringify(label)})`;
    const at = await this.until(async () => (await this.evaluate(`1 + ${place}`)), `${label} to be offered`);
    const chosen = `${list}.selectedIndex === ${at - 1} && !${list}.matches(':open')`;
    for (let tries = 1; ; tries++) {
      try {
        await this.openList(query);
        await this.press('Home');
        for (let down = 1; down < at; down++) await this.press('ArrowDown');
        await this.press('Enter');
        return await this.until(() => this.evaluate(chosen), `${label} to be chosen`, LIST_MS);
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await this.press('Escape');
      }
    }
  }

  /** Takes what is selected and puts it where the focus will be. */
  copy() {
    return this.press('Control+c');
  }

  cut() {
    return this.press('Control+x');
  }

  paste() {
    return this.press('Control+v');
  }

  /** Goes from field to field until the element has the focus. */
  async tabTo(selector) {
    const focused = `document.activeElement?.matches(${JSON.stringify(selector)})`;
    for (let tries = 0; tries < 60; tries++) {
      if (await this.evaluate(focused)) return;
      await this.press('Tab');
    }
    throw new Error(`No way to ${selector} by Tab`);
  }

  /** As when something is looked at. */
  pause(ms) {
    return sleep(ms);
  }

  /** Turns the wheel over the element until the other one is in view. */
  async wheelTo(over, query, { dx = 0, dy = 0 }) {
    await this.hover(over);
    await this.until(async () => {
      const spot = await this.spot(query);
      if (spot?.hits) return true;
      await this.turnWheel(dx, dy);
      return false;
    }, `${query} to come into view`);
  }

  /** Goes on in that tab. */
  async toTab(tab) {
    const visibility = await this.until(() => this.visibility(tab), 'the tab to be there');
    await this.showTab(tab, visibility === 'visible');
    await this.until(async () => (await this.visibility(tab)) === 'visible', 'the tab to show');
    this.tab = tab;
  }

  /** Closes the tab that is shown, and goes on in `next`. */
  async closeTab(next) {
    const { tab } = this;
    await this.closeShown();
    await this.until(() => !this.tabs.has(tab.id), 'the tab to close');
    await this.toTab(next);
  }

  // The devices

  #mouse(type, { x, y }, more) {
    const params = { type, x, y, buttons: this.#buttons, modifiers: this.#held, ...more };
    return this.send('Input.dispatchMouseEvent', params);
  }

  async moveMouse(x, y) {
    this.at = { x, y };
    const held = Object.keys(BUTTONS).find((name) => this.#buttons & BUTTONS[name]);
    await this.uninterrupted(this.#mouse('mouseMoved', this.at, { button: held ?? 'none' }));
  }

  async buttonDown(button, clickCount) {
    await this.uninterrupted(this.#press(button, clickCount));
  }

  async buttonUp(button, clickCount) {
    await this.uninterrupted(this.#release(button, clickCount));
  }

  /** Presses and lets go. No hand waits for a busy page in between: it would press and hold. */
  async tap(button, clickCount) {
    await this.uninterrupted(Promise.all([this.#press(button, clickCount), this.#release(button, clickCount)]));
  }

  #press(button, clickCount) {
    this.#buttons |= BUTTONS[button];
    return this.#mouse('mousePressed', this.at, { button, clickCount });
  }

  #release(button, clickCount) {
    this.#buttons &= ~BUTTONS[button];
    return this.#mouse('mouseReleased', this.at, { button, clickCount });
  }

  /** Turns it, and waits until the page has stopped rolling. */
  async turnWheel(deltaX, deltaY) {
    await this.uninterrupted(this.#mouse('mouseWheel', this.at, { deltaX, deltaY }));
    await this.rolled();
  }

  /** Where everything that rolls is. */
  rolls() {
    return this.evaluate("[...document.querySelectorAll('*')].map((e) => [e.scrollTop, e.scrollLeft]).join()");
  }

  /** Waits until nothing has rolled for so many looks. */
  async rolled(looks = 1) {
    let before;
    let rests = 0;
    await this.until(async () => {
      const now = await this.rolls();
      rests = now === before ? rests + 1 : 0;
      before = now;
      return rests >= looks;
    }, 'the page to stop rolling');
  }

  async #key(type, name) {
    const key = keyFor(name);
    if (!key) return type === 'keyUp' ? undefined : this.send('Input.insertText', { text: name });
    const text = this.#held & ~MODIFIERS.Shift ? undefined : key.text;
    return this.send('Input.dispatchKeyEvent', {
      type: type === 'keyDown' && !text ? 'rawKeyDown' : type,
      key: key.key,
      code: key.code,
      windowsVirtualKeyCode: key.keyCode,
      modifiers: this.#held,
      text: type === 'keyDown' ? text : undefined,
    });
  }

  async keyDown(name) {
    await this.uninterrupted(this.#down(name));
  }

  async keyUp(name) {
    await this.uninterrupted(this.#up(name));
  }

  /** Presses all of them and lets go, as `tap` does. */
  async strike(keys) {
    const downs = keys.map((key) => this.#down(key));
    await this.uninterrupted(Promise.all([...downs, ...keys.toReversed().map((key) => this.#up(key))]));
  }

  #down(name) {
    this.#held |= MODIFIERS[name] ?? 0;
    return this.#key('keyDown', name);
  }

  #up(name) {
    this.#held &= ~(MODIFIERS[name] ?? 0);
    return this.#key('keyUp', name);
  }

  /** Composes as an input method does: each of `stages` in turn, then the last for good. */
  async compose(stages) {
    for (const text of stages) {
      await this.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await sleep(KEY_MS);
    }
    await this.send('Input.insertText', { text: stages.at(-1) });
  }

  /** Clicks on a list of the browser's own; resolves when it is there. */
  async openList(query) {
    await this.click(query);
    await this.until(() => this.spot(`${query}:open`), `${query} to open`, LIST_MS);
  }

  /** Clicks what asks for files, and gives these to it. */
  async upload(query, files) {
    this.tab.chooser = undefined;
    await this.send('Page.setInterceptFileChooserDialog', { enabled: true });
    await this.click(query);
    const { backendNodeId } = await this.until(() => this.tab.chooser, 'a file chooser');
    await this.send('DOM.setFileInputFiles', { files, backendNodeId });
    await this.send('Page.setInterceptFileChooserDialog', { enabled: false });
  }

  /** Drops files from outside onto the element. */
  async dropFiles(query, files) {
    const { x, y } = await this.reach(query);
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await this.send('Input.dispatchDragEvent', { type, x, y, data });
    }
  }

  /** Answers the dialog. `words`: what a prompt is answered with. */
  async answer(accept, words) {
    await this.dialog();
    await this.send('Page.handleJavaScriptDialog', { accept, promptText: words });
    await this.until(() => !this.tab.dialog, 'the dialog to close');
  }

  async #through(by) {
    const { currentIndex, entries } = await this.send('Page.getNavigationHistory');
    await this.send('Page.navigateToHistoryEntry', { entryId: entries[currentIndex + by].id });
  }

  back() {
    return this.#through(-1);
  }

  forward() {
    return this.#through(1);
  }

  async reload() {
    await this.send('Page.reload');
  }

  async goTo(url) {
    await this.send('Page.navigate', { url });
  }

  openTab(url) {
    return this.opened(() => this.devtools.send('Target.createTarget', { url }));
  }

  async showTab({ id }) {
    await this.devtools.send('Target.activateTarget', { targetId: id });
  }

  async closeShown() {
    await this.devtools.send('Target.closeTarget', { targetId: this.tab.id });
  }
}
