import type { Localised } from '@ownerbot/conversation';
import { knownNames, type Report } from '../../catalogue/findings';
import { fieldsOf, type Fields } from '../../catalogue/read-fields';
import { ADVICE_TOPICS, topicNamed } from '../topics';
import type { BriefRead, Experiment, Playbook } from './playbook';

const SCHEMA = 1;

/** Reads one file; null where it says not even what it is about. */
export function readPlaybook(data: unknown, report: Report): Playbook | null {
  const fields = fieldsOf(data, '', report);
  fields.integer('schema', { min: SCHEMA, max: SCHEMA });
  const name = fields.string('topic');
  const topic = topicNamed(name);
  if (topic === null && name !== '') report('topic', 'PLB_TOPIC', `there is no topic ${name}`, knownNames(name, ADVICE_TOPICS));
  const read = {
    title: fields.localised('title'),
    button: fields.localised('button'),
    concepts: fields.texts('concepts'),
    hypotheses: textsOf(fields, 'hypotheses', report),
    risks: textsOf(fields, 'risks', report),
    experiments: fields.list('experiments').map((one, at) => readExperiment(one, `experiments.${at}`, report)),
    reads: fields.texts('reads'),
    actions: fields.texts('actions'),
    brief: fields.list('brief').map((one, at) => readBriefRead(one, `brief.${at}`, report)),
  };
  fields.done();
  return topic === null ? null : { topic, ...read };
}

function textsOf(fields: Fields, key: string, report: Report): Localised[] {
  return fields.list(key).map((one, at) => {
    const inner = fieldsOf(one, `${key}.${at}`, report);
    const text = { ru: inner.string('ru'), en: inner.string('en') };
    inner.done();
    return text;
  });
}

function readExperiment(data: unknown, at: string, report: Report): Experiment {
  const fields = fieldsOf(data, at, report);
  const experiment = { what: fields.localised('what'), measure: fields.localised('measure'), stop: fields.localised('stop') };
  fields.done();
  return experiment;
}

function readBriefRead(data: unknown, at: string, report: Report): BriefRead {
  const fields = fieldsOf(data, at, report);
  const read = { tool: fields.string('tool'), payload: fields.object('payload') };
  fields.done();
  return read;
}
