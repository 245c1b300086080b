import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import type { ActionWords } from '../acting/action-words';
import { isObject } from '../../catalogue/read-fields';
import { templateButton } from '../../replies/buttons';
import { ntfChange, ntfSetting } from './field-words';
import type { NtfActionOutput } from './ntf-fields';

/** Words of all changes of notifications: each field before and after, what it means, and when it counts for the first time. */
export const ntfWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('ntf_set.progress'),
  title: ({ tool }, { texts }) => texts.html('ntf_set.title', { tool }),
  effect: (action, context) => {
    const { diffs, next, notes, told } = tellsOf(action);
    return [...diffs.map((diff) => ntfChange(diff, context)), ...next.flatMap((one) => nextLine(one, context)), ...notes.flatMap((note) => noteLines(note, told, context))];
  },
  noop: (action, context) => {
    const { told } = tellsOf(action);
    return action.preview.data.noop_reason === 'INCIDENT_OVER' ? [context.texts.html('ntf_note.INCIDENT_OVER', { cause: textOf(told, 'cause'), at: context.formats.moment(textOf(told, 'closed_at')) })] : [];
  },
  done: (action, context) => {
    const { diffs, notes, told } = tellsOf(action);
    const next = Array.isArray(action.result?.['next']) ? action.result['next'] : [];
    const lines = diffs.map(({ field, after }) => ntfSetting(field, after, context));
    const acknowledged = notes.includes('ACK_MEANS') ? [context.texts.html('ntf_set.acknowledged', { cause: textOf(told, 'cause') })] : [];
    const kinds = tellsOf(action).next.map(({ kind }) => kind);
    const nextLines = next.filter(isObject).flatMap((one) => (kinds.some((kind) => kind === one['kind']) ? nextLine({ kind: String(one['kind']), at: typeof one['at'] === 'string' ? one['at'] : null }, context) : []));
    return [...acknowledged, ...lines, ...nextLines];
  },
  followUps: (_action, context) => ({ buttons: [[templateButton(context, 'NTF_STATUS')]] }),
};

type Tells = Pick<NtfActionOutput, 'diffs' | 'notes'> & { readonly next: readonly { readonly kind: string; readonly at: string | null }[]; readonly told: Readonly<Record<string, unknown>> };

/** The preview's own fields: the runner has checked them against the class. */
function tellsOf({ preview: { data } }: ActionFacts): Tells {
  const own = data as unknown as Partial<NtfActionOutput>;
  return { diffs: own.diffs ?? [], next: own.next ?? [], notes: own.notes ?? [], told: own.told ?? {} };
}

/** Reports come at their times; alerts look every few minutes, so the moment of the next look says nothing. */
function nextLine({ kind, at }: { readonly kind: string; readonly at: string | null }, { texts, formats }: ReplyContext): string[] {
  return at === null || (kind !== 'digest' && kind !== 'weekly') ? [] : [texts.html('ntf_set.next', { kind, at: formats.moment(at) })];
}

const textOf = (told: Readonly<Record<string, unknown>>, name: string): string => (typeof told[name] === 'string' ? told[name] : '');
const listOf = (told: Readonly<Record<string, unknown>>, name: string): readonly unknown[] => (Array.isArray(told[name]) ? told[name] : []);

function noteLines(note: string, told: Readonly<Record<string, unknown>>, { texts, formats }: ReplyContext): string[] {
  switch (note) {
    case 'BASELINE':
      return [texts.html('ntf_note.BASELINE', { pair: textOf(told, 'pair'), rate: formats.rate(textOf(told, 'rate')) })];
    case 'RAISED_NOW':
      return [texts.html('ntf_note.RAISED_NOW'), ...listOf(told, 'raised').filter(isObject).map(({ signal, count }) => texts.html('ntf_note.signal', { signal: String(signal), count: formats.integer(Number(count)) }))];
    case 'SIGNALS_UNKNOWN':
      return [texts.html('ntf_note.SIGNALS_UNKNOWN', { signals: listOf(told, 'unknown').map((signal) => texts.text('ntf_note.signal_name', { signal: String(signal) })).join(', ') })];
    case 'INCIDENTS_END':
      return [texts.html('ntf_note.INCIDENTS_END', { count: Number(told['incidents']) })];
    case 'INCIDENTS_DUE':
      return listOf(told, 'open').filter(isObject).map(({ cause, due }) => texts.html('ntf_note.INCIDENTS_DUE', { cause: String(cause), due: typeof due === 'string' ? 'at' : 'none', at: formats.moment(typeof due === 'string' ? due : null) }));
    case 'ACK_MEANS':
      return [texts.html('ntf_note.ACK_MEANS', { cause: textOf(told, 'cause'), since: formats.moment(textOf(told, 'since')) })];
    default:
      return [texts.html(`ntf_note.${note}`)];
  }
}
