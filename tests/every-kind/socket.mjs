// As much of a WebSocket client (RFC 6455) as DevTools needs: text both ways. Node has its own only from version 22 on.

import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** Connects to a `ws:` address. `heard` gets each message, `closed` is called once. */
export function connect(address, { heard, closed }) {
  const key = randomBytes(16).toString('base64');
  const { hostname, port, pathname } = new URL(address);
  const asks = { 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key };
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket', ...asks };
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: pathname, headers });
    asked.on('error', reject);
    asked.on('response', ({ statusCode }) => reject(new Error(`${address} answers with ${statusCode}`)));
    asked.on('upgrade', ({ headers }, socket, first) => {
      const proof = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      if (headers['sec-websocket-accept'] !== proof) return reject(new Error(`${address} is no WebSocket`));
      socket.setNoDelay(true);
      read(socket, first, heard);
      socket.on('error', () => socket.destroy());
      socket.on('close', closed);
      resolve({
        send: (text) => socket.write(frame(TEXT, Buffer.from(text))),
        close: () => socket.end(frame(CLOSE, Buffer.alloc(0))),
      });
    });
    asked.end();
  });
}

function read(socket, first, heard) {
  let waiting = first;
  let parts = [];
  const take = () => {
    for (let next = unframe(waiting); next; next = unframe(waiting)) {
      waiting = waiting.subarray(next.size);
      if (next.code === PING) socket.write(frame(PONG, next.body));
      else if (next.code === CLOSE) socket.end();
      else if (next.code <= TEXT) {
        parts.push(next.body);
        if (!next.last) continue;
        heard(Buffer.concat(parts).toString());
        parts = [];
      }
    }
  };
  socket.on('data', (data) => {
    waiting = waiting.length ? Buffer.concat([waiting, data]) : data;
    take();
  });
  take();
}

/** The first whole frame in `data`, if there is one. A server doesn't mask. */
function unframe(data) {
  if (data.length < 2) return undefined;
  let length = data[1] & 0x7f;
  let start = 2;
  if (length === 126) {
    if (data.length < 4) return undefined;
    length = data.readUInt16BE(2);
    start = 4;
  } else if (length === 127) {
    if (data.length < 10) return undefined;
    length = Number(data.readBigUInt64BE(2));
    start = 10;
  }
  const size = start + length;
  if (data.length < size) return undefined;
  return { last: (data[0] & 0x80) !== 0, code: data[0] & 0x0f, body: data.subarray(start, size), size };
}

function frame(code, body) {
  const mask = randomBytes(4);
  const { length } = body;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65536 ? 4 : 10);
  head[0] = 0x80 | code;
  head[1] = 0x80 | (length < 126 ? length : length < 65536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, body.map((byte, index) => byte ^ mask[index % 4])]);
}
