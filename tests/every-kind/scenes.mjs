// Everything that the person does, a scene for each kind. In this order it is one long journey by the links of the
// pages.
//
// A scene: { name, page, act(hands), leaves, cdpOnly, x11Only }. `page`: where it begins. `leaves`: what the app must
// have heard afterwards, each key from one scene only. `cdpOnly`: it can't be done by a screen's mouse and keyboard
// alone; `x11Only`: it can't be done without them.

import choices from './scenes/choices.mjs';
import dragging from './scenes/dragging.mjs';
import files from './scenes/files.mjs';
import history from './scenes/history.mjs';
import inside from './scenes/inside.mjs';
import keys from './scenes/keys.mjs';
import menus from './scenes/menus.mjs';
import panels from './scenes/panels.mjs';
import pointer from './scenes/pointer.mjs';
import scrolling from './scenes/scrolling.mjs';
import typing from './scenes/typing.mjs';
import values from './scenes/values.mjs';
import windows from './scenes/windows.mjs';

export const scenes = [
  ...pointer, ...typing, ...keys, ...choices, ...values, ...files,
  ...dragging, ...menus, ...panels, ...scrolling, ...windows, ...history, ...inside,
];
