import { checkNode } from './checks/machine';

test.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('Node %s is new enough', (version) => {
  expect(checkNode(version)).toMatchObject({ status: 'ok', detail: version });
});

test.each(['18.20.4', '20.18.3', '19.9.0'])('Node %s is too old, and the fix says which is not', (version) => {
  expect(checkNode(version)).toMatchObject({ status: 'error', fix: 'install Node 20.19 or newer' });
});
