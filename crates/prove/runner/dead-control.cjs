// The script that makes one control of the page dead: input on it has no effect, as if its handlers were gone.
//
// The control is looked up while the event is on its way, by Playwright's own selector engine, so it is the same
// element that the test's locator means at that very moment, however often the page was drawn anew. Nothing is
// marked, cached or waited for. `input` and `change` are let through: filling a field is not what is broken.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** Source text of an init script. `selectors`: the engine's own syntax, per frame from the outermost. */
exports.deadControl = (selectors, tell) =>
  `(${inPage})(${JSON.stringify(selectors)}, ${JSON.stringify(tell)}, (window) => {
    const module = {};
    ${engineSource()}
    return new (module.exports.InjectedScript())(window, {
      isUnderTest: false, sdkLanguage: 'javascript', frameSeq: 0, testIdAttributeName: 'data-testid',
      stableRafCount: 1, browserName: 'chromium', shouldPrependErrorPrefix: true, isUtilityWorld: true, customEngines: [],
    });
  });`;

// Playwright carries its in-page script as one string literal of its bundle. Pinned with the package.
function engineSource() {
  const bundle = fs.readFileSync(path.join(path.dirname(require.resolve('playwright-core')), 'lib/coreBundle.js'), 'utf8');
  const from = bundle.indexOf('"packages/playwright-core/src/generated/injectedScriptSource.ts"()');
  const literal = from < 0 ? null : /\bsource\d* = ('(?:[^'\\\n]|\\.)*');/.exec(bundle.slice(from, from + 1_000_000));
  if (!literal) throw new Error('playwright-core no longer carries its in-page script where it was');
  return require('node:vm').runInNewContext(literal[1]);
}

// Runs in the page, before its own scripts, in each frame. Serialized: it sees its parameters and nothing else.
function inPage(selectors, tell, newEngine) {
  const INPUT = [
    'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click', 'dblclick', 'auxclick',
    'contextmenu', 'dragstart', 'keydown', 'keypress', 'keyup', 'submit',
  ];
  const frameSelectors = selectors.slice(0, -1);
  const selector = selectors[selectors.length - 1];
  const engines = new WeakMap();

  // A window that opened as about:blank keeps its listeners for the real document: one engine for each document.
  const engine = () => {
    if (!engines.has(document)) engines.set(document, newEngine(window));
    return engines.get(document);
  };
  const found = (text, root) => engine().querySelectorAll(engine().parseSelector(text), root);

  // Is this document inside the frames that the locator goes through? A frame element of another origin can't be
  // asked; then the depth must do.
  const inFrames = () => {
    const ancestry = [];
    for (let at = window; at !== at.parent; at = at.parent) ancestry.unshift(at);
    if (ancestry.length !== frameSelectors.length) return false;
    return ancestry.every((frame, index) => {
      let element = null;
      try {
        element = frame.frameElement;
      } catch {}
      return !element || found(frameSelectors[index], element.ownerDocument).includes(element);
    });
  };

  const block = (event) => {
    if (!inFrames()) return;
    // Enter in a field sends the form in the name of its button.
    const touched = event.submitter ? [...event.composedPath(), event.submitter] : event.composedPath();
    if (!found(selector, document).some((element) => touched.includes(element))) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    window[tell]();
  };
  const listen = () => INPUT.forEach((type) => window.addEventListener(type, block, { capture: true, passive: false }));
  listen();
  // `document.open()` takes all listeners away; adding one that is still there changes nothing.
  new MutationObserver(listen).observe(document, { childList: true });
}
