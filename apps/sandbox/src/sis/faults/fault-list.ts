import { checkParams, specOf, type CallKind, type FaultInput, type FaultName } from './fault-rule';

/** A rule that stands, with what is left of it. */
export interface ActiveFault extends FaultInput {
  readonly id: string;
  /** null: without end. */
  readonly left: number | null;
  readonly fired: number;
}

export interface CalledPath {
  readonly kind: CallKind;
  readonly method: string;
  readonly path: string;
}

/** A fault that hits one request. */
export interface Hit {
  readonly fault: FaultName;
  number(name: string, otherwise: number): number;
  value(name: string): unknown;
}

export interface FaultList {
  replace(rules: readonly FaultInput[]): readonly ActiveFault[];
  list(): readonly ActiveFault[];
  clear(): void;
  /** Whether a fault that is a state stands in the list. */
  holds(fault: 'down' | 'no_idempotency' | 'no_enquiry' | 'no_binding'): boolean;
  /** The first rule that matches; uses up one of its times. */
  take(call: CalledPath): Hit | undefined;
}

/** `random`: from 0 up to but without 1. `onChange` is told when the list has changed. */
export function createFaultList(random: () => number, onChange: () => void): FaultList {
  let active: ActiveFault[] = [];

  function keep(input: FaultInput, index: number): ActiveFault {
    checkParams(input);
    const times = input.times ?? specOf(input.fault).times ?? null;
    return { ...input, id: input.id ?? `f${index + 1}`, left: specOf(input.fault).group === 'state' ? null : times, fired: 0 };
  }

  function fire(fault: ActiveFault): Hit {
    const spent: ActiveFault = { ...fault, fired: fault.fired + 1, left: fault.left === null ? null : fault.left - 1 };
    active = active.flatMap((one) => (one !== fault ? [one] : spent.left === 0 ? [] : [spent]));
    onChange();
    const params = fault.params ?? {};
    return {
      fault: fault.fault,
      number: (name, otherwise) => (typeof params[name] === 'number' ? params[name] : otherwise),
      value: (name) => params[name],
    };
  }

  return {
    replace(rules) {
      active = rules.map(keep);
      onChange();
      return active;
    },
    list: () => active,
    clear() {
      active = [];
      onChange();
    },
    holds: (fault) => active.some((one) => one.fault === fault),
    take(call) {
      for (const fault of active) {
        if (!hits(fault, call)) continue;
        const share = fault.params?.['p'];
        if (fault.fault === 'error_rate' && typeof share === 'number' && random() >= share) continue;
        return fire(fault);
      }
      return undefined;
    },
  };
}

function hits({ fault, match }: ActiveFault, call: CalledPath): boolean {
  const { group } = specOf(fault);
  if (group === 'state' || (group === 'apply' && call.kind !== 'apply')) return false;
  if (match?.kind !== undefined && match.kind !== call.kind) return false;
  if (match?.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  return match?.path === undefined || call.path.startsWith(match.path);
}
