import { oneScope } from '../acting/one-scope';
import { shopAction } from '../acting/shop-action';
import { withoutMissing } from '../acting/without-missing';
import { SisLooksPublishPayload } from './sis-looks-publish.fields';

/** Shows or hides looks. */
export const sisLooksPublish = shopAction({
  name: 'sis_looks_publish',
  version: '1.1',
  group: 'looks',
  payload: SisLooksPublishPayload,
  kind: 'looks/publish',
  conflictGroups: ['catalogue'],
  auditFields: ['target_active', 'is_active_from', 'scope_all'],
  wish(payload) {
    oneScope(payload, ['look_ids'], 'is_active_from');
    const { target_active, look_ids, is_active_from, scope_all, reason } = payload;
    return { body: withoutMissing({ target_active, look_ids, is_active_from, scope_all, reason }) };
  },
});
