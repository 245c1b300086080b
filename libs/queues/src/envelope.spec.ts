import { JobKindUnknownError, PayloadInvalidError, PayloadNewerError } from './errors';
import { JOB_KINDS } from './job-kinds';
import { openEnvelope, sealEnvelope, storableText } from './envelope';
import { anUpdate } from './conformance/requests';

const noon = new Date('2026-01-02T12:00:00.000Z');

test('an envelope carries kind, version, correlation id, payload and when it was sealed', () => {
  const job = anUpdate('5', 7);
  expect(sealEnvelope(job, noon)).toEqual({ v: 1, kind: 'inbox.update', correlationId: 'tg-1-5-7', enqueuedAt: '2026-01-02T12:00:00.000Z', payload: job.payload });
});

test.each(['nul \u0000 inside', 'half \ud83d of a pair', 'other half \ude00', 'a backslash \\u0000 as text'])('text that a store cannot hold survives: %j', (text) => {
  const sealed = sealEnvelope(anUpdate('5', 7, { text }), noon);
  expect(sealed.payload).toBeUndefined();
  expect(openEnvelope(JSON.parse(JSON.stringify(sealed))).payload).toMatchObject({ update: { text } });
});

test('emoji and other whole characters are stored as they are', () => {
  expect(sealEnvelope(anUpdate('5', 7, { text: '😀 ж \u202e' }), noon).packed).toBeUndefined();
});

test('a payload of the next release is told apart from one that nobody reads', () => {
  const sealed = sealEnvelope(anUpdate('5', 7), noon);
  expect(() => openEnvelope({ ...sealed, v: 2 })).toThrow(PayloadNewerError);
  for (const v of [0, 3, 99]) expect(() => openEnvelope({ ...sealed, v })).not.toThrow(PayloadNewerError);
});

test('a payload of the last release is read where its kind says that it still fits', () => {
  const sealed = sealEnvelope(anUpdate('5', 7), noon);
  jest.replaceProperty(JOB_KINDS, 'inbox.update', { ...JOB_KINDS['inbox.update'], version: 3, readsFrom: 2 });
  expect(openEnvelope({ ...sealed, v: 2 })).toMatchObject({ kind: 'inbox.update' });
  expect(openEnvelope({ ...sealed, v: 3 })).toMatchObject({ kind: 'inbox.update' });
  expect(() => openEnvelope(sealed)).toThrow('v is version 1, this program reads 2 to 3');
  jest.restoreAllMocks();
});

test('another version, an unknown kind and rubbish are refused', () => {
  const sealed = sealEnvelope(anUpdate('5', 7), noon);
  expect(() => openEnvelope({ ...sealed, v: 2 })).toThrow(PayloadInvalidError);
  expect(() => openEnvelope({ ...sealed, kind: 'inbox.smelled' })).toThrow(JobKindUnknownError);
  expect(() => openEnvelope('rubbish')).toThrow(JobKindUnknownError);
  expect(() => openEnvelope({ ...sealed, payload: undefined, packed: '{' })).toThrow(PayloadInvalidError);
});

test('text for failed reasons loses what no store takes', () => {
  expect(storableText('a\u0000b\ud800c😀')).toBe('a\ufffdb\ufffdc😀');
});
