import { knownNames, type Report } from '../findings';
import type { NotOffered } from '../not-offered-file';
import { conceptsOfPhrase } from './check-phrases';

/** Names in the list of what is not offered that resolve to nothing. */
export function checkNotOffered(entries: readonly NotOffered[], known: { readonly templates: readonly string[]; readonly concepts: readonly string[] }, report: Report): void {
  entries.forEach(({ id, phrases, instead }, at) => {
    if (entries.findIndex((other) => other.id === id) !== at) report(`${at}.id`, 'TPL_DUPLICATE_ID', `${id} stands twice`, 'one entry for each');
    phrases.forEach((phrase, index) => {
      for (const [part, concept] of conceptsOfPhrase(phrase)) {
        if (!known.concepts.includes(concept)) report(`${at}.phrases.${index}.${part}`, 'TPL_UNKNOWN_CONCEPT', `there is no concept ${concept}`, knownNames(concept, known.concepts));
      }
    });
    instead.forEach((templateId, index) => {
      if (!known.templates.includes(templateId)) report(`${at}.instead.${index}`, 'TPL_UNKNOWN_TEMPLATE', `there is no template ${templateId}`, knownNames(templateId, known.templates));
    });
  });
}
