// What lies over the page; tables; choices that wait for others.

const page = '/panels.html';

export default [
  {
    name: 'modal-dialog',
    page,
    async act(hands) {
      await hands.click('#invite');
      await hands.fill('#guest', 'Rosalind');
      await hands.click('#modal button[value=sent]');
    },
    leaves: { 'panel.invited': 'Rosalind' },
  },
  {
    name: 'modal-closed-by-escape',
    page,
    async act(hands) {
      await hands.click('#about');
      await hands.waitFor('#about-modal');
      await hands.press('Escape');
    },
    leaves: { 'panel.about': 'closed' },
  },
  {
    name: 'popover',
    page,
    async act(hands) {
      await hands.click('[popovertarget=filters]');
      await hands.click('#stock');
      await hands.click('#popover-title');
    },
    leaves: { 'panel.stock': 'on', 'panel.filters': 'closed' },
  },
  {
    name: 'table',
    page,
    async act(hands) {
      await hands.click('#teas > tr:nth-child(3) button');
      await hands.click('#sort');
      await hands.click('#teas td =9', { count: 2 });
      await hands.waitFor('#teas input');
      await hands.type('11\n');
    },
    leaves: { 'panel.teas': 'Ceylon 7, Earl Grey 8, Assam 11' },
  },
  {
    name: 'dependent-select',
    page,
    async act(hands) {
      await hands.choose('#kind', 'Letters');
      await hands.choose('#which', 'Letter 23');
    },
    leaves: { 'panel.which': 'Letter 23' },
  },
  {
    name: 'datalist',
    page,
    // The browser's own list hears no keys from DevTools.
    x11Only: true,
    async act(hands) {
      await hands.click('#flower');
      await hands.pause(800);
      for (let down = 0; down < 3; down++) await hands.press('ArrowDown');
      await hands.press('Enter');
    },
    leaves: { 'panel.flower': 'Thistle' },
  },
  {
    name: 'copy-by-button',
    page,
    async act(hands) {
      await hands.click('#copy');
      await hands.click('#copied');
      await hands.paste();
    },
    leaves: { 'panel.copied': 'https://example.com/tea' },
  },
];
