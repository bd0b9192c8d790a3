import path from 'node:path';
import { chance } from '../demo/chance';
import type { Scene, StageOptions } from '../scenes/stage';
import { type Fault, faultsOf } from './fault';
import { Replay } from './replay';
import { ANSWERED_ANEW, faultsIn, follow, type Measure, measureOf } from './trial';

export interface Found {
  /** As `--only` takes it: case.note:3:lost */
  which: string;
  /** The request that failed. */
  what: string;
  wrong: readonly string[];
}

export interface Sweep {
  tried: number;
  found: Found[];
}

export interface SweepOptions extends StageOptions {
  /** Where copies of stores are made. */
  folder: string;
  /** Draws scenes and faults; nothing is drawn without it, and all are tried. */
  sample?: { seed: number; scenes: number; faults: number };
  /** Nothing but this, as `Found.which` names it; or every fault of one command by its name. */
  only?: string;
  /** Told of each scene when it is done. */
  hear?: (scene: Scene, tried: number, found: readonly Found[]) => void;
}

/** Fails each request of each scene in each way, and says what was lost, doubled or left half. */
export async function sweep(scenes: readonly Scene[], options: SweepOptions): Promise<Sweep> {
  const { sample, only = '', hear } = options;
  const random = chance(sample?.seed ?? 0);
  const [name] = only.split(':');
  const chosen = scenes.filter((scene) => only === '' || scene.name === name);
  const all: Sweep = { tried: 0, found: [] };
  for (const scene of sample ? drawn(chosen, sample.scenes, random) : chosen) {
    const replay = await Replay.of(scene, path.join(options.folder, 'copy'), options);
    try {
      const measure = await measureOf(replay);
      const possible = faultsOf(measure.whole.requests).filter(
        (fault) => !only.includes(':') || whichOf(scene, fault) === only,
      );
      const faults = sample ? drawn(possible, sample.faults, random) : possible;
      const found = [...repeatsWrong(scene, measure), ...(await tryEach(replay, faults, measure))];
      all.tried += faults.length;
      all.found.push(...found);
      hear?.(scene, faults.length, found);
    } finally {
      await replay.end();
    }
  }
  return all;
}

async function tryEach(replay: Replay, faults: readonly Fault[], measure: Measure): Promise<Found[]> {
  const found: Found[] = [];
  for (const fault of faults) {
    const wrong = faultsIn(replay.scene, await follow(replay, fault, measure), measure);
    const what = measure.whole.requests[fault.at]?.what ?? '';
    if (wrong.length > 0) found.push({ which: whichOf(replay.scene, fault), what, wrong });
  }
  return found;
}

/** A repeat is answered as the first was, also where nothing failed. */
function repeatsWrong({ name }: Scene, { whole: { first, repeated } }: Measure): Found[] {
  if (first === repeated || name in ANSWERED_ANEW) return [];
  return [
    {
      which: name,
      what: 'nothing failed',
      wrong: [`the repeat is answered ${repeated} instead of ${first}`],
    },
  ];
}

const whichOf = ({ name }: Scene, { at, kind }: Fault) => `${name}:${at}:${kind}`;

/** So many of them, each at most once. */
function drawn<T>(all: readonly T[], count: number, random: () => number): T[] {
  const left = [...all];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0)
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}
