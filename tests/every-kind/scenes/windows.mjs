// Dialogs, windows and tabs.

const asked = (name, query, accept, words, leaves) => ({
  name,
  page: '/dialogs.html',
  async act(hands) {
    await hands.click(query);
    await hands.answer(accept, words);
  },
  leaves,
});

const page = '/windows.html';

export default [
  asked('alert', '#alert', true, undefined, { 'dialog.alert': 'told' }),
  asked('confirm-accepted', '#delete', true, undefined, { 'dialog.delete': 'yes' }),
  asked('confirm-dismissed', '#format', false, undefined, { 'dialog.format': 'no' }),
  asked('prompt-answered', '#rename', true, 'Summer', { 'dialog.rename': 'Summer' }),
  asked('prompt-dismissed', '#tag', false, undefined, { 'dialog.tag': 'no answer' }),
  {
    name: 'leaving-anyway',
    page: '/dialogs.html',
    async act(hands) {
      await hands.click('a[href="/leaving.html"]');
      await hands.fill('#letter', 'Emmy');
      await hands.click('nav a =Dialogs');
      await hands.answer(true);
      await hands.arrived('/dialogs.html');
    },
    leaves: { 'leave.lost': 'Emmy' },
  },
  {
    name: 'staying',
    page: '/dialogs.html',
    async act(hands) {
      await hands.click('a[href="/leaving.html"]');
      await hands.fill('#letter', 'Sofia');
      await hands.click('nav a =Dialogs');
      await hands.answer(false);
      await hands.click('#send');
    },
    leaves: { 'leave.sent': 'Sofia' },
  },
  {
    name: 'popup',
    page,
    async act(hands) {
      const main = hands.tab;
      await hands.toTab(await hands.opened(() => hands.click('#memo')));
      await hands.fill('#words', 'Call back');
      // What a page is still to do when its tab is closed is lost with it; nobody closes one before the letters are there.
      await hands.waitFor('#words', 'Call back');
      await hands.closeTab(main);
    },
    leaves: { 'window.memo': 'Call back' },
  },
  {
    name: 'popup-that-closes-itself',
    page,
    async act(hands) {
      const main = hands.tab;
      const picker = await hands.opened(() => hands.click('#pick'));
      await hands.toTab(picker);
      await hands.click('button =Indigo');
      await hands.until(() => !hands.tabs.has(picker.id), 'the picker to close');
      await hands.toTab(main);
      await hands.waitFor('output[data-key="window.picked"]', 'Indigo');
    },
    leaves: { 'window.picked': 'Indigo' },
  },
  {
    name: 'link-to-new-tab',
    page,
    async act(hands) {
      const main = hands.tab;
      await hands.toTab(await hands.opened(() => hands.click('a[href*=leaflet][target]')));
      await hands.click('button');
      await hands.waitFor('output', 'read');
      await hands.closeTab(main);
    },
    leaves: { 'window.leaflet': 'read' },
  },
  {
    name: 'tab-in-background',
    page,
    async act(hands) {
      const main = hands.tab;
      const terms = await hands.opened(() => hands.click('a[href*=terms]', { button: 'middle' }));
      await hands.toTab(terms);
      await hands.click('button');
      await hands.waitFor('output', 'read');
      await hands.closeTab(main);
    },
    leaves: { 'window.terms': 'read' },
  },
  {
    name: 'two-tabs-in-turns',
    page,
    async act(hands) {
      const main = hands.tab;
      const other = await hands.opened(() => hands.click('a[href*=turns]'));
      for (let turn = 0; turn < 2; turn++) {
        await hands.toTab(main);
        await hands.click('#ping');
        await hands.toTab(other);
        await hands.click('button');
      }
      await hands.closeTab(main);
    },
    leaves: { 'window.turns': 'ping, pong, ping, pong' },
  },
  {
    name: 'tab-by-hand',
    page,
    async act(hands) {
      const main = hands.tab;
      const { origin } = new URL(await hands.evaluate('location.href'));
      await hands.toTab(await hands.openTab(`${origin}/done.html?by=hand`));
      await hands.arrived('/done.html?by=hand');
      await hands.closeTab(main);
    },
    leaves: { 'arrived.hand': 'yes' },
  },
];
