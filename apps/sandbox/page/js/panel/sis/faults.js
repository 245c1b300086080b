import { t } from '../../../i18n.js';
import { sis, sisApi } from '../../data/sis.js';
import { on } from '../../data/store.js';
import { fill, h, onceAFrame } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { attempt, labelled, number } from '../form.js';

const wait = { min: 0, max: 600_000, value: 3000 };
const retry = { min: 0, max: 3600, value: 5 };

/** Each fault with its parameters; `state` ones hold until they are turned off. */
const faults = {
  down: { state: true },
  slow: { params: { ms: wait, jitter_ms: { min: 0, max: 600_000 } } },
  error_rate: { params: { p: { min: 0, max: 1, step: 0.05, value: 0.5 }, status: { min: 300, max: 599, value: 503 } } },
  status: { params: { code: { min: 300, max: 599, value: 503 } } },
  not_processed: { params: { retry_after_s: retry } },
  rate_limit: { params: { retry_after_s: retry } },
  drop_before: {},
  drop_after_apply: { applies: true },
  late_apply: { applies: true, params: { ms: wait } },
  error_after_apply: { applies: true, params: { code: { min: 500, max: 599, value: 502 } } },
  no_idempotency: { state: true },
  no_enquiry: { state: true },
  no_binding: { state: true },
  stale: { applies: true },
  conflict: { applies: true, params: { reason: ['JOB_RUNNING', 'FORCE_REQUIRED', 'COUPON_EXISTS', 'ROLLBACK_IMPOSSIBLE', 'APPLY_EXPIRED'] } },
  bad_json: {},
  html: {},
  no_provenance: {},
  no_total: {},
  string_warnings: {},
  bare_body: {},
  detail_string: {},
  wrong_schema: {},
  not_ok: {},
  big_body: { params: { bytes: { min: 1, max: 64_000_000, value: 20_000_000 } } },
  endless_body: {},
};
const kinds = ['ping', 'read', 'preview', 'apply', 'enquiry'];

export function faultList() {
  const card = h('div', { class: 'card' });
  const draw = onceAFrame(() => {
    const active = sis.view?.faults ?? [];
    const clear = active.length > 0 ? h('button', { class: 'link', type: 'button', onclick: () => void attempt(sisApi.setFaults([])) }, t('clearAll')) : null;
    fill(
      card,
      h('div', { class: 'card-head' }, h('h3', null, t('sisActive')), clear),
      active.length === 0 ? h('p', { class: 'fine' }, t('sisNoFaults')) : h('ul', { class: 'active-faults' }, active.map(item)),
    );
  });
  on('sis', draw);
  draw();
  return card;
}

function item(fault) {
  const facts = [
    fault.match?.kind && t(`kind_${fault.match.kind}`),
    ...Object.entries(fault.params ?? {}).map(([name, value]) => `${t(`param_${name}`)}: ${value}`),
    fault.left === null ? t('sisAlways') : t('left', { count: fault.left }),
    fault.fired > 0 && t('fired', { count: fault.fired }),
  ].filter(Boolean);
  const title = t(`fault_${fault.fault}`);
  return h(
    'li',
    null,
    h('i', { class: 'dot' }),
    h('div', null, h('b', null, title), h('span', null, facts.join(' · '))),
    h('button', { class: 'icon-button', type: 'button', 'aria-label': `${t('remove')}: ${title}`, title: t('remove'), onclick: () => void attempt(sisApi.setFaults(standing().filter(({ id }) => id !== fault.id))) }, icon('close')),
  );
}

/** The rules as they stand, in the form in which they are put. */
const standing = () => (sis.view?.faults ?? []).map(({ id, fault, match, params, left }) => ({ id, fault, match, params, ...(left === null ? {} : { times: left }) }));

export function faultForm() {
  const fault = h('select', { class: 'field', name: 'fault' }, Object.keys(faults).map((name) => h('option', { value: name }, t(`fault_${name}`))));
  const about = h('p', { class: 'fine' });
  const own = h('div', { class: 'form-grid' });
  const form = h('form', { class: 'card form' }, h('h3', null, t('sisAddFault')), labelled(t('sisWhat'), fault), about, own, h('button', { class: 'button primary wide', type: 'submit' }, icon('bolt'), t('turnOn')));
  const show = () => {
    about.textContent = t(`about_${fault.value}`);
    fill(own, fields(faults[fault.value]));
  };
  fault.addEventListener('change', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(sisApi.setFaults([...standing(), readRule(new FormData(form))]));
  });
  show();
  return form;
}

function fields({ state, applies, params = {} }) {
  const kind = h('select', { class: 'field', name: 'kind' }, h('option', { value: '' }, t('sisAnyKind')), kinds.map((name) => h('option', { value: name }, t(`kind_${name}`))));
  const times = number('times', { min: 1, max: 1_000_000, value: 1, placeholder: '∞', title: t('faultCountHint') });
  return [
    ...Object.entries(params).map(([name, range]) => labelled(t(`param_${name}`), field(name, range))),
    state || applies ? null : labelled(t('sisKind'), kind),
    state ? null : labelled(t('sisCount'), times),
  ];
}

function field(name, range) {
  if (Array.isArray(range)) return h('select', { class: 'field', name: `param-${name}` }, range.map((value) => h('option', { value }, value)));
  return number(`param-${name}`, { step: 1, ...range });
}

/** An empty field is no wish. */
function readRule(form) {
  const { params = {} } = faults[form.get('fault')];
  const given = Object.entries(params).flatMap(([name, range]) => {
    const value = form.get(`param-${name}`);
    return value ? [[name, Array.isArray(range) ? value : Number(value)]] : [];
  });
  return {
    id: `page-${Date.now()}`,
    fault: form.get('fault'),
    ...(form.get('kind') ? { match: { kind: form.get('kind') } } : {}),
    ...(given.length > 0 ? { params: Object.fromEntries(given) } : {}),
    ...(form.get('times') ? { times: Number(form.get('times')) } : {}),
  };
}
