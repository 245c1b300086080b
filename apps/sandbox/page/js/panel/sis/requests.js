import { t } from '../../../i18n.js';
import { sis } from '../../data/sis.js';
import { on } from '../../data/store.js';
import { fill, h, onceAFrame } from '../../ui/dom.js';
import { clock } from '../../ui/format.js';

const shown = 50;

/** The last requests to SIS, the newest first; one opens to show its headers and query. */
export function requestList() {
  const list = h('div', { class: 'calls' });
  const elements = new Map();
  const draw = onceAFrame(() => {
    const newest = sis.requests.slice(-shown).reverse();
    const wanted = new Set(newest.map(({ seq }) => seq));
    for (const seq of elements.keys()) if (!wanted.has(seq)) elements.delete(seq);
    // An opened request stays open while others come in.
    for (const request of newest) if (!elements.has(request.seq)) elements.set(request.seq, requestItem(request));
    fill(list, newest.length === 0 ? h('p', { class: 'fine' }, t('sisNoRequests')) : newest.map(({ seq }) => elements.get(seq)));
  });
  on('sis-requests', draw);
  draw();
  return h('section', null, h('h3', { class: 'sis-heading' }, t('sisRequests')), list);
}

function requestItem(request) {
  const { status, method, path, fault, reason, time, ms } = request;
  const tone = status === 0 ? 'cut' : status < 300 ? 'good' : 'bad';
  return h(
    'details',
    { class: 'call' },
    h(
      'summary',
      null,
      h('span', { class: `call-status ${tone}` }, status === 0 ? '—' : status),
      h('span', { class: 'call-method' }, `${method} ${path.replace('/ownerbot/v1/', '')}`),
      fault ? h('span', { class: 'chip warn' }, t(`fault_${fault}`)) : null,
      h('span', { class: 'call-time' }, `${clock(Date.parse(time), true)} · ${Math.round(ms)} ${t('ms')}`),
      h('span', { class: 'call-brief' }, reason ?? decodeURIComponent(request.query)),
    ),
    h('div', { class: 'call-body' }, h('pre', null, JSON.stringify({ query: request.query, headers: request.headers, body_hash: request.body_hash }, null, 2))),
  );
}
