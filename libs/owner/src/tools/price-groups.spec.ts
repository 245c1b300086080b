import { ownerActions } from './owner-actions';

/** Confirms of one group wait for each other: a coupon that a repricing would disable is not edited meanwhile. */
test.each([
  ['sis_prices_bump', ['prices']],
  ['adjust_price', ['prices']],
  ['sis_fx_reprice', ['prices', 'coupons']],
  ['sis_fx_reprice_auto', ['prices', 'coupons']],
  ['sis_fx_rollback', ['prices', 'coupons']],
  ['sis_fx_settings_update', ['fx_settings']],
])('%s belongs to %j', (tool, groups) => {
  expect(ownerActions.find(({ definition }) => definition.tool === tool)?.definition.conflictGroups).toEqual(groups);
});
