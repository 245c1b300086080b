import type { ReplyContext } from '@ownerbot/conversation';
import type { ActionWords } from '../acting/action-words';
import { productNumber } from '../acting/product-label';
import { roundingLine } from '../acting/rounding-words';

/** "Поднять все цены на 5 %", with sign, size and scope in words. */
export const pricesBumpWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('bump.progress'),
  title: ({ commit }, context) => context.texts.html('bump.title', bumpOf(commit, context)),
  interpretation: ({ commit }, context) => [
    context.texts.html('bump.scope'),
    roundingLine(commit, bumpOf(commit, context).change === 'lower' ? 'NONE' : 'CEIL_INT', context),
  ],
  leftOut: productNumber,
  value: (text, { formats, currency }) => formats.money(text, currency),
};

type Change = 'raise' | 'lower';

function bumpOf(commit: Readonly<Record<string, unknown>>, { formats, currency }: ReplyContext) {
  const percent = String(commit['bump_percent']);
  const additive = String(commit['bump_additive']);
  const isZero = (text: string): boolean => /^-?0*(\.0*)?$/.test(text);
  const sizes = [...(isZero(percent) ? [] : [formats.percent(unsigned(percent))]), ...(isZero(additive) ? [] : [formats.money(unsigned(additive), currency)])];
  const change: Change = [percent, additive].some((text) => text.startsWith('-') && !isZero(text)) ? 'lower' : 'raise';
  return { change, size: sizes.join(' + ') };
}

const unsigned = (text: string): string => text.replace(/^-/, '');
