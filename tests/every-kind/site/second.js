// The page to go back from and forward to.

import { report } from '/state.js';
import { whenBack } from '/back.js';

whenBack(() => report('history.forward', 'went forward'));
