// Made-up recordings for the fake backend: a sample flow of the kind the sample shop gives. Never in the real bundle.
import type {
  Action,
  Attached,
  BreakageOutcome,
  Chosen,
  Way,
  CodeSpan,
  Line,
  Proof,
  RecordingCard,
  RecordingView,
  Replay,
  Step,
  StepLine,
  Verdict,
} from '../lib/bindings';

export const viewport = { width: 1280, height: 720 };

interface FakeStep {
  id: string;
  text: string;
  code: string;
  box: [number, number, number, number] | null;
  scene: Scene;
  weakness?: string;
  variable?: string;
}
interface FakeCheck {
  id: string;
  check: string;
  code: string;
}
interface FakeGroup {
  title: string;
  lines: (FakeStep | FakeCheck | { remark: string })[];
}
export type Scene = 'blank' | 'signin' | 'home' | 'results' | 'cart' | 'checkout' | 'done';

const step = (n: number, text: string, scene: Scene, box: FakeStep['box'], code: string, more: Partial<FakeStep> = {}): FakeStep => ({
  id: `s-e${n}`,
  text,
  scene,
  box,
  code,
  ...more,
});
const check = (n: number, words: string, code: string): FakeCheck => ({ id: `c-u${n}`, check: words, code });

export const groups: FakeGroup[] = [
  {
    title: 'Sign in as Ada',
    lines: [
      step(1, 'Open “/”', 'blank', null, `await page.goto('/');`),
      step(2, 'Fill “Email” with “ada@example.com”', 'signin', [470, 262, 340, 40], `await page.getByLabel('Email').fill('ada@example.com');`),
      step(3, 'Fill “Password” with PASSWORD', 'signin', [470, 342, 340, 40], `await page.getByLabel('Password').fill(process.env.PASSWORD!);`, { variable: 'PASSWORD' }),
      step(4, 'Click “Sign in”', 'signin', [470, 406, 340, 44], `await page.getByRole('button', { name: 'Sign in' }).click();`),
      check(2, '“Welcome, Ada” can be read in the status', `await expect(page.getByRole('status')).toHaveText('Welcome, Ada');`),
    ],
  },
  {
    title: 'Searching for mug shows two results',
    lines: [
      step(6, 'Fill “Search products” with “mug”', 'home', [360, 128, 420, 40], `await page.getByRole('searchbox', { name: 'Search products' }).fill('mug');`),
      step(7, 'Click “Search”', 'home', [792, 128, 96, 40], `await page.getByRole('search').getByRole('button', { name: 'Search' }).click();`),
      check(3, '2 list items in “Results”', `await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem')).toHaveCount(2);`),
    ],
  },
  {
    title: 'The blue mug goes into the cart, the total is twenty euros',
    lines: [
      step(9, 'Click “Add to cart” of “Blue mug”', 'results', [704, 300, 130, 38], `await page.getByRole('listitem').filter({ hasText: 'Blue mug' }).getByRole('button', { name: 'Add to cart' }).click();`),
      step(10, 'Click the cart', 'results', [1150, 26, 64, 44], `await page.locator('.top .ic-cart').click();`, { weakness: 'by class: the icon has no name' }),
      check(4, 'The badge reads “1”', `await expect(page.getByTestId('cart-count')).toHaveText('1');`),
      check(5, 'The total reads “€20.00”', `await expect(page.getByTestId('total')).toHaveText('€20.00');`),
      { remark: 'it should feel quick' },
    ],
  },
  {
    title: 'The coupon takes four euros off',
    lines: [
      step(12, 'Fill “Coupon” with “SAVE20”', 'cart', [360, 430, 260, 40], `await page.getByLabel('Coupon').fill('SAVE20');`),
      step(13, 'Click “Apply coupon”', 'cart', [632, 430, 140, 40], `await page.getByRole('button', { name: 'Apply coupon' }).click();`),
      check(7, 'The total reads “€16.00”', `await expect(page.getByTestId('total')).toHaveText('€16.00');`),
    ],
  },
  {
    title: 'The order is confirmed',
    lines: [
      step(15, 'Click “Place order”', 'checkout', [470, 470, 340, 46], `await page.getByRole('button', { name: 'Place order' }).click();`),
      step(16, 'Click “Your orders”', 'done', [560, 420, 160, 40], `await page.getByRole('link', { name: 'Your orders' }).click();`),
      check(9, 'The heading reads “Order #… confirmed”', `await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Order #\\d+ confirmed$/);`),
    ],
  },
];

const title = 'A customer with a coupon orders a mug';
const chosen = (weakness: string | null): Chosen => ({ locator: [{ link: 'by', by: { by: 'text', text: { text: '', exact: false } } }], weakness, survival: { tried: 13, fails: ['language'], wrong: [] }, alternatives: [] });
const click: Action = { action: 'click', button: 'left', modifiers: {}, clicks: 1, at: null, held: 0 };

function printed(removed: ReadonlySet<string>): { text: string; spans: CodeSpan[] } {
  const lines = [`import { test, expect } from '@playwright/test';`, '', `// Recorded from narration on 2026-11-22`, `test('${title}', async ({ page }) => {`];
  const spans: CodeSpan[] = [];
  groups.forEach((group, index) => {
    if (index > 0) lines.push('');
    const from = lines.length + 1;
    lines.push(`  await test.step('${group.title}', async () => {`);
    for (const line of group.lines.filter((one) => !('id' in one && removed.has(one.id)))) {
      if ('remark' in line) lines.push(`    // said, not checked: "${line.remark}"`);
      else lines.push(`    ${line.code}`);
      if (!('remark' in line)) spans.push({ fromLine: lines.length, toLine: lines.length, of: line.id });
    }
    lines.push('  });');
    spans.push({ fromLine: from, toLine: lines.length, of: `g-u${index}` });
  });
  lines.push('});', '');
  return { text: lines.join('\n'), spans };
}

function planLine(line: FakeGroup['lines'][number], index: number): Line {
  if ('remark' in line) return { line: 'remark', utterance: 'u6', text: line.remark };
  if ('check' in line) {
    return { line: 'check', id: line.id, utterance: line.id.slice(2), sentence: line.check, tab: 'tab1', evidence: null, locator: chosen(null), expectation: { expect: 'visible' } };
  }
  const target = line.box ? `t${index}` : null;
  return { line: 'step', id: line.id, tab: 'tab1', action: click, variables: line.variable ? [line.variable] : [], target, locator: target ? chosen(line.weakness ?? null) : null, signals: [] };
}

/** As the code finds it, and one or two ways more; the used one first. */
function waysOf(code: string, used: string | undefined): Way[] {
  const found = /(page\..+?)\.(?:click|fill|check|press|selectOption|setInputFiles)\(|expect\((page\..+?)\)\./.exec(code);
  const own = found?.[1] ?? found?.[2];
  if (!own) return [];
  const way = (locator: string, fails: string[]): Way => ({ locator, selector: '', survives: 13 - fails.length, of: 13, fails, wrong: [] });
  const ways = [
    way(own, ['language', 'roles', 'dialog']),
    way(own.replace('page.', "page.getByRole('main')."), ['language', 'roles']),
    way(own.replace(/getByRole\('\w+', \{ name: ('.*?') \}\)/, 'getByText($1)'), ['language', 'words', 'dialog', 'compound']),
  ].filter((one, place, all) => all.findIndex(({ locator }) => locator === one.locator) === place);
  return ways.sort((one, other) => Number(other.locator === used) - Number(one.locator === used));
}

export const allSteps: FakeStep[] = groups.flatMap((group) => group.lines).filter((line) => 'text' in line);

export function view(path: string, removed: ReadonlySet<string>, named: string | undefined, proof: Proof | null, used: ReadonlyMap<string, string> = new Map()): RecordingView {
  const kept = groups.map((group) => ({ ...group, lines: group.lines.filter((line) => !('id' in line && removed.has(line.id))) }));
  const lines: StepLine[] = allSteps.map((one, index) => ({ id: one.id, at: index * 4200, text: one.text }));
  const recorded: Step[] = allSteps.map((one, index) => ({ id: one.id, events: [one.id.slice(2)], from: index * 4200, to: index * 4200, tab: 'tab1', action: click, target: null, seen: [], shot: null, opened: [], closes: false, downloads: [], dialogs: [] }));
  const after: Attached = { to: 'after', step: 's-e13' };
  return {
    path,
    info: info(title, '2026-11-23T07:12:00Z'),
    aligned: {
      steps: recorded,
      said: [
        { utterance: 'u8', text: 'Now the total is eighteen', class: 'expectation', attached: after },
        { utterance: 'u10', text: 'that bit is new since last week', class: 'aside', attached: { to: 'nothing' } },
      ],
      notes: [],
    },
    plan: {
      title: named ?? title,
      recordedOn: '2026-11-22',
      baseUrl: 'http://127.0.0.1:4080',
      conditions: {},
      viewport: null,
      groups: kept.map((group, index) => ({ id: `g-u${index}`, title: group.title, utterance: `u${index + 1}`, lines: group.lines.map(planLine) })),
      variables: [{ name: 'PASSWORD', meaning: 'The Password field' }],
      findings: [{ id: 'f-u8', utterance: 'u8', sentence: 'Now the total is eighteen', kind: { kind: 'contradicted', said: '18', shown: '€16.00', place: 'the total' } }],
    },
    lines,
    checks: Object.fromEntries(groups.flatMap((group) => group.lines).flatMap((line) => ('check' in line ? [[line.id, line.check]] : []))),
    ways: Object.fromEntries(groups.flatMap((group) => group.lines).flatMap((line) => ('id' in line ? [[line.id, waysOf(line.code, used.get(line.id))]] : []))),
    file: { path: 'e2e/a-customer-with-a-coupon-orders-a-mug.spec.ts', ...printed(removed) },
    pictures: Object.fromEntries(
      allSteps.map((one) => [one.id, { file: one.scene, target: one.box && { x: one.box[0], y: one.box[1], width: one.box[2], height: one.box[3] } }]),
    ),
    notes: ['One line of events.jsonl could not be read and was skipped. Everything else is here.'],
    proof,
  };
}

function info(named: string, startedAt: string) {
  return { format: 1, id: named, title: named, url: 'http://127.0.0.1:4080/', startedAt, viewport, browser: 'Chromium 156.0.8078.79', testIdAttribute: 'data-testid' };
}

export function cards(): RecordingCard[] {
  const made: [string, string, Verdict | null, [number, number] | null, Scene][] = [
    [title, '2026-11-23T07:12:00Z', null, null, 'results'],
    ['Sign up with an email that is already taken', '2026-11-22T16:40:00Z', 'proved', [18, 19], 'signin'],
    ['Export invoices of last month as a spreadsheet', '2026-11-21T10:05:00Z', 'weak', [9, 17], 'done'],
    ['A returning customer pays with a saved card', '2026-11-19T09:30:00Z', 'proved', [22, 24], 'cart'],
    ['Guests can’t see the order history', '2026-11-12T14:15:00Z', 'failing', [0, 0], 'home'],
    ['Search finds nothing for nonsense', '2026-10-30T08:00:00Z', 'flaky', [11, 12], 'checkout'],
  ];
  const whole = made.map(([named, startedAt, verdict, caught, thumbnail], index): RecordingCard => ({
    path: `/home/ada/Saywright/${index}`,
    info: info(named, startedAt),
    problem: null,
    steps: 11 + index,
    sentences: 9 - index,
    thumbnail,
    verdict,
    caught,
  }));
  const problem = 'It was made by a newer Saywright (format 2; this one reads 1). It is untouched; update Saywright to open it.';
  return [...whole, { path: '/home/ada/Saywright/checkout-v2', info: null, problem, steps: 0, sentences: 0, thumbnail: null, verdict: null, caught: null }];
}

export const breakages: BreakageOutcome[] = [
  ...allSteps.slice(1).map((one) => outcome(`dead-${one.id}`, `${one.text.replace(/^\w+ /, '').replace(/ with .*$/, '')} does nothing`, one.id !== 's-e16', one.id)),
  ...['GET /api/products', 'POST /api/session', 'POST /api/cart', 'POST /api/coupon', 'POST /api/orders', 'GET /api/recommendations'].map((path, index) =>
    outcome(`api-500-${index}`, `${path} answers 500`, !path.includes('recommendations'), null),
  ),
];

function outcome(id: string, named: string, caught: boolean, stepId: string | null): BreakageOutcome {
  const [method = 'GET', path = '/'] = named.split(' ');
  return {
    breakage: { id, title: named, kind: stepId ? { kind: 'deadControl', step: stepId, target: 't1', selectors: [] } : { kind: 'apiError', method, path } },
    reached: true,
    caught,
    caughtBy: caught ? (groups.find((group) => group.lines.some((line) => 'id' in line && line.id === stepId))?.title ?? 'Searching for mug shows two results') : null,
    error: caught ? 'Timed out waiting for the text' : null,
    durationMs: 2100,
  };
}

export const replay: Replay = { passed: true, durationMs: 4100, steps: groups.map((group) => ({ title: group.title, passed: true, durationMs: 800 })), error: null };

export function proof(verdict: Verdict, tried: BreakageOutcome[], runs: number, testHash: string): Proof {
  return { verdict, at: '2026-11-23T07:20:00Z', playwright: '1.65.1', browser: 'Chromium 156', testHash, baseUrl: 'http://127.0.0.1:4080', replays: Array.from({ length: runs }, () => replay), breakages: tried };
}
