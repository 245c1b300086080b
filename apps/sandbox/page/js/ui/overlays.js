import { t } from '../../i18n.js';
import { byId, fill, h } from './dom.js';
import { icon } from './icons.js';

/** A short note that goes by itself. */
export function toast(text, kind = 'info') {
  const note = h('div', { class: `toast ${kind}` }, text);
  byId('toasts').append(note);
  setTimeout(() => note.classList.add('leaving'), 3200);
  setTimeout(() => note.remove(), 3600);
}

/** Opens a modal dialog. Escape and the backdrop close it; the focus goes back to where it was. */
export function openDialog(title, body, actions) {
  const dialog = h('dialog', { class: 'dialog', 'aria-label': title });
  const close = () => dialog.close();
  const form = h('form', { method: 'dialog' }, title ? h('h2', null, title) : null, body, h('div', { class: 'dialog-actions' }, actions(close)));
  fill(dialog, form);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

export function alertDialog(text) {
  openDialog('', h('p', { class: 'alert-text' }, text), () => [h('button', { class: 'button primary', value: 'ok' }, 'OK')]);
}

export function confirmDialog(title, text, label, act) {
  openDialog(title, h('p', null, text), (close) => [
    h('button', { class: 'button', type: 'button', onclick: close }, t('cancel')),
    h('button', { class: 'button danger', onclick: act }, label),
  ]);
}

/** A menu under a button: items of { icon, label, act, danger }. */
export function openMenu(anchor, items) {
  const menu = h(
    'div',
    { class: 'menu', role: 'menu', popover: 'auto' },
    items.map((item) => h('button', { class: `menu-item${item.danger ? ' danger' : ''}`, role: 'menuitem', type: 'button', onclick: () => { menu.hidePopover(); item.act(); } }, icon(item.icon), item.label)),
  );
  menu.addEventListener('toggle', (event) => event.newState === 'closed' && menu.remove());
  menu.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...menu.children];
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor);
  menu.firstElementChild?.focus();
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(8, at.right - width), innerWidth - width - 8);
  const below = at.bottom + 6;
  menu.style.left = `${at.left + width + 8 < innerWidth && at.left < innerWidth / 2 ? at.left : left}px`;
  menu.style.top = `${below + height + 8 < innerHeight ? below : at.top - height - 6}px`;
}
