import { reportInto, type Finding } from '../../catalogue/findings';
import type { CatalogueFile } from '../../catalogue/read-files';
import { readYaml } from '../../catalogue/read-yaml';
import { ADVICE_TOPICS, type AdviceTopic } from '../topics';
import { checkPlaybook, type Known } from './check-playbook';
import type { Playbook } from './playbook';
import { readPlaybook } from './read-playbook';

export type Playbooks = ReadonlyMap<AdviceTopic, Playbook>;

/** Reads and checks all files; `findings` is empty where every topic has its playbook and each is as it must be. */
export function loadPlaybooks(files: readonly CatalogueFile[], known: Known): { readonly playbooks: Playbooks; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const playbooks = new Map<AdviceTopic, Playbook>();
  const named = new Set<string>();
  for (const { file, text } of files) {
    const report = reportInto(findings, file);
    named.add(file);
    const before = findings.length;
    const data = readYaml(text, report);
    const playbook = data === null ? null : readPlaybook(data, report);
    if (playbook === null) continue;
    if (file !== `${playbook.topic}.yml`) report('topic', 'TPL_NAME_MISMATCH', `the file of ${playbook.topic} is ${file}`, `${playbook.topic}.yml`);
    // A file with wrong keys has been told of; what follows from them would only be noise.
    if (findings.length === before) checkPlaybook(playbook, known, report);
    playbooks.set(playbook.topic, playbook);
  }
  for (const topic of ADVICE_TOPICS) if (!named.has(`${topic}.yml`)) reportInto(findings, `${topic}.yml`)('', 'PLB_TOPIC', 'there is no such file', 'a playbook for each topic');
  return { playbooks, findings };
}
