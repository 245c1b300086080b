import { Setting, settingTypes, type SettingFinding } from '@ownerbot/runtime';
import { OPERATOR_FORM, readOperator } from './operator-token';

const { list, secret } = settingTypes;

/** Who may log in to the console. */
export class OperatorSettings {
  @Setting({
    key: 'OPERATOR_TOKENS',
    type: list(secret({ matches: OPERATOR_FORM, form: 'name:role:hash with role viewer or operator; `ownerbot operator-token` makes one' }), { min: 1, max: 100 }),
    readBy: ['console'],
    defaultText: 'made at the first start, embedded default only',
    about: 'operators of the console, name:role:hash each; missing elsewhere: refused',
  })
  readonly operatorTokens: readonly string[] | undefined;

  check(): readonly SettingFinding[] {
    const names = (this.operatorTokens ?? []).map((entry) => readOperator(entry).name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    return twice === undefined ? [] : [{ key: 'OPERATOR_TOKENS', found: `two tokens of ${twice}`, allowed: 'one for each name: the audit tells operators apart by it' }];
  }
}
