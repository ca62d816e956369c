// Which element a person means who points at another: the control around it.

import { attribute, composedParent, tagOf } from './nodes';

export const INTERACTIVE_TAGS = new Set(['a', 'button', 'input', 'select', 'textarea', 'summary', 'option']);
const INTERACTIVE_ROLES = new Set([
  'button', 'checkbox', 'combobox', 'gridcell', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'option',
  'radio', 'searchbox', 'slider', 'spinbutton', 'switch', 'tab', 'textbox', 'treeitem',
]);

/** Whether a click on its middle would get there: a switch is often a hidden box, drawn by what lies over it. */
function isWithinReach(control: Element): boolean {
  const { x, y, width, height } = control.getBoundingClientRect();
  if (width < 2 || height < 2) return false;
  const hit = (control.getRootNode() as Document | ShadowRoot).elementFromPoint(x + width / 2, y + height / 2);
  // Out of view nothing is hit: it can be scrolled to.
  return !hit || hit === control || control.contains(hit);
}

/** The element a person would name when pointing at this one: the button around the icon, the field of the label. */
export function meant(pointed: Element): Element {
  for (let at: Element | null = pointed; at; at = composedParent(at)) {
    const tag = tagOf(at);
    if (tag === 'label') {
      const control = (at as HTMLLabelElement).control;
      if (control) return isWithinReach(control) ? control : at;
    }
    const role = attribute(at, 'role');
    if (INTERACTIVE_TAGS.has(tag) || (role && INTERACTIVE_ROLES.has(role))) return at;
    if ((at as HTMLElement).isContentEditable && !(at.parentElement?.isContentEditable ?? false)) return at;
  }
  // Nothing says that it is a control: a `div` with a listener. The pointer's shape often shows how far it reaches.
  let outermost = pointed;
  if (getComputedStyle(pointed).cursor === 'pointer') {
    for (let at = composedParent(pointed); at && getComputedStyle(at).cursor === 'pointer'; at = composedParent(at)) {
      outermost = at;
    }
  }
  return outermost;
}
