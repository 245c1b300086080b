import * as fc from 'fast-check';
import { escapeHtml } from './escape-html';
import { visibleText } from './html-atoms';
import { normalizeText } from './normalize-text';

const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units));

describe('normalizeText', () => {
  test('makes any text survive UTF-8 and lose its NULs', () => {
    fc.assert(
      fc.property(anyUnits, (text) => {
        const normal = normalizeText(text);
        expect(Buffer.from(normal).toString()).toBe(normal);
        expect(normal).not.toContain('\u0000');
      }),
    );
  });

  test('leaves emoji and right-to-left marks alone', () => {
    expect(normalizeText('😀\u200fשלום\u202e')).toBe('😀\u200fשלום\u202e');
  });

  test('replaces each lone half by one sign', () => {
    expect(normalizeText('a\ud83db\ude00c\ud83d')).toBe('a\ufffdb\ufffdc\ufffd');
  });
});

describe('escapeHtml', () => {
  test('shows any text as it is', () => {
    fc.assert(fc.property(anyUnits, (text) => expect(visibleText(escapeHtml(text))).toBe(normalizeText(text))));
  });

  test('escapes what Telegram reads as markup and nothing else', () => {
    expect(escapeHtml('<b> & "x" _y_ *z*')).toBe('&lt;b&gt; &amp; &quot;x&quot; _y_ *z*');
  });
});
