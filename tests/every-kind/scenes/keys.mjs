// Keys that do something by themselves.

const page = '/keys.html';

export default [
  {
    name: 'control-s',
    page,
    async act(hands) {
      await hands.click('#draft');
      await hands.press('End');
      await hands.type(' of May');
      await hands.press('Control+s');
    },
    leaves: { 'keys.save': 'saved Minutes of May' },
  },
  {
    name: 'single-keys',
    page,
    async act(hands) {
      await hands.click('#hot-title');
      await hands.press('j');
      await hands.press('j');
      await hands.press('k');
      await hands.waitFor('#mail > [aria-selected=true]', 'Newsletter');
      await hands.press('Delete');
      await hands.press('j');
    },
    leaves: { 'keys.left': 'Invoice, Holiday, Receipt', 'keys.selected': 'Receipt' },
  },
  {
    name: 'help-and-escape',
    page,
    async act(hands) {
      await hands.click('#hot-title');
      await hands.type('?');
      await hands.waitFor('#help');
      await hands.press('Escape');
    },
    leaves: { 'keys.help': 'opened and closed' },
  },
  {
    name: 'arrow-keys',
    page,
    async act(hands) {
      await hands.click('#arrows-title');
      await hands.press('Tab');
      await hands.press('ArrowRight');
      await hands.press('ArrowRight');
    },
    leaves: { 'keys.tab': 'Month' },
  },
  {
    name: 'space-on-button',
    page,
    async act(hands) {
      await hands.click('#arrows-title');
      await hands.tabTo('#space');
      await hands.press('Space');
    },
    leaves: { 'keys.space': 'played' },
  },
  {
    name: 'key-held',
    page,
    async act(hands) {
      await hands.click('#talk-title');
      await hands.tabTo('#talk');
      await hands.keyDown('Space');
      await hands.pause(800);
      await hands.keyUp('Space');
    },
    leaves: { 'keys.talk': 'talked' },
  },
  {
    name: 'bold',
    page,
    async act(hands) {
      await hands.click('#note');
      await hands.type('The quick ');
      await hands.press('Control+b');
      await hands.type('brown');
      await hands.press('Control+b');
      await hands.type(' fox');
    },
    leaves: { 'keys.note': 'The quick brown fox', 'keys.bold': 'brown' },
  },
  {
    name: 'rich-editor',
    page,
    async act(hands) {
      await hands.fill('#rich', 'Once upon a #time\nthere was a fx');
      await hands.press('Backspace');
      await hands.type('ox.');
    },
    leaves: { 'keys.rich': 'Once upon a #time\nthere was a fox.' },
  },
  {
    name: 'cut-and-undo',
    page,
    async act(hands) {
      await hands.click('#cut');
      await hands.press('Control+a');
      await hands.cut();
      await hands.click('#cut-to');
      await hands.paste();
      await hands.type('!');
      await hands.press('Control+z');
    },
    leaves: { 'keys.cut': ' | The old title' },
  },
];
