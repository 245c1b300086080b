import { auditSummary } from './audit/audit-summary';
import { ageColor } from './overview/age-color';
import { fieldsOf, tenantPatch } from './settings/tenant-patch';

test('an audit event in a line: who did what first, and no more than fits', () => {
  expect(auditSummary({ counts: { a: 1 }, reason: 'x', action: 'drain', actor: 'anna', n: 3 })).toBe('actor: anna · action: drain · reason: x · n: 3');
  expect(auditSummary({ a: 'x'.repeat(500) })).toHaveLength(161);
});

test('waiting is worth a colour after half a minute, and an alarm after two', () => {
  expect([null, 29_999, 30_000, 120_000].map(ageColor)).toEqual([undefined, undefined, 'orange', 'red']);
});

const tenant = { version: 3, project: 'shop', shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', locale: 'ru', orderPrefix: 'OB-', productPrefix: '', lookPrefix: '' } as const;

test('only what was changed in the form is sent', () => {
  expect(tenantPatch(tenant, fieldsOf(tenant))).toEqual({});
  expect(tenantPatch(tenant, { ...fieldsOf(tenant), shopId: '2', project: ' shop ', orderPrefix: '' })).toEqual({ shopId: 2, orderPrefix: '' });
});
