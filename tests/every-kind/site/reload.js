// Counts its loads, from each arrival on.

import { report } from '/state.js';

const [{ type }] = performance.getEntriesByType('navigation');
const loads = type === 'reload' ? Number(sessionStorage.getItem('loads')) + 1 : 1;
sessionStorage.setItem('loads', loads);
report('history.loads', loads);
