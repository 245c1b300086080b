import type { EventBus } from '../state/event-bus';
import { completeRule, type ActiveFault, type CallFault, type DeliveryFault, type FaultInput, type FaultRule } from './fault-rule';

/** The fault switches. Asking whether a fault hits uses up one of its counts when it does. */
export interface FaultSwitches {
  replace(rules: FaultInput[]): ActiveFault[];
  add(rule: FaultInput): ActiveFault;
  remove(id: number): boolean;
  clear(): void;
  list(): ActiveFault[];
  /** The first rule that hits this call of the Bot API. */
  forCall(method: string, chatId: string | null): CallFault | undefined;
  /** Whether a fault of this kind hits the delivery of the next update. */
  forDelivery<K extends DeliveryFault['kind']>(kind: K): Extract<DeliveryFault, { kind: K }> | undefined;
}

export interface FaultDependencies {
  now: () => number;
  /** From 0 up to but without 1. */
  random: () => number;
  bus: EventBus;
}

export function createFaultSwitches({ now, random, bus }: FaultDependencies): FaultSwitches {
  let active: ActiveFault[] = [];
  let lastId = 0;

  const isSpent = (fault: ActiveFault): boolean => fault.left === 0 || (fault.until !== null && fault.until <= now());

  function current(): ActiveFault[] {
    if (active.some(isSpent)) active = active.filter((fault) => !isSpent(fault));
    return active;
  }

  function changed(): void {
    bus.publish('faults', () => current());
  }

  function keep(input: FaultInput): ActiveFault {
    const rule = completeRule(input);
    const fault: ActiveFault = {
      id: ++lastId,
      rule,
      left: rule.count ?? null,
      until: rule.for_ms === undefined ? null : now() + rule.for_ms,
      fired: 0,
    };
    active.push(fault);
    return fault;
  }

  function fire<R extends FaultRule>(fits: (rule: FaultRule) => rule is R): R | undefined {
    for (const fault of current()) {
      if (!fits(fault.rule)) continue;
      if (fault.rule.probability !== undefined && random() >= fault.rule.probability) continue;
      fault.fired += 1;
      if (fault.left !== null) fault.left -= 1;
      changed();
      return fault.rule;
    }
    return undefined;
  }

  return {
    replace(rules) {
      active = [];
      rules.forEach(keep);
      changed();
      return current();
    },
    add(rule) {
      const fault = keep(rule);
      changed();
      return fault;
    },
    remove(id) {
      const before = active.length;
      active = active.filter((fault) => fault.id !== id);
      changed();
      return active.length < before;
    },
    clear() {
      active = [];
      changed();
    },
    list: () => current(),
    forCall: (method, chatId) => fire((rule): rule is CallFault => isForCall(rule) && aimsAt(rule, method, chatId)),
    forDelivery: <K extends DeliveryFault['kind']>(kind: K) =>
      fire((rule): rule is Extract<DeliveryFault, { kind: K }> => rule.kind === kind),
  };
}

const isForCall = (rule: FaultRule): rule is CallFault => rule.kind !== 'duplicate' && rule.kind !== 'reorder';

function aimsAt(rule: CallFault, method: string, chatId: string | null): boolean {
  if (rule.chat_id !== undefined && rule.chat_id !== chatId) return false;
  if (!rule.methods || rule.methods.length === 0) return true;
  return rule.methods.some((wanted) => wanted.toLowerCase() === method.toLowerCase());
}
