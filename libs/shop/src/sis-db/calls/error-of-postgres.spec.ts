import { ForeignDatabaseError } from '@ownerbot/storage';
import { asShopError } from './error-of-postgres';

const spoken = (sqlState: string) => new ForeignDatabaseError({ sqlState, failure: `sql_${sqlState}`, serverMessage: 'words of the server' });

test.each([
  ['08006', 'UPSTREAM_UNAVAILABLE', { failure: 'sql_08006' }],
  ['57P01', 'UPSTREAM_UNAVAILABLE', { failure: 'sql_57P01' }],
  ['57P03', 'UPSTREAM_UNAVAILABLE', { failure: 'sql_57P03' }],
  ['53300', 'UPSTREAM_UNAVAILABLE', { failure: 'too_many_connections' }],
  ['57014', 'UPSTREAM_UNAVAILABLE', { failure: 'statement_timeout' }],
  ['40001', 'UPSTREAM_UNAVAILABLE', { failure: 'conflict' }],
  ['40P01', 'UPSTREAM_UNAVAILABLE', { failure: 'conflict' }],
  ['28000', 'UPSTREAM_AUTH', { reason: 'LOGIN_REFUSED' }],
  ['28P01', 'UPSTREAM_AUTH', { reason: 'LOGIN_REFUSED' }],
  ['3D000', 'UPSTREAM_AUTH', { reason: 'LOGIN_REFUSED' }],
  ['42501', 'UPSTREAM_AUTH', { reason: 'NO_RIGHT' }],
  ['42P01', 'UPSTREAM_CONTRACT', { reason: 'sql_42P01' }],
  ['3F000', 'UPSTREAM_CONTRACT', { reason: 'sql_3F000' }],
  ['42703', 'UPSTREAM_CONTRACT', { reason: 'sql_42703' }],
  ['42804', 'UPSTREAM_CONTRACT', { reason: 'sql_42804' }],
  ['42883', 'UPSTREAM_CONTRACT', { reason: 'sql_42883' }],
  ['22P02', 'UPSTREAM_CONTRACT', { reason: 'sql_22P02' }],
])('%s is %s; the words of the server are for audit alone', (sqlState, code, facts) => {
  const error = asShopError(spoken(sqlState));
  expect(error).toMatchObject({ code, facts: { ...facts, upstream_message: 'words of the server' } });
  expect(String(error)).not.toContain('words of the server');
});

test.each(['25006', '42601'])('%s is a defect of ours, and no answer of SIS', (sqlState) => {
  const error = spoken(sqlState);
  expect(asShopError(error)).toBe(error);
});

test('a server that never spoke is unavailable, with what failed', () => {
  const error = new ForeignDatabaseError({ sqlState: null, failure: 'tls', serverMessage: null });
  expect(asShopError(error)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retry: 'backoff', facts: { failure: 'tls' } });
});
