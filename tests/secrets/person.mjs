// Gives every secret away to the pages of server.mjs: node person.mjs <devtools address>
// Prints "point" when the field of the secret wish is to be pointed at as secret, and goes on when a line comes.

import { once } from 'node:events';
import { Hands } from '../every-kind/hands.mjs';
import * as secret from './values.mjs';

const hands = await Hands.open(process.argv[2]);
await hands.waitFor('[name=wish]');
await hands.fill('[name=user]', 'ada');
await hands.fill('[name=password]', secret.PASSWORD);
await hands.click('[type=button]');
await hands.fill('[name=card]', secret.CARD);
await hands.click('[name=month]');
await hands.type('11');
await hands.press('Enter');
await hands.fill('[name=otp]', secret.OTP);
await hands.click('[name=digit1]');
await hands.type(secret.CODE);
await hands.fill('[name=national]', secret.MARKED);
await hands.click('[contenteditable]');
await hands.press('Control+a');
await hands.type(secret.MEMO);
console.log('point');
await once(process.stdin, 'data');
process.stdin.unref();
await hands.pause(500);
await hands.click('[name=wish]');
await hands.pause(500);
await hands.fill('[name=wish]', secret.POINTED);
await hands.click('[name=agree]');
await hands.pause(2500);
await hands.click('button:not([type])');
await hands.waitFor('#ask');
await hands.pause(1500);
const asked = hands.click('#ask');
await hands.dialog();
await hands.answer(true, secret.PIN);
await hands.dialog();
await hands.answer(true);
await asked;
await hands.waitFor('output', `Unlocked with ${secret.PIN}`);
await hands.pause(500);
await hands.pause(2500);
await hands.click('#next');
await hands.waitFor('h1', 'Account');
await hands.pause(2500);
hands.devtools.close();
