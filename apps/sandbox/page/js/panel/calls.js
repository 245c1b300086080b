import { t } from '../../i18n.js';
import { on, store } from '../data/store.js';
import { fill, h, onceAFrame } from '../ui/dom.js';
import { clock } from '../ui/format.js';

const shownCalls = 100;

/** The last calls of the Bot API, the newest first; one opens to show what was asked and answered. */
export function callsTab() {
  const list = h('div', { class: 'calls' });
  const hide = h('input', { type: 'checkbox', checked: true });
  const elements = new Map();
  const draw = onceAFrame(() => {
    const calls = store.calls.filter(({ method }) => !hide.checked || method !== 'getUpdates').slice(-shownCalls).reverse();
    const wanted = new Set(calls.map(({ seq }) => seq));
    for (const seq of elements.keys()) if (!wanted.has(seq)) elements.delete(seq);
    // An opened call stays open while others come in.
    for (const call of calls) if (!elements.has(call.seq)) elements.set(call.seq, callItem(call));
    fill(list, calls.length === 0 ? h('p', { class: 'fine' }, t('noCalls')) : calls.map(({ seq }) => elements.get(seq)));
  });
  hide.addEventListener('change', draw);
  on('calls', draw);
  draw();
  return [h('label', { class: 'check' }, hide, t('hidePolls')), list];
}

function callItem(call) {
  const tone = call.status === 0 ? 'cut' : call.ok ? 'good' : 'bad';
  const details = h('details', { class: 'call' });
  const head = h(
    'summary',
    null,
    h('span', { class: `call-status ${tone}` }, call.status === 0 ? '—' : call.status),
    h('span', { class: 'call-method' }, call.method),
    call.fault ? h('span', { class: 'chip warn' }, t(`fault_${call.fault}`)) : null,
    h('span', { class: 'call-time' }, `${clock(call.at, true)} · ${Math.round(call.ms)} ${t('ms')}`),
    h('span', { class: 'call-brief' }, call.description ?? call.params.text ?? call.params.caption ?? ''),
  );
  details.append(head);
  details.addEventListener('toggle', () => details.open && details.childElementCount === 1 && details.append(body(call)), { once: true });
  return details;
}

function body(call) {
  const answer = call.status === 0 && !call.ok ? t('noReply') : JSON.stringify(call.description ?? call.result ?? null, null, 2);
  const files = call.files.length > 0 ? { files: call.files } : {};
  return h('div', { class: 'call-body' }, h('h4', null, t('params')), h('pre', null, JSON.stringify({ ...call.params, ...files }, null, 2)), h('h4', null, t('result')), h('pre', null, answer));
}
