import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { on, store } from '../data/store.js';
import { fill, h, onceAFrame } from '../ui/dom.js';
import { clock } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { deliveryCard } from './delivery.js';
import { attempt, check, labelled, number } from './form.js';

const callKinds = ['too_many_requests', 'server_error', 'hang', 'reset_before', 'reset_after'];
const kinds = [...callKinds, 'duplicate', 'reorder'];
const methods = ['sendMessage', 'editMessageText', 'editMessageReplyMarkup', 'answerCallbackQuery', 'deleteMessage', 'sendChatAction', 'sendPhoto', 'sendDocument', 'getFile', 'getUpdates', 'setWebhook'];

/** The fault switches: what is on, and a form that turns one on. */
export function faultsTab() {
  const active = h('div', { class: 'card' });
  const draw = onceAFrame(() => fill(active, activeList()));
  on('faults', draw);
  fill(active, activeList());
  return [deliveryCard(), active, faultForm()];
}

function activeList() {
  const { faults } = store;
  const clear = faults.length > 0 ? h('button', { class: 'link', type: 'button', onclick: () => attempt(api.clearFaults()) }, t('clearAll')) : null;
  return [
    h('div', { class: 'card-head' }, h('h3', null, t('activeFaults')), clear),
    faults.length === 0 ? h('p', { class: 'fine' }, t('noFaults')) : h('ul', { class: 'active-faults' }, faults.map(activeItem)),
  ];
}

function activeItem({ id, rule, left, until, fired }) {
  const details = [
    ...(rule.methods ?? []),
    rule.chat_id && `chat ${rule.chat_id}`,
    left === null ? (until === null ? t('unlimited') : null) : t('left', { count: left }),
    until === null ? null : t('untilTime', { time: clock(until, true) }),
    rule.probability === undefined ? null : `${Math.round(rule.probability * 100)} %`,
    t('fired', { count: fired }),
  ].filter(Boolean);
  return h(
    'li',
    null,
    h('i', { class: 'dot' }),
    h('div', null, h('b', null, t(`fault_${rule.kind}`)), h('span', null, details.join(' · '))),
    h('button', { class: 'icon-button', type: 'button', 'aria-label': `${t('remove')}: ${t(`fault_${rule.kind}`)}`, title: t('remove'), onclick: () => attempt(api.removeFault(id)) }, icon('close')),
  );
}

function faultForm() {
  const kind = h('select', { class: 'field', name: 'kind' }, kinds.map((name) => h('option', { value: name }, t(`fault_${name}`))));
  const about = h('p', { class: 'fine' });
  const own = h('div', { class: 'form-grid' });
  const form = h(
    'form',
    { class: 'card form' },
    h('h3', null, t('addFault')),
    labelled(t('faultKind'), kind),
    about,
    own,
    h(
      'div',
      { class: 'form-grid' },
      labelled(t('faultCount'), number('count', { min: 1, max: 1_000_000, value: 1, placeholder: '∞', title: t('faultCountHint') })),
      labelled(t('faultProbability'), number('percent', { min: 1, max: 100, placeholder: '100' })),
      labelled(t('faultSeconds'), number('seconds', { min: 1, max: 86_400, placeholder: '∞' })),
    ),
    h('button', { class: 'button primary wide', type: 'submit' }, icon('bolt'), t('turnOn')),
  );
  const showOwn = () => {
    about.textContent = t(`about_${kind.value}`);
    fill(own, ownFields(kind.value));
  };
  kind.addEventListener('change', showOwn);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(api.addFault(readRule(new FormData(form))));
  });
  showOwn();
  return form;
}

function ownFields(kind) {
  const method = h('select', { class: 'field', name: 'method' }, h('option', { value: '' }, t('anyMethod')), methods.map((name) => h('option', { value: name }, name)));
  const fields = {
    too_many_requests: () => labelled(t('retryAfter'), number('retry_after', { min: 1, max: 3600, value: 3 })),
    server_error: () => labelled(t('statusCode'), h('select', { class: 'field', name: 'status' }, [500, 502, 503, 504].map((status) => h('option', { value: status, selected: status === 502 }, status)))),
    hang: () => [labelled(t('hangSeconds'), number('hang', { min: 1, max: 120, value: 10 })), check('executed', t('executed'))],
    duplicate: () => check('concurrent', t('concurrent')),
    reorder: () => labelled(t('holdMs'), number('hold_ms', { min: 1, max: 10_000, value: 500 })),
  };
  return [callKinds.includes(kind) ? labelled(t('faultMethod'), method) : null, fields[kind]?.()];
}

/** An empty field is no wish: the sandbox has its own default, or no limit. */
function readRule(form) {
  const numberOf = (name) => (form.get(name) ? Number(form.get(name)) : undefined);
  const percent = numberOf('percent');
  const seconds = numberOf('seconds');
  const hang = numberOf('hang');
  return {
    kind: form.get('kind'),
    count: numberOf('count'),
    probability: percent === undefined ? undefined : percent / 100,
    for_ms: seconds === undefined ? undefined : seconds * 1000,
    methods: form.get('method') ? [form.get('method')] : undefined,
    retry_after: numberOf('retry_after'),
    status: numberOf('status'),
    max_ms: hang === undefined ? undefined : hang * 1000,
    hold_ms: numberOf('hold_ms'),
    executed: form.has('executed') || undefined,
    concurrent: form.has('concurrent') || undefined,
  };
}
