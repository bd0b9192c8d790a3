import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../build/functions';
import { Fleet } from '../cloud/functions/fleet';
import { liveScenes, type Scenes } from './live';
import type { StageOptions } from './stage';

/** The lived scenes, functions to go on with, and a folder to work in. */
export interface Prepared extends Scenes {
  options: StageOptions;
  folder: string;
}

/** Lends the scenes to a command of this machine: builds the functions, lives, and clears everything away again. */
export async function withScenes<T>(work: (prepared: Prepared) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scenes-'));
  const functionsDir = path.join(folder, 'functions');
  // Generous, because a machine that tries faults is a busy one.
  const fleet = new Fleet({ keeps: 24, slowness: 20, codeCache: path.join(folder, 'code') });
  try {
    await buildFunctions({ out: functionsDir });
    const options = { functionsDir, fleet };
    return await work({ ...(await liveScenes(path.join(folder, 'lived'), options)), options, folder });
  } finally {
    await fleet.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The seed of a command: as given, or drawn and then printed. */
export function seedOf(given: string | undefined): number {
  const seed = given === undefined ? Math.floor(Math.random() * 1_000_000) : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${given} is no whole number`);
  return seed;
}
