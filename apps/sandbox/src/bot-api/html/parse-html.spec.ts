import { BotApiError } from '../errors';
import { findEntities } from './find-entities';
import { parseHtml } from './parse-html';
import { trimText } from './trim-text';

test('every tag of the HTML style becomes its entity, with offsets in UTF-16 units', () => {
  const html =
    '😀<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><ins>u</ins><s>s</s><del>s</del><tg-spoiler>x</tg-spoiler><span class="tg-spoiler">x</span><code>c</code><blockquote>q</blockquote><blockquote expandable>q</blockquote>';
  const { text, entities } = parseHtml(html);
  expect(text).toBe('😀bbiiuussxxcqq');
  expect(entities.map(({ type, offset }) => `${type}@${offset}`)).toEqual([
    'bold@2',
    'bold@3',
    'italic@4',
    'italic@5',
    'underline@6',
    'underline@7',
    'strikethrough@8',
    'strikethrough@9',
    'spoiler@10',
    'spoiler@11',
    'code@12',
    'blockquote@13',
    'expandable_blockquote@14',
  ]);
});

test('nested tags give nested entities, the outer one first', () => {
  expect(parseHtml('<b>a <i>b</i></b>').entities).toEqual([
    { type: 'bold', offset: 0, length: 3 },
    { type: 'italic', offset: 2, length: 1 },
  ]);
});

test('a block of code may name its language', () => {
  expect(parseHtml('<pre><code class="language-sql">select 1</code></pre>').entities).toEqual([{ type: 'pre', offset: 0, length: 8, language: 'sql' }]);
});

test('a link keeps its address, and an address that is none makes no link', () => {
  expect(parseHtml('<a href="https://example.com/?a=1&amp;b=2">x</a>').entities).toEqual([{ type: 'text_link', offset: 0, length: 1, url: 'https://example.com/?a=1&b=2' }]);
  expect(parseHtml('<a href="javascript:alert(1)">x</a>').entities).toEqual([]);
});

test('references are decoded once, and an ampersand alone stays', () => {
  expect(parseHtml('&lt;b&gt; &amp;lt; &quot; &#128512; &#x41; & &nbsp; &#0;').text).toBe('<b> &lt; " 😀 A & &nbsp; &#0;');
});

test.each([
  ['</b>', 'Unexpected end tag at byte offset 0'],
  ['<b', 'Unclosed start tag at byte offset 0'],
  ['я<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 2'],
  ['1 < 2', 'Unclosed start tag at byte offset 2'],
  ['1 < 2>', 'Unsupported start tag "" at byte offset 2'],
  ['<b ="x">y</b>', 'Empty attribute name in the tag "b" at byte offset 0'],
  ['<a href="x>y</a>', 'Unclosed start tag "a" at byte offset 0'],
])('%s is refused', (html, why) => {
  expect(() => parseHtml(html)).toThrow(new BotApiError(400, `Bad Request: can't parse entities: ${why}`));
});

test('white space at the ends goes, and entities move and shrink with it', () => {
  expect(trimText(parseHtml('  <b> x </b>\n'))).toEqual({ text: 'x', entities: [{ type: 'bold', offset: 0, length: 1 }] });
});

test('commands, addresses, mentions and hashtags are found in plain text', () => {
  const text = '/start@ownerbot_bot и /kpi, https://a.example/x?y=1. @anna_k #отчёт me@a.example 1/2';
  expect(findEntities(text).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual([
    ['bot_command', '/start@ownerbot_bot'],
    ['bot_command', '/kpi'],
    ['url', 'https://a.example/x?y=1'],
    ['mention', '@anna_k'],
    ['hashtag', '#отчёт'],
    ['email', 'me@a.example'],
  ]);
});
