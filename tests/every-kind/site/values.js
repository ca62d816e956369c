// The page of values that aren't typed as text.

import { byId, reportValue } from '/state.js';

for (const name of ['volume', 'zoom', 'date', 'time', 'moment', 'month', 'week', 'colour', 'spin', 'steps']) {
  reportValue(byId(name), `value.${name}`);
}
