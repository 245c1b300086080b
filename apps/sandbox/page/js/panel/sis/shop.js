import { t } from '../../../i18n.js';
import { sis } from '../../data/sis.js';
import { on } from '../../data/store.js';
import { fill, h, onceAFrame } from '../../ui/dom.js';
import { clock } from '../../ui/format.js';

const shownOperations = 20;

/** A look into the shop: prices and stock, newest orders, what OwnerBot has done. Each opens at will. */
export function shopCard() {
  const prices = h('tbody');
  const orders = h('tbody');
  const operations = h('div', { class: 'sis-operations' });
  const draw = onceAFrame(() => {
    fill(prices, sis.products.map(productRow));
    fill(orders, sis.orders.map(orderRow));
    const newest = sis.operations.slice(-shownOperations).reverse();
    fill(operations, newest.length === 0 ? h('p', { class: 'fine' }, t('sisNoOperations')) : newest.map(operationRow));
  });
  on('sis', draw);
  return h('div', { class: 'card sis-look' }, fold('sisPrices', table(prices)), fold('sisNewest', table(orders)), fold('sisDone', operations));
}

const fold = (title, content) => h('details', null, h('summary', null, t(title)), content);
const table = (body) => h('div', { class: 'sis-table' }, h('table', null, body));

function productRow(product) {
  const price = product.base_price === null ? t('sisNoPrice') : `${product.base_price}${product.discount_percent === null ? '' : ` −${product.discount_percent} %`}`;
  return h('tr', { class: product.status === 'ACTIVE' ? null : 'muted' }, h('td', null, product.product_id), h('td', null, product.title), h('td', { class: 'figure' }, price), h('td', { class: 'figure' }, product.stock_qty));
}

function orderRow(order) {
  return h('tr', null, h('td', null, order.order_id), h('td', null, `${order.status}${order.flagged ? ' ⚑' : ''}`), h('td', { class: 'figure' }, order.amount));
}

function operationRow(operation) {
  const isDone = operation.state === 'committed';
  const facts = [operation.error?.code, isDone ? t('sisTimes', { count: operation.executions }) : null, `…${operation.idempotency_key.slice(-8)}`, clock(Date.parse(operation.finished_at), true)];
  return h(
    'div',
    { class: 'sis-operation' },
    h('span', { class: `chip ${isDone ? 'good' : 'warn'}` }, t(`operation_${operation.state}`)),
    h('b', null, operation.path.replace(/^.*\/actions\//, '').replace(/\/apply$/, '')),
    h('span', { class: 'fine' }, facts.filter(Boolean).join(' · ')),
  );
}
