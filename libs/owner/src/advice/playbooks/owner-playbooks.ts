import path from 'node:path';
import { writeFinding } from '../../catalogue/findings';
import { ownerCatalogue } from '../../catalogue/owner-catalogue';
import { readFiles } from '../../catalogue/read-files';
import { TemplatesInvalidError } from '../../errors';
import { VALUE_CONCEPTS } from '../../intents/match/concepts-of';
import { ownerLexicon } from '../../lexicon/owner-lexicon';
import { ownerTools } from '../../tools/owner-tools';
import { BRIEF_TOOLS } from '../brief/brief-facts';
import type { AdviceTopic } from '../topics';
import type { Known } from './check-playbook';
import { loadPlaybooks, type Playbooks } from './load-playbooks';
import type { Playbook } from './playbook';

/** Folder of the playbooks. */
export const playbooksFolder = path.join(__dirname, '..', '..', '..', 'playbooks');

export function knownToPlaybooks(): Known {
  return { templates: ownerCatalogue().templates, tools: ownerTools, concepts: [...ownerLexicon().concepts.keys(), ...VALUE_CONCEPTS], told: BRIEF_TOOLS };
}

let loaded: Playbooks | null = null;

/**
 * The playbooks, read once, when the domains are composed at a process's start.
 * @throws TemplatesInvalidError with all findings
 */
export function ownerPlaybooks(): Playbooks {
  if (loaded !== null) return loaded;
  const { playbooks, findings } = loadPlaybooks(readFiles(playbooksFolder), knownToPlaybooks());
  if (findings.length > 0) throw new TemplatesInvalidError(findings.map(writeFinding));
  loaded = playbooks;
  return playbooks;
}

export function playbookOf(topic: AdviceTopic): Playbook {
  const playbook = ownerPlaybooks().get(topic);
  if (playbook === undefined) throw new TypeError(`there is no playbook for ${topic}`);
  return playbook;
}
