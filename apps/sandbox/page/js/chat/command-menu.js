import { t } from '../../i18n.js';
import { on, store } from '../data/store.js';
import { fill, h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** The bot's commands: by the button, or while a slash is being typed. Enter or a click sends one. */
export function startCommandMenu(input, say) {
  const list = h('div', { class: 'commands', role: 'listbox', 'aria-label': t('commands'), hidden: true });
  const button = h('button', { class: 'icon-button', type: 'button', 'aria-label': t('commands'), title: t('commands'), 'aria-expanded': 'false' }, icon('slash'));
  let chosen = 0;
  let matches = [];

  function show(found) {
    matches = found;
    chosen = 0;
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    draw();
  }

  function hide() {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  }

  function draw() {
    if (matches.length === 0) return fill(list, h('p', { class: 'fine' }, t('noCommands')));
    fill(
      list,
      matches.map((command, place) =>
        h('button', { class: 'command-item', type: 'button', role: 'option', 'aria-selected': String(place === chosen), onclick: () => take(command) }, h('b', null, `/${command.command}`), h('span', null, command.description)),
      ),
    );
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function take(command) {
    hide();
    input.value = '';
    input.dispatchEvent(new Event('input'));
    input.focus();
    void say(`/${command.command}`);
  }

  function move(step) {
    chosen = (chosen + step + matches.length) % matches.length;
    draw();
  }

  button.addEventListener('click', () => {
    if (!list.hidden) return hide();
    show(store.commands);
    return input.focus();
  });
  input.addEventListener('input', () => {
    const typed = /^\/([a-z0-9_]*)$/i.exec(input.value)?.[1];
    const found = typed === undefined ? [] : store.commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
    if (found.length > 0) show(found);
    else hide();
  });
  document.addEventListener('click', (event) => {
    if (!list.contains(event.target) && !button.contains(event.target)) hide();
  });
  on('room', hide);

  return {
    button,
    list,
    /** Whether the menu used the key, so that the text field does not. */
    takeKey(event) {
      if (list.hidden || matches.length === 0) return false;
      const typesArguments = event.key === 'Enter' && input.value.includes(' ');
      if (typesArguments) return false;
      const acts = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => take(matches[chosen]), Tab: () => take(matches[chosen]), Escape: hide };
      const act = acts[event.key];
      if (!act) return false;
      event.preventDefault();
      act();
      return true;
    },
  };
}
