// Shared by the benchmark's pages: how long each action took, from the time stamp that the browser gave its input to
// the first frame after the page had handled it. Knows nothing of recorders.

const bench = {
  // One entry an action: { kind, ms }.
  takes: [],

  /** To be called at the end of a handler. `from` is an event's time stamp. */
  handled(kind, from) {
    requestAnimationFrame(() => {
      // A message posted in a frame's callback is delivered after that frame has been painted.
      const channel = new MessageChannel();
      channel.port2.onmessage = () => bench.takes.push({ kind, ms: performance.now() - from });
      channel.port1.postMessage(null);
    });
  },

  /** Middles of elements, of all or of some, in CSS pixels of the viewport. */
  middles(selector, from = 0, count = Infinity) {
    const elements = Array.from(document.querySelectorAll(selector)).slice(from, from + count);
    return elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    });
  },
};

// A click's own time stamp is that of letting go; what a person waits for begins with pressing.
let pressedAt = 0;
addEventListener('pointerdown', (event) => { pressedAt = event.timeStamp; }, { capture: true, passive: true });
