import { t } from '../../../i18n.js';
import { sis } from '../../data/sis.js';
import { on } from '../../data/store.js';
import { h } from '../../ui/dom.js';
import { faultForm, faultList } from './faults.js';
import { machineCard } from './machine.js';
import { requestList } from './requests.js';
import { shopCard } from './shop.js';

/** The simulated SIS: how it is, what breaks, what it holds and who asked. */
export function sisTab() {
  const none = h('p', { class: 'fine' }, t('sisNone'));
  const all = h('div', { class: 'sis' }, machineCard(), faultList(), faultForm(), shopCard(), requestList());
  const show = () => {
    none.hidden = sis.view !== null;
    all.hidden = sis.view === null;
  };
  on('sis', show);
  show();
  return [none, all];
}
