import { ShopError, type RefusedField } from '../errors';
import { mismatchOf, type ContractDifference, type EndpointCheck } from './contract-report';

/** The types that the rules of answers are about; a value of the right type that breaks its rule has a wrong form. */
const TYPE_OF_RULE: Readonly<Record<string, string>> = {
  text: 'text', money: 'text', percent: 'text', rate: 'text', decimal: 'text', day: 'text', instant: 'text', integer: 'number', boolean: 'boolean', list: 'list', object: 'object', table: 'object',
};

/** What a call's rejection says about the contract. Anything but an error of the shop is thrown on. */
export function checkOfError(endpoint: string, error: unknown): EndpointCheck {
  if (!(error instanceof ShopError)) throw error;
  const { code, facts } = error;
  switch (code) {
    case 'UPSTREAM_NOT_IMPLEMENTED':
      return { endpoint, result: 'NOT_OFFERED', reason: code, differences: [] };
    case 'UPSTREAM_UNAVAILABLE':
    case 'UPSTREAM_AUTH':
    case 'UPSTREAM_NOT_CONFIGURED':
    case 'DEMO_NOT_SEEDED':
      return { endpoint, result: 'UNAVAILABLE', reason: facts.failure ?? facts.reason ?? code, differences: [] };
    case 'UPSTREAM_CONTRACT':
      return mismatchOf(endpoint, facts.fields?.map(differenceOf) ?? [{ path: '', kind: 'ENVELOPE', expected: 'the scope that was asked for', found: facts.reason ?? code }]);
    case 'PROVENANCE_MISSING':
    case 'PROVENANCE_INCOMPLETE':
      return mismatchOf(endpoint, [{ path: ['provenance', ...(facts.fields ?? []).map((field) => field.path)].join('.'), kind: 'ENVELOPE', expected: 'whole', found: code }]);
    case 'CONFIG_MISMATCH':
      return mismatchOf(endpoint, [{ path: facts.key ?? '', kind: 'EQUALITY', expected: 'that of the settings', found: 'another' }]);
    default:
      return mismatchOf(endpoint, [{ path: '', kind: 'STATUS', expected: '200', found: `${facts.http_status ?? code} ${facts.reason ?? ''}`.trim() }]);
  }
}

function differenceOf({ path, rule, allowed, found = 'unknown' }: RefusedField): ContractDifference {
  const isEnvelope = path === '' || path === 'ok' || path === 'data';
  const kind = isEnvelope ? 'ENVELOPE' : found === 'nothing' ? 'MISSING' : TYPE_OF_RULE[rule] === found ? 'FORMAT' : 'TYPE';
  return { path, kind, expected: allowed, found };
}
