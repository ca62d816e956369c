// Bundles the in-page scripts into dist/, each with Playwright's own in-page script beside it.
//
// Playwright's script decides what a role, a name and a match are, so that ours mean exactly what the exported test
// will mean. It is not a public API: the package is pinned, its text is taken out of the installed package at build
// time and never committed, and the tests of `crates/browser` run on it.

import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, 'dist');

/** The text of Playwright's in-page script. */
function playwrightSource() {
  const core = path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const bundle = fs.readFileSync(path.join(core, 'lib/coreBundle.js'), 'utf8');
  const module = bundle.indexOf('"packages/playwright-core/src/generated/injectedScriptSource.ts"() {');
  const literal = module < 0 ? null : /source\d*\s*=\s*('(?:[^'\\]|\\.)*')/s.exec(bundle.slice(module, module + 1_000_000));
  if (!literal) throw new Error('playwright-core no longer carries its in-page script where we look for it');
  return new Function(`return ${literal[1]}`)();
}

/**
 * One script: Playwright's as a function that is only parsed when first called (it costs some 20 ms to run, and most
 * frames are never touched), then ours.
 */
async function script(entry) {
  const ours = await build({
    entryPoints: [path.join(here, 'src', `${entry}.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    legalComments: 'none',
  });
  const text = [
    '(() => {',
    'const playwrightInPage = (options) => { const module = {};',
    playwrightSource(),
    // What it finds out of elements is kept from one question to the next while nothing changes.
    'return Object.assign(new (module.exports.InjectedScript())(globalThis, options), { beginAriaCaches, endAriaCaches }); };',
    ours.outputFiles[0].text,
    '})()',
  ].join('\n');
  fs.writeFileSync(path.join(dist, `${entry}.js`), text);
}

/** What Playwright knows of devices, for the browser to pretend to be one while recording. */
function devices() {
  const { devices } = createRequire(import.meta.url)('playwright-core');
  fs.writeFileSync(path.join(dist, 'devices.json'), JSON.stringify(devices));
}

fs.mkdirSync(dist, { recursive: true });
devices();
await script('recorder');
await script('stored');
await script('look');
await script('person');
