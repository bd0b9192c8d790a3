import type { Disturbance, Fault } from '../cloud/wire/faults';
import { chance } from '../demo/chance';
import type { World } from './world';

const KINDS: readonly Fault[] = ['refused', 'answer_lost', 'killed_before', 'killed_after'];

export interface DisturbanceSwitch {
  on(): void;
  off(): void;
}

/** Counts each request of a function and, while it is on, lets a share of them go wrong. */
export function disturb(world: World, share: number): DisturbanceSwitch {
  // A chance of its own: it is asked far more often than people make up their minds.
  const random = chance(world.seed ^ 0x5f37_59df);
  let isOn = false;
  const disturbance: Disturbance = ({ functionName, action }) => {
    if (functionName === undefined) return null;
    world.tally.request(functionName === 'jobs' ? 'jobs' : world.acting, action);
    if (!isOn || random() >= share) return null;
    const fault = KINDS[Math.floor(random() * KINDS.length)] ?? 'refused';
    world.tally.fault(fault);
    return fault;
  };
  world.cloud.disturb(disturbance);
  return {
    on() {
      isOn = true;
    },
    off() {
      isOn = false;
    },
  };
}
