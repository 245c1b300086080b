import { language, t } from '../../../i18n.js';
import { sis, sisApi } from '../../data/sis.js';
import { on } from '../../data/store.js';
import { fill, h, onceAFrame } from '../../ui/dom.js';
import { confirmDialog } from '../../ui/overlays.js';
import { attempt, check, labelled, number } from '../form.js';

const hour = 3600;

/** Whether it runs, its figures, its clock and rate; restart and reset. */
export function machineCard() {
  const head = h('div', { class: 'card-head' });
  const figures = h('dl', { class: 'figures' });
  const address = h('code', { class: 'address' });
  const clock = h('div', { class: 'sis-row' });
  const fx = h('p', { class: 'fine sis-fx' });
  const draw = onceAFrame(() => {
    const { view } = sis;
    if (!view) return;
    fill(head, h('h3', null, t('sisTitle')), h('span', { class: `chip ${view.open ? 'good' : 'bad'}` }, t(view.open ? 'sisOpen' : 'sisDown')));
    fill(address, view.url);
    fill(figures, [['sisOrders', view.counts.orders], ['sisProducts', view.counts.products], ['sisOperations', view.counts.operations]].map(([name, value]) => h('div', null, h('dd', null, value), h('dt', null, t(name, { count: value })))));
    fill(clock, clockControls(view.clock));
    fill(fx, t('sisFx', { rate: view.fx.rate, applied: view.fx.rate_applied }));
  });
  on('sis', draw);
  return h('div', { class: 'card' }, head, address, figures, restartForm(), clock, fx, fxForm());
}

function restartForm() {
  const form = h(
    'form',
    { class: 'sis-form' },
    labelled(t('sisDownSeconds'), number('down', { min: 0, max: 3600, value: 5, required: true })),
    h('button', { class: 'button', type: 'submit' }, t('sisRestart')),
    check('lose', t('sisLoseState')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    void attempt(sisApi.restart(Number(fields.get('down')) * 1000, fields.has('lose')));
  });
  const reset = h('button', { class: 'link danger-link', type: 'button', onclick: () => confirmDialog(t('sisReset'), t('sisResetSure'), t('sisResetDo'), () => void attempt(sisApi.reset())) }, t('sisReset'));
  return [form, reset];
}

function clockControls({ now, fixed }) {
  const shown = new Intl.DateTimeFormat(language() === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(now));
  const button = (text, change) => h('button', { class: 'button small', type: 'button', onclick: () => void attempt(sisApi.clock(change)) }, text);
  return [
    h('div', { class: 'sis-clock' }, h('b', null, t('sisClock')), h('span', null, `${shown} · ${t(fixed ? 'sisClockFixed' : 'sisClockRuns')}`)),
    button(t('sisHour'), { advance_sec: hour }),
    button(t('sisDay'), { advance_sec: 24 * hour }),
    fixed ? button(t('sisClockRun'), { now: null }) : button(t('sisClockStop'), { now }),
  ];
}

function fxForm() {
  const field = h('input', { class: 'field', name: 'rate', inputmode: 'decimal', pattern: '\\d{1,9}\\.\\d{4,8}', placeholder: '0.9300', required: true });
  const form = h('form', { class: 'sis-form' }, labelled(t('sisFxNew'), field), h('button', { class: 'button', type: 'submit' }, t('sisFxSet')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(sisApi.fx(field.value));
    field.value = '';
  });
  return form;
}
