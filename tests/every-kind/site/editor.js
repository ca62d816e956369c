// An editor as the big ones are: it keeps a text of its own, lets the browser change nothing, and draws its elements
// anew after each input.

/** Makes an editor of `box`. `changed` hears the whole text each time. */
export function edit(box, changed) {
  let text = '';

  /** Where the caret's place in the page is in the text. */
  function offset(node, at) {
    const before = document.createRange();
    before.setStart(box, 0);
    before.setEnd(node, at);
    const lines = before.cloneContents().querySelectorAll('p');
    return before.toString().length + Math.max(0, lines.length - 1);
  }

  function draw(caret) {
    box.replaceChildren(...text.split('\n').map((line) => {
      const paragraph = document.createElement('p');
      paragraph.append(...words(line));
      return paragraph;
    }));
    place(caret);
  }

  function words(line) {
    if (!line) return [document.createElement('br')];
    return line.split(/(?<= )/).map((word) => {
      const span = document.createElement(word.startsWith('#') ? 'mark' : 'span');
      span.textContent = word;
      return span;
    });
  }

  function place(caret) {
    for (const paragraph of box.children) {
      const { length } = paragraph.textContent;
      if (caret > length) {
        caret -= length + 1;
        continue;
      }
      if (!length) return getSelection().collapse(paragraph, 0);
      for (const { firstChild } of paragraph.children) {
        if (caret <= firstChild.length) return getSelection().collapse(firstChild, caret);
        caret -= firstChild.length;
      }
    }
  }

  box.addEventListener('beforeinput', (event) => {
    event.preventDefault();
    const [range] = event.getTargetRanges();
    if (!range) return;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    const typed = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    const added = event.inputType === 'insertParagraph' || event.inputType === 'insertLineBreak' ? '\n' : typed;
    text = text.slice(0, start) + added + text.slice(end);
    draw(start + added.length);
    changed(text);
  });

  draw(0);
}
