import { t } from '../../i18n.js';
import { on, store } from '../data/store.js';
import { fill, h, onceAFrame } from '../ui/dom.js';
import { clock } from '../ui/format.js';

/** How updates go to the bot, and how it goes. */
export function deliveryCard() {
  const card = h('div', { class: 'card' });
  const draw = onceAFrame(() => {
    const { delivery } = store;
    if (!delivery) return;
    const figures = [
      [t('pending'), delivery.pending],
      ...(delivery.mode === 'webhook' ? [[t('delivered'), delivery.delivered], [t('refused'), delivery.failed]] : []),
    ];
    fill(
      card,
      h('div', { class: 'card-head' }, h('h3', null, t('delivery')), h('span', { class: 'chip' }, t(delivery.mode))),
      delivery.webhook_url ? h('code', { class: 'address' }, delivery.webhook_url) : null,
      h('dl', { class: 'figures' }, figures.map(([name, value]) => h('div', null, h('dd', null, value), h('dt', null, name)))),
      delivery.last_error ? h('p', { class: 'bad-text' }, t('lastError', { time: clock(delivery.last_error.at, true), why: delivery.last_error.message })) : null,
    );
  });
  on('delivery', draw);
  return card;
}
