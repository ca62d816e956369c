// Drawn pages that stand in for screenshots.
import type { Scene } from './data';

const box = (x: number, y: number, w: number, h: number, fill: string, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="${fill}" ${more}/>`;
const text = (x: number, y: number, words: string, size = 18, fill = '#2b2a33', more = '') => `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" ${more}>${words}</text>`;
const field = (x: number, y: number, w: number, words: string) => box(x, y, w, 40, '#fff', 'stroke="#b9b7c4"') + text(x + 12, y + 26, words, 16, '#4b4a55');
const button = (x: number, y: number, w: number, h: number, words: string) => box(x, y, w, h, '#14685a') + text(x + w / 2, y + h / 2 + 6, words, 16, '#fff', 'text-anchor="middle"');
const top = (signedIn: boolean) =>
  box(-9, -9, 1298, 101, '#f3efe6') + text(80, 58, 'Fixture &amp; Sons', 28, '#14685a', 'font-weight="700"') + (signedIn ? text(930, 56, 'Welcome, Ada') + box(1150, 26, 64, 44, '#fff', 'stroke="#b9b7c4"') + text(1164, 54, 'Cart', 17) : '');
const product = (y: number, name: string, price: string, fill: string) =>
  box(360, y, 500, 92, '#fff', 'stroke="#dedce6"') + box(376, y + 14, 64, 64, fill) + text(460, y + 42, name, 20) + text(460, y + 68, price, 16, '#6b6a75') + button(704, y + 28, 130, 38, 'Add to cart');

const scenes: Record<Scene, string> = {
  blank: top(false) + text(470, 220, 'Loading…', 20, '#6b6a75'),
  signin: top(false) + text(470, 220, 'Sign in', 28) + text(470, 254, 'Email', 15) + field(470, 262, 340, 'ada@example.com') + text(470, 334, 'Password', 15) + field(470, 342, 340, '••••••••') + button(470, 406, 340, 44, 'Sign in'),
  home: top(true) + field(360, 128, 420, 'mug') + button(792, 128, 96, 40, 'Search') + text(360, 230, 'New this week', 24) + product(260, 'Oak tray', '€35.00', '#c9a26b') + product(372, 'Linen towel', '€12.00', '#d8cfc0'),
  results: top(true) + field(360, 128, 420, 'mug') + button(792, 128, 96, 40, 'Search') + text(360, 230, '2 results for “mug”', 24) + product(272, 'Blue mug', '€20.00', '#2f57c4') + product(384, 'Green mug', '€22.00', '#3d8c57'),
  cart: top(true) + text(360, 170, 'Your cart', 28) + product(200, 'Blue mug', '€20.00', '#2f57c4') + field(360, 430, 260, 'SAVE20') + button(632, 430, 140, 40, 'Apply coupon') + text(360, 540, 'Total  €20.00', 24),
  checkout: top(true) + text(470, 200, 'Check out', 28) + field(470, 240, 340, 'Ada Lovelace') + field(470, 300, 340, '12 St James’s Square') + field(470, 360, 340, 'London') + text(470, 446, 'Total  €16.00', 24) + button(470, 470, 340, 46, 'Place order'),
  done: top(true) + text(640, 330, 'Order #1042 confirmed', 34, '#2b2a33', 'text-anchor="middle"') + text(640, 374, 'It leaves us tomorrow.', 18, '#6b6a75', 'text-anchor="middle"') + button(560, 420, 160, 40, 'Your orders'),
};

export function picture(file: string): string {
  const drawn = scenes[file as Scene] ?? scenes.blank;
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" width="1280" height="720" font-family="Liberation Sans, sans-serif"><rect width="1280" height="720" fill="#fffdf9"/>${drawn}</svg>`)}`;
}
