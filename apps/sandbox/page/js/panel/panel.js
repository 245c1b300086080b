import { t } from '../../i18n.js';
import { on } from '../data/store.js';
import { byId, fill, h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { callsTab } from './calls.js';
import { faultsTab } from './faults.js';
import { sisTab } from './sis/sis-tab.js';

/** The right column, opened at will. A further tab is one more line here. */
const tabs = [
  { id: 'faults', title: 'tabFaults', make: faultsTab },
  { id: 'calls', title: 'tabCalls', make: callsTab },
  { id: 'sis', title: 'tabSis', make: sisTab },
];

export function startPanel() {
  const panel = byId('panel');
  const views = tabs.map((tab) => ({ ...tab, view: h('section', { class: 'tab-view', role: 'tabpanel', id: `view-${tab.id}`, 'aria-label': t(tab.title) }, tab.make()) }));
  const buttons = views.map((tab) => h('button', { class: 'tab', type: 'button', role: 'tab', 'aria-controls': `view-${tab.id}`, onclick: () => choose(tab.id) }, t(tab.title)));
  const close = h('button', { class: 'icon-button', type: 'button', 'aria-label': t('closePanel'), title: t('closePanel'), onclick: () => toggle(false) }, icon('close'));
  fill(panel, h('header', { class: 'panel-head' }, h('div', { class: 'tabs', role: 'tablist' }, buttons), close), views.map(({ view }) => view));

  function choose(id) {
    views.forEach((tab, place) => {
      const isChosen = tab.id === id;
      tab.view.hidden = !isChosen;
      buttons[place].setAttribute('aria-selected', String(isChosen));
    });
  }

  function toggle(isOpen) {
    panel.hidden = !isOpen;
    byId('app').classList.toggle('with-panel', isOpen);
    if (!isOpen) byId('panel-button')?.focus();
  }

  choose(tabs[0].id);
  on('toggle-panel', () => toggle(panel.hidden));
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && toggle(false));
}
