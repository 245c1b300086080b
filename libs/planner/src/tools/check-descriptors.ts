import { NEVER_PLANNED, type FieldDescriptor, type FieldShape, type ToolDescriptor } from './tool-descriptor';

/** What is wrong with descriptors, one line each; a registry whose tools have findings must not be offered to a model. */
export function descriptorFindings(tools: readonly ToolDescriptor[]): string[] {
  const names = tools.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} is described twice`);
  return [...twice, ...tools.flatMap(findingsOf)];
}

function findingsOf(tool: ToolDescriptor): string[] {
  const findings = fieldFindings(tool.fields, tool.name);
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(tool.name)) findings.push(`${tool.name} is no name of a tool`);
  if (tool.purpose.trim() === '' || /\n/.test(tool.purpose)) findings.push(`${tool.name} must say in one line what it is for`);
  for (const target of tool.scope?.targets ?? []) if (!tool.fields.some(({ name }) => name === target)) findings.push(`${tool.name} has no field ${target}, though it names its targets there`);
  return findings;
}

function fieldFindings(fields: readonly FieldDescriptor[], at: string, isGrounded = false): string[] {
  const names = fields.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${at}.${name} is described twice`);
  return [...twice, ...fields.flatMap((field) => oneFieldFindings(field, `${at}.${field.name}`, isGrounded))];
}

function oneFieldFindings({ name, shape, grounds, isSigned }: FieldDescriptor, at: string, isGrounded: boolean): string[] {
  const findings: string[] = [];
  if (NEVER_PLANNED.includes(name)) findings.push(`${at} is never planned; leave it out`);
  if (isSigned === true && shape.type !== 'integer' && shape.type !== 'decimal') findings.push(`${at} is no number, so it has no sign`);
  if (shape.type === 'choice' && shape.values.length === 0) findings.push(`${at} leaves no choice`);
  if (shape.type === 'object') findings.push(...fieldFindings(shape.fields, at, isGrounded || grounds !== null));
  else if (!isGrounded && grounds === null && !needsNoGrounds(shape)) findings.push(`${at} must say what its value is, or the model could invent it`);
  return findings;
}

const needsNoGrounds = (shape: FieldShape): boolean => shape.type === 'choice' || shape.type === 'boolean' || (shape.type === 'list' && needsNoGrounds(shape.of));
