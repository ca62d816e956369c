// Playwright's own in-page script, as the build puts it beside ours. Only what we rely on is typed here.

/** The part of Playwright's `InjectedScript` that we use. Not a public API: see `build.mjs`. */
export interface InPage {
  parseSelector(selector: string): unknown;
  querySelectorAll(parsed: unknown, root: Node): Element[];
  /** Between the two nothing of the page may change: what was found out is kept. */
  beginAriaCaches(): void;
  endAriaCaches(): void;
  ariaSnapshot(element: Element, options: { mode: 'default' | 'codegen' }): string;
  utils: {
    getAriaRole(element: Element): string | null;
    getElementAccessibleNameText(element: Element, includeHidden: boolean): string;
    elementText(cache: Map<Element, unknown>, element: Element): { full: string; immediate: string[] };
    isElementVisible(element: Element): boolean;
    normalizeWhiteSpace(text: string): string;
  };
}

declare const playwrightInPage: (options: object) => InPage;

let instance: InPage | undefined;

/** Playwright's script for this document's window; made on first use, which takes some 20 ms. */
export function inPage(): InPage {
  return (instance ??= playwrightInPage({
    isUnderTest: false,
    sdkLanguage: 'javascript',
    frameSeq: 0,
    testIdAttributeName: 'data-testid',
    stableRafCount: 1,
    browserName: 'chromium',
    shouldPrependErrorPrefix: true,
    isUtilityWorld: true,
    customEngines: [],
  }));
}
