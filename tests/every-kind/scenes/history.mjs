// From page to page.

const page = '/history.html';

export default [
  {
    name: 'back-and-forward',
    page,
    async act(hands) {
      await hands.click('a[href="/second.html"]');
      await hands.arrived('/second.html');
      await hands.back();
      await hands.arrived(page);
      await hands.waitFor('output[data-key="history.back"]', 'came back');
      await hands.forward();
      await hands.arrived('/second.html');
      await hands.waitFor('output[data-key="history.forward"]', 'went forward');
    },
    leaves: { 'history.back': 'came back', 'history.forward': 'went forward' },
  },
  {
    name: 'reload',
    page,
    async act(hands) {
      await hands.click('a[href="/reload.html"]');
      await hands.waitFor('output[data-key="history.loads"]', '1');
      await hands.reload();
      await hands.waitFor('output[data-key="history.loads"]', '2');
    },
    leaves: { 'history.loads': 2 },
  },
  {
    name: 'pages-within-a-page',
    page,
    async act(hands) {
      await hands.click('a[href^="/router.html"]');
      await hands.click('#views > a =Sent');
      await hands.click('#views > a =Drafts');
      await hands.waitFor('#view', 'Drafts');
      await hands.back();
      await hands.waitFor('#view', 'Sent');
    },
    leaves: { 'history.view': 'Sent' },
  },
  {
    name: 'hash-link',
    page,
    act: (hands) => hands.click('a[href="#rules"]'),
    leaves: { 'history.hash': '#rules' },
  },
  {
    name: 'redirects',
    page,
    async act(hands) {
      await hands.click('a[href="/redirect/1"]');
      await hands.arrived('/done.html?by=redirect');
    },
    leaves: { 'arrived.redirect': 'yes' },
  },
  {
    name: 'link-at-mousedown',
    page,
    async act(hands) {
      await hands.click('#hasty');
      await hands.arrived('/done.html?by=mousedown');
    },
    leaves: { 'arrived.mousedown': 'yes' },
  },
  {
    name: 'link-by-keyboard',
    page,
    async act(hands) {
      await hands.click('#links-title');
      await hands.tabTo('a[href$=keyboard]');
      await hands.press('Enter');
      await hands.arrived('/done.html?by=keyboard');
    },
    leaves: { 'arrived.keyboard': 'yes' },
  },
  {
    name: 'address-bar',
    page,
    async act(hands) {
      const { origin } = new URL(await hands.evaluate('location.href'));
      await hands.goTo(`${origin}/done.html?by=address`);
      await hands.arrived('/done.html?by=address');
    },
    leaves: { 'arrived.address': 'yes' },
  },
];
