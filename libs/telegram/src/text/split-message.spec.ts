import * as fc from 'fast-check';
import { visibleText } from './html-atoms';
import { splitHtml, splitMessage } from './split-message';

const NUMBER = /\n\n\d+\/\d+$/;

const words = fc.stringMatching(/^[a-zа-я0-9]{1,12}$/);
const oddCharacters = fc.constantFrom('&lt;', '&amp;', '&#8381;', '😀', '👨‍👩‍👧‍👦', '\u200f', 'é', '\u0301', '<', '&', ' ', ' ', '\n', '\n\n');
const plain = fc.oneof(words, oddCharacters);
const tagged = fc
  .tuple(fc.constantFrom(['<b>', '</b>'], ['<i>', '</i>'], ['<code>', '</code>'], ['<a href="https://e.x/?a=1&amp;b=2">', '</a>'], ['<pre><code class="language-x">', '</code></pre>']), fc.array(plain, { maxLength: 40 }))
  .map(([[open, close], inside]) => `${open}${inside.filter((one) => one !== '<').join('')}${close}`);
const html = fc.array(fc.oneof(plain.filter((one) => one !== '<'), tagged), { maxLength: 120 }).map((pieces) => pieces.join(''));
const limits = fc.integer({ min: 80, max: 400 });

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

function openTags(part: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = ''] of part.matchAll(/<(\/?)([a-z]+)[^<>]*>/g)) {
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return ['wrong order'];
  }
  return open;
}

describe('splitHtml', () => {
  test('loses and adds nothing: the parts joined are the text', () => {
    fc.assert(
      fc.property(html, limits, (text, limit) => {
        const joined = splitHtml(text, limit).map(visibleText).join('');
        expect(withoutBlanks(joined)).toBe(withoutBlanks(visibleText(text)));
      }),
    );
  });

  test('keeps every blank too where no part is blank', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 200 }), limits, (list, limit) => {
        const text = list.join(' ');
        expect(splitHtml(text, limit).join('')).toBe(text);
      }),
    );
  });
});

describe('splitMessage', () => {
  test('makes parts that each fit the limit, number included', () => {
    fc.assert(
      fc.property(html, limits, (text, limit) => {
        for (const part of splitMessage(text, limit)) expect(visibleText(part).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('closes in each part what it opened, and reopens it in the next', () => {
    fc.assert(
      fc.property(html, limits, (text, limit) => {
        for (const part of splitMessage(text, limit)) expect(openTags(part)).toEqual([]);
      }),
    );
  });

  test('never splits a surrogate pair or a character reference', () => {
    fc.assert(
      fc.property(html, limits, (text, limit) => {
        for (const part of splitMessage(text, limit)) {
          expect(part).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
          expect(part).not.toMatch(/&(?:lt|gt|amp|#\d+)(?![;#\d\w])/);
        }
      }),
    );
  });

  test('numbers the parts in order when there are several', () => {
    fc.assert(
      fc.property(html, limits, (text, limit) => {
        const parts = splitMessage(text, limit);
        if (parts.length < 2) return;
        parts.forEach((part, at) => expect(part.endsWith(`\n\n${at + 1}/${parts.length}`)).toBe(true));
      }),
    );
  });

  test('leaves a text that fits as it is, without a number', () => {
    expect(splitMessage(`<b>${'x'.repeat(4096)}</b>`)).toEqual([`<b>${'x'.repeat(4096)}</b>`]);
  });

  test('counts after entity parsing: 4096 references of five bytes are one message', () => {
    expect(splitMessage('&amp;'.repeat(4096))).toHaveLength(1);
    expect(splitMessage('&amp;'.repeat(4097))).toHaveLength(2);
  });

  test('gives no part for a blank text', () => {
    expect(splitMessage('')).toEqual([]);
    expect(splitMessage(' \n ')).toEqual([]);
    expect(splitMessage('\n'.repeat(5000))).toEqual([]);
  });

  test('splits 4096 emoji into parts without a broken one', () => {
    const parts = splitMessage('😀'.repeat(4096));
    expect(parts).toHaveLength(3);
    expect(parts.map((part) => part.replace(NUMBER, '')).join('')).toBe('😀'.repeat(4096));
  });

  test('prefers a section to a line, a line to a word', () => {
    const section = `${'a'.repeat(40)}\n\n${'b'.repeat(20)}\n${'c'.repeat(20)} ${'d'.repeat(40)}`;
    expect(splitMessage(section, 100)[0]).toBe(`${'a'.repeat(40)}\n\n\n\n1/2`);
    const line = `${'b'.repeat(40)}\n${'c'.repeat(30)} ${'d'.repeat(40)}`;
    expect(splitMessage(line, 100)[0]).toBe(`${'b'.repeat(40)}\n\n\n1/2`);
    const word = `${'c'.repeat(50)} ${'d'.repeat(30)} ${'e'.repeat(40)}`;
    expect(splitMessage(word, 100)[0]).toBe(`${'c'.repeat(50)} ${'d'.repeat(30)} \n\n1/2`);
  });

  test('goes around formatting where a border outside it is near', () => {
    const [first, second] = splitMessage(`${'a'.repeat(60)} <a href="https://e.x">${'b '.repeat(40)}</a>`, 100);
    expect(first).toBe(`${'a'.repeat(60)} \n\n1/2`);
    expect(second).toContain(`<a href="https://e.x">${'b '.repeat(40)}</a>`);
  });

  test('reopens a tag with its attributes where it must be cut', () => {
    const parts = splitMessage(`<pre><code class="language-json">${'x\n'.repeat(200)}</code></pre>`, 100);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part.replace(NUMBER, '')).toMatch(/^<pre><code class="language-json">[x\n]+<\/code><\/pre>$/);
  });

  test('has room for the number of a hundred parts', () => {
    const parts = splitMessage('word '.repeat(600), 30);
    expect(parts.length).toBeGreaterThan(99);
    for (const part of parts) expect(visibleText(part).length).toBeLessThanOrEqual(30);
  });

  test('takes a cluster apart that is longer than a message', () => {
    const parts = splitMessage(`a${'\u0301'.repeat(9000)}`);
    expect(parts).toHaveLength(3);
  });
});
