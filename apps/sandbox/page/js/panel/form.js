import { t } from '../../i18n.js';
import { h } from '../ui/dom.js';
import { toast } from '../ui/overlays.js';

export const labelled = (text, field) => h('label', { class: 'labelled' }, h('span', null, text), field);
export const number = (name, attributes) => h('input', { class: 'field', type: 'number', name, ...attributes });
export const check = (name, text) => h('label', { class: 'check' }, h('input', { type: 'checkbox', name }), text);

/** A refusal becomes a note. */
export async function attempt(work) {
  try {
    await work;
  } catch (error) {
    toast(t('failed', { why: error.message }), 'error');
  }
}
