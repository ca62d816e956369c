// The same person before a screen: every input comes through the X server, as from a real mouse and keyboard. DevTools
// only says where things are.

import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Hands } from './hands.mjs';

const run = promisify(execFile);

const BUTTONS = { left: 1, middle: 2, right: 3 };
/** What X calls a key, where that isn't what the page calls it. */
const KEYSYMS = {
  Enter: 'Return', Space: 'space', Backspace: 'BackSpace', PageUp: 'Prior', PageDown: 'Next',
  ArrowLeft: 'Left', ArrowUp: 'Up', ArrowRight: 'Right', ArrowDown: 'Down',
  Shift: 'Shift_L', Control: 'Control_L', Alt: 'Alt_L', Meta: 'Super_L', '?': 'question',
};
/** How far the page rolls for each notch of the wheel: Chromium 156 on X11. */
const NOTCH = 120;
/** How long a person looks at what has just opened: the browser needs a moment to show its own windows. */
const READ_MS = 500;

export class HandsX11 extends Hands {
  #origin = { x: 0, y: 0 };
  // The two ends of a drag answer each other through the X server.
  rest = 200;

  #xdotool(...args) {
    return run('xdotool', args.map(String));
  }

  async pointAt(place, steps) {
    // Where the page begins on the screen: bars come and go.
    this.#origin = await this.evaluate(`({
      x: screenX + (outerWidth - innerWidth) / 2,
      y: screenY + outerHeight - innerHeight,
    })`);
    await super.pointAt(place, steps);
  }

  async moveMouse(x, y) {
    this.at = { x, y };
    await this.#xdotool('mousemove', Math.round(this.#origin.x + x), Math.round(this.#origin.y + y));
  }

  async buttonDown(button) {
    await this.#xdotool('mousedown', BUTTONS[button]);
  }

  async buttonUp(button) {
    await this.#xdotool('mouseup', BUTTONS[button]);
  }

  async tap(button) {
    await this.#xdotool('click', BUTTONS[button]);
  }

  async turnWheel(dx, dy) {
    const before = await this.rolls();
    const notches = (distance) => Math.min(12, Math.max(1, Math.round(Math.abs(distance) / NOTCH)));
    if (dy) await this.#xdotool('click', '--repeat', notches(dy), '--delay', 12, dy < 0 ? 4 : 5);
    if (dx) await this.#xdotool('click', '--repeat', notches(dx), '--delay', 12, dx < 0 ? 6 : 7);
    // It may begin late. At the end of the page it doesn't at all.
    await this.until(async () => (await this.rolls()) !== before, 'the page to roll', 500).catch(() => {});
    await this.rolled(5);
  }

  async type(text, pause = 12) {
    await this.#xdotool('type', '--delay', pause, '--', text);
  }

  async keyDown(name) {
    await this.#xdotool('keydown', KEYSYMS[name] ?? name);
  }

  async keyUp(name) {
    await this.#xdotool('keyup', KEYSYMS[name] ?? name);
  }

  async strike(keys) {
    for (const key of keys) await this.keyDown(key);
    for (const key of keys.toReversed()) await this.keyUp(key);
  }

  /** How many windows are on the screen. A list has one of its own. */
  async #windows() {
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '']).catch(() => ({ stdout: '' }));
    return stdout.split('\n').filter(Boolean).length;
  }

  async openList(query) {
    const before = await this.#windows();
    await super.openList(query);
    await this.until(async () => (await this.#windows()) > before, 'the list to show', READ_MS).catch(() => {});
    await sleep(READ_MS);
  }

  async answer(accept, words) {
    await this.dialog();
    await sleep(READ_MS);
    if (words !== undefined) await this.type(words);
    await this.press(accept ? 'Enter' : 'Escape');
    await this.until(() => !this.tab.dialog, 'the dialog to close');
  }

  back() {
    return this.press('Alt+ArrowLeft');
  }

  forward() {
    return this.press('Alt+ArrowRight');
  }

  reload() {
    return this.press('F5');
  }

  async goTo(url) {
    await this.press('Control+l');
    await this.type(url);
    // What the browser adds, thinking that it knows better.
    await this.press('Delete');
    await this.press('Enter');
  }

  async openTab(url) {
    const tab = await this.opened(() => this.press('Control+t'));
    await sleep(READ_MS);
    await this.goTo(url);
    return tab;
  }

  async showTab(tab, visible) {
    // A window that has just opened is in front.
    if (!visible) await this.press(`Control+${[...this.tabs.keys()].indexOf(tab.id) + 1}`);
  }

  closeShown() {
    return this.press('Control+w');
  }
}
