import { Setting, settingTypes } from '@ownerbot/runtime';

const { integer, secret } = settingTypes;
const KEY_BYTES = 32;

/** How long proposals live, and the keys that hold them whole. */
export class ActionSettings {
  @Setting({ key: 'PROPOSAL_TTL_SEC', type: integer({ min: 1, max: 3_600 }), readBy: ['worker'], default: 300, about: 'life of a proposal' })
  readonly proposalTtlSec: number;

  @Setting({ key: 'COMMIT_DEADLINE_SEC', type: integer({ min: 1, max: 3_600 }), readBy: ['worker'], default: 300, about: 'from the confirm on, how long a change may begin' })
  readonly commitDeadlineSec: number;

  @Setting({
    key: 'PROPOSAL_HMAC_KEY',
    type: secret({ minBytes: KEY_BYTES }),
    readBy: ['worker'],
    defaultText: '`npm start` makes one at its first start; needed everywhere else',
    about: 'integrity of proposals',
  })
  readonly hmacKey: string | undefined;

  @Setting({
    key: 'PROPOSAL_HMAC_KEY_PREVIOUS',
    type: secret({ minBytes: KEY_BYTES }),
    readBy: ['worker'],
    about: 'accepted for verification while the key is being changed',
  })
  readonly previousHmacKey: string | undefined;
}
