import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { store, takeRoom } from '../data/store.js';
import { openRoom } from '../data/sync.js';
import { byId, h } from '../ui/dom.js';
import { nameOf } from '../ui/format.js';
import { openDialog, toast } from '../ui/overlays.js';

export function newPersonDialog() {
  const name = h('input', { class: 'field', name: 'name', required: true, maxlength: 64, autocomplete: 'off' });
  const id = h('input', { class: 'field', name: 'id', inputmode: 'numeric', pattern: '[1-9][0-9]{0,14}', autocomplete: 'off' });
  const body = [labelled(t('firstName'), name), labelled(t('personId'), id)];
  ask(t('addPerson'), body, () => api.addPerson({ first_name: name.value.trim(), ...(id.value && { id: Number(id.value) }) }));
}

export function newGroupDialog() {
  const title = h('input', { class: 'field', required: true, maxlength: 64, autocomplete: 'off' });
  const boxes = [...store.persons.values()].slice(0, 50).map((person, place) => {
    const box = h('input', { type: 'checkbox', checked: place === 0 });
    return { box, person, label: h('label', { class: 'check' }, box, nameOf(person)) };
  });
  const body = [labelled(t('groupTitle'), title), h('fieldset', { class: 'checks' }, h('legend', null, t('groupMembers')), boxes.map(({ label }) => label))];
  ask(t('addGroup'), body, () => {
    const members = boxes.filter(({ box }) => box.checked).map(({ person }) => person.id);
    return api.addGroup({ type: 'group', title: title.value.trim(), members });
  });
}

const labelled = (text, field) => h('label', { class: 'labelled' }, h('span', null, text), field);

function ask(title, body, make) {
  const { dialog, close } = openDialog(title, body, (dismiss) => [
    h('button', { class: 'button', type: 'button', onclick: dismiss }, t('cancel')),
    h('button', { class: 'button primary', type: 'submit' }, t('create')),
  ]);
  dialog.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const room = takeRoom(await make());
      close();
      byId('app').dataset.view = 'room';
      await openRoom(room.chat.id);
    } catch (error) {
      toast(t('failed', { why: error.message }), 'error');
    }
  });
}
