// What all pages share: the way from each to each.

const PAGES = [
  ['/index.html', 'Pointer'],
  ['/typing.html', 'Typing'],
  ['/keys.html', 'Keys'],
  ['/choices.html', 'Choices'],
  ['/values.html', 'Values'],
  ['/files.html', 'Files'],
  ['/dragging.html', 'Dragging'],
  ['/menus.html', 'Menus'],
  ['/panels.html', 'Panels'],
  ['/scrolling.html', 'Scrolling'],
  ['/dialogs.html', 'Dialogs'],
  ['/windows.html', 'Windows'],
  ['/history.html', 'History'],
  ['/frames.html', 'Frames'],
  ['/shadow.html', 'Shadow'],
];

const here = location.pathname === '/' ? '/index.html' : location.pathname;
const nav = document.createElement('nav');
nav.ariaLabel = 'Pages';
for (const [address, name] of PAGES) {
  const link = document.createElement('a');
  link.href = address;
  link.textContent = name;
  if (address === here) link.ariaCurrent = 'page';
  nav.append(link);
}
document.body.prepend(nav);
